/** What one process commits, the others hear by NOTIFY: see docs/decisions/live.md. */

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { type Heard, makeSignal, type Signal } from './signal.ts'

const CHANNEL = 'octavo_events'

/** Milliseconds between two notifications of a process: what is told meanwhile goes with the second. */
const GAP = 20

/** Milliseconds before a broken connection is made again: the first time, and at most. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [100, 5000]

/**
 * Notifications are sent after the commit and by the pool: in the transaction, NOTIFY would take a lock that all
 * committers of the database share. It waits for no disk either, since nothing is lost with it: whoever must not miss
 * anything looks by themselves, too.
 */
const NOTIFY = `select set_config('synchronous_commit', 'off', true),
  pg_notify('${CHANNEL}', $1 || ' ' || id) from unnest(cast($2 as text[])) as id`

/**
 * A signal that reaches the other processes over the same database. A connection of its own listens from when somebody
 * here first does, and is made again whenever it breaks.
 */
export function makePostgresSignal(
  pool: pg.Pool,
  connect: () => pg.Client,
): Signal & { close(): Promise<void> } {
  const here = makeSignal()
  // What this process told was heard here at once.
  const ownName = randomUUID()
  const closing = new AbortController()
  const { signal } = closing
  const told = new Set<string>()
  let sending: Promise<void> | null = null
  let listening: Promise<void> | null = null
  let endListening = () => {}

  const send = async (): Promise<void> => {
    while (told.size > 0) {
      const ids = [...told]
      told.clear()
      await pool.query(NOTIFY, [ownName, ids]).catch(() => {})
      await wait(GAP, undefined, { signal }).catch(() => {})
    }
    sending = null
  }

  const hear = (message: string | undefined): void => {
    const [from, workspaceId] = message?.split(' ') ?? []
    if (from !== ownName && workspaceId) here.tell([workspaceId])
  }

  /** Listens until the connection breaks or the store is closed, which may be before it is made. */
  const listenOnce = async (onConnected: () => void): Promise<void> => {
    const client = connect()
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    endListening = resolve
    client.once('end', resolve).once('error', resolve)
    const listen = async () => {
      await client.connect()
      client.on('notification', ({ payload }) => hear(payload))
      await client.query(`listen ${CHANNEL}`)
      onConnected()
      await ended
    }
    try {
      await Promise.race([listen(), ended])
    } finally {
      void client.end().catch(() => {})
    }
  }

  const keepListening = async (): Promise<void> => {
    let pause = FIRST_PAUSE
    while (!signal.aborted) {
      await listenOnce(() => {
        pause = FIRST_PAUSE
      }).catch(() => {})
      await wait(pause, undefined, { signal }).catch(() => {})
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  }

  return {
    tell(workspaceIds) {
      here.tell(workspaceIds)
      for (const id of workspaceIds) told.add(id)
      if (told.size > 0) sending ??= send()
    },
    listen(heard: Heard) {
      listening ??= keepListening()
      return here.listen(heard)
    },
    async close() {
      closing.abort()
      endListening()
      await Promise.all([sending, listening])
    },
  }
}
