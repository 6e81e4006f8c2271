import { setTimeout as wait } from 'node:timers/promises'
import { startOn } from './measure.ts'
import { call, ROOT } from './octavo-client.ts'
import { type Octavo, type Running, runPlainClient, startReceiver } from './processes.ts'
import type { Taken } from './receiver.ts'

/** Comments, each of which is told by itself. */
const COUNT = 10_000

/**
 * How fast what happened while a webhook was paused is told once it is resumed, from the log to its address; compares
 * with a plain client that posts the same bytes to the same receiver.
 */
export async function webhooks(isOnPostgres = false): Promise<string[]> {
  const { octavo, stop } = await startOn(isOnPostgres)
  const receiver = await startReceiver()
  const path = await subscribe(octavo, receiver)
  await call(octavo, 'PATCH', path, { state: 'paused' })
  await comment(octavo)
  await fetch(`http://127.0.0.1:${receiver.port}/`, { method: 'DELETE' })
  await call(octavo, 'PATCH', path, { state: 'active' })
  const told = await taken(receiver, COUNT)
  await stop()
  await receiver.stop()
  const plain = await startReceiver()
  await runPlainClient(plain.port, COUNT, told.body)
  const base = rateOf(await taken(plain, COUNT))
  await plain.stop()
  return [
    isOnPostgres ? 'the same on PostgreSQL' : `tell a webhook of ${COUNT.toLocaleString('en')} events`,
    `${rateOf(told).toFixed(0)}/s`,
    `${base.toFixed(0)}/s`,
    `${((rateOf(told) / base) * 100).toFixed(0)} %`,
    '',
    '',
    '',
  ]
}

/** @returns the path of a webhook that has proved its address. */
async function subscribe(octavo: Octavo, { port }: Running): Promise<string> {
  const asked = { url: `http://127.0.0.1:${port}/`, event_types: ['comment.created'] }
  const { id } = await call(octavo, 'POST', '/v1/webhooks', asked)
  const { body } = await taken({ port }, 1)
  await call(octavo, 'POST', `/v1/webhooks/${id}/verify`, JSON.parse(body))
  return `/v1/webhooks/${id}`
}

async function comment(octavo: Octavo): Promise<void> {
  let left = COUNT
  const rich_text = [{ text: { content: 'Some words about it' } }]
  const work = async () => {
    while (left-- > 0) await call(octavo, 'POST', '/v1/comments', { parent: { page_id: ROOT }, rich_text })
  }
  await Promise.all(Array.from({ length: 16 }, work))
}

/** Waits until a receiver has so many messages. */
async function taken({ port }: Pick<Running, 'port'>, count: number): Promise<Taken> {
  for (;;) {
    const so = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Taken
    if (so.count >= count) return so
    await wait(200)
  }
}

const rateOf = ({ count, first, last }: Taken): number => ((count - 1) / (last - first)) * 1000
