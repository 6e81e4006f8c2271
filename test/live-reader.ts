/** Follows changes as a program does: a real `EventSource`, which connects again by itself. */
import { setTimeout as wait } from 'node:timers/promises'
import { EventSource } from 'eventsource'
import { NEWEST } from './workspace.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into changes of every type
type Change = any

export interface LiveReader {
  changes: Change[]
  /** The id that a client resumes with. */
  lastId(): string
  /** The status that it was refused with for good; null while it goes on. */
  refused(): number | null
  /** How often a stream was opened. */
  opened(): number
  /** Resolves when so many changes were heard. */
  hears(count: number): Promise<void>
  close(): void
}

/** Milliseconds after which nothing more is expected, however slow the machine. */
const PATIENCE = 30_000

/** @param address such as `http://127.0.0.1:3000/v1/events?page_id=…`. */
export async function liveReader(
  t: { after(work: () => Promise<void>): void },
  address: string,
  headers: Record<string, string>,
): Promise<LiveReader> {
  // Browsers send their cookies by themselves, and no headers of ours.
  const version: Record<string, string> = 'cookie' in headers ? {} : { 'notion-version': NEWEST }
  const source = new EventSource(address, {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...version, ...init.headers, ...headers } }),
  })
  const changes: Change[] = []
  let [lastId, refused, opened]: [string, number | null, number] = ['', null, 0]
  source.addEventListener('message', ({ data, lastEventId }) => {
    changes.push(JSON.parse(data))
    lastId = lastEventId
  })
  source.addEventListener('open', () => opened++)
  source.addEventListener('error', ({ code }) => {
    if (source.readyState === source.CLOSED) refused = code ?? 0
  })
  t.after(async () => source.close())
  while (opened === 0 && refused === null) await wait(2)
  return {
    changes,
    lastId: () => lastId,
    refused: () => refused,
    opened: () => opened,
    async hears(count) {
      for (const began = performance.now(); changes.length < count; await wait(2)) {
        if (performance.now() - began > PATIENCE) throw new Error(`heard ${changes.map(({ type }) => type)}`)
      }
    },
    close: () => source.close(),
  }
}
