import { setTimeout } from 'node:timers/promises'
import { makeDns } from '#server/adapters/dns.ts'
import { openFileStorage } from '#server/adapters/file-storage/open.ts'
import { openMail } from '#server/adapters/mail/open.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { addressOf, type Config } from '#server/config.ts'
import { realSurroundings } from '#server/domain/context.ts'
import { handOver } from './control-socket.ts'
import { inUse, lockFolder, readRunning } from './data-folder.ts'
import { openDurable, requireKey } from './open.ts'
import { performTask, type Task } from './tasks.ts'

/** How long a command waits for a server that is just starting or stopping, in milliseconds. */
const PATIENCE = 15_000
const BETWEEN_TRIES = 100

/**
 * Has a task done where the store is: by the server that runs on the data folder, else here. On PostgreSQL
 * it is always done here.
 */
export async function runTask(config: Config, command: string, task: Task): Promise<unknown> {
  requireKey(config)
  if (config.databaseUrl !== null) return performHere(config, task)

  const giveUp = Date.now() + PATIENCE
  for (;;) {
    const socket = readRunning(config.data)?.socket
    const answer = socket === undefined ? undefined : await handOver(socket, task)
    if (answer !== undefined) return answer.result

    const lock = lockFolder(config.data, 0)
    if (lock !== null) {
      lock.announce({ pid: process.pid, command })
      return performHere(config, task).finally(() => lock.release())
    }
    if (Date.now() > giveUp) throw inUse(config.data)
    await setTimeout(BETWEEN_TRIES)
  }
}

async function performHere(config: Config, task: Task): Promise<unknown> {
  const { store, secrets } = await openDurable(config)
  const files = openFileStorage(config.files)
  const outgoing = makeOutgoing(config.allowPrivate)
  const base = {
    store,
    secrets,
    files,
    outgoing,
    dns: makeDns(config.dns),
    mail: openMail(config.smtpUrl, () => addressOf(config)),
    surroundings: realSurroundings,
    baseUrl: () => addressOf(config),
  }
  return performTask(base, task).finally(() => Promise.all([store.close(), files.close()]))
}
