import { Agent, get, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '#test/postgres.ts'
import { call, createPage, NEWEST, ROOT } from './octavo-client.ts'
import { type Octavo, startOctavo, startPlain } from './processes.ts'

const WRITES = 500

/** Milliseconds between two writes: each is told by itself. */
const PAUSE = 30

/**
 * From the answer to a write, which leaves when it is committed, to the reader of a stream, against a bare round trip to
 * a plain server. On PostgreSQL one process is written to and another is read from.
 */
export async function live(isOnPostgres: boolean): Promise<string[]> {
  const postgres = isOnPostgres ? await startPostgres() : null
  const written = await startOctavo(postgres?.url)
  const read = postgres ? await startOctavo(postgres.url) : written
  const plain = await startPlain('{}')
  const page = await createPage(written, ROOT)
  const stream = await follow(read, page)
  const [delays, trips]: [number[], number[]] = [[], []]
  for (let count = 0; count < WRITES; count++) {
    const heard = stream.next()
    await call(written, 'PATCH', `/v1/pages/${page}`, {
      properties: { title: { title: [{ text: { content: `Title ${count}` } }] } },
    })
    const committed = performance.now()
    delays.push(Math.max(0, (await heard) - committed))
    trips.push(await roundTrip(plain.port))
    await wait(PAUSE)
  }
  stream.close()
  await plain.stop()
  if (read !== written) await read.stop()
  await written.stop()
  await postgres?.stop()
  const [p50, p99, trip] = [at(delays, 0.5), at(delays, 0.99), at(trips, 0.5)]
  return [
    isOnPostgres
      ? 'from a commit to a live reader, on two processes over PostgreSQL'
      : 'from a commit to a live reader',
    `${p50.toFixed(2)} ms`,
    `${trip.toFixed(2)} ms, a bare round trip`,
    `${(p50 / trip).toFixed(1)} times`,
    '',
    p50.toFixed(2),
    p99.toFixed(2),
  ]
}

const at = (times: number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)]!

/** A stream of a page: when its next change is heard. */
function follow({ port, token }: Octavo, page: string): Promise<{ next(): Promise<number>; close(): void }> {
  const headers = { authorization: `Bearer ${token}`, 'notion-version': NEWEST }
  return new Promise((resolve, reject) => {
    const asked = request({ port, path: `/v1/events?page_id=${page}`, headers }, (response) => {
      let hear = (_time: number) => {}
      response.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('data: ')) hear(performance.now())
      })
      response.on('error', () => {})
      resolve({
        next: () => new Promise((heard) => (hear = heard)),
        close: () => asked.destroy(),
      })
    })
    asked.on('error', reject).end()
  })
}

const agent = new Agent({ keepAlive: true })

function roundTrip(port: number): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    get({ port, agent }, (response) => {
      response.resume().on('end', () => resolve(performance.now() - begun))
    }).on('error', reject)
  })
}
