/**
 * A load generator on raw sockets: each connection sends its next request when the last was answered.
 * Run as a process of its own, so that it has a core of its own: the job comes in, the result goes out, as JSON.
 */
import { connect } from 'node:net'

export interface Job {
  port: number
  /** Whole HTTP/1.1 requests, sent in turn. */
  requests: string[]
  connections: number
  warmUpSeconds: number
  seconds: number
  /** What goes on beside it and is not measured; it is sent once, and the measurement lasts until it is done. */
  beside?: { requests: string[]; connections: number }
}

export interface Result {
  requestsPerSecond: number
  /** How long was measured. */
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  bytes: number
  /** Answers by status, the warm-up aside. */
  statuses: Record<string, number>
}

export async function load(job: Job): Promise<Result> {
  const requests = job.requests.map((text) => Buffer.from(text))
  const times: number[] = []
  const statuses: Record<string, number> = {}
  let bytes = 0
  let next = 0
  const begun = performance.now()
  const measuredFrom = begun + job.warmUpSeconds * 1000
  let until = job.beside ? Number.POSITIVE_INFINITY : measuredFrom + job.seconds * 1000
  const beside = (job.beside?.requests ?? []).map((text) => Buffer.from(text)).values()

  const run = () =>
    converse(job.port, {
      next() {
        return performance.now() >= until ? null : requests[next++ % requests.length]!
      },
      answered(sent, status, size) {
        if (sent < measuredFrom) return
        times.push(performance.now() - sent)
        statuses[status] = (statuses[status] ?? 0) + 1
        bytes = size
      },
    })
  const runBeside = () =>
    converse(job.port, {
      next: () => beside.next().value ?? null,
      answered(_sent, status) {
        if (status !== '200') throw new Error(`what goes on beside was answered with ${status}`)
      },
    })
  // Polls without a pause: waking a sleeping receiver would be charged to the server, and to a slow one more.
  let isRunning = true
  const poll = () => {
    if (isRunning) setImmediate(poll)
  }
  poll()
  const measured = Promise.all(Array.from({ length: job.connections }, run))
  if (job.beside) {
    await Promise.all(Array.from({ length: job.beside.connections }, runBeside))
    until = performance.now()
  }
  const seconds = (until - measuredFrom) / 1000
  await measured
  isRunning = false
  times.sort((a, b) => a - b)
  return {
    requestsPerSecond: times.length / seconds,
    seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    bytes,
    statuses,
  }
}

interface Talk {
  /** The next request to send; null ends the conversation. */
  next(): Buffer | null
  answered(sent: number, status: string, size: number): void
}

/** Sends requests over one connection, each when the last was answered. */
const converse = (port: number, talk: Talk): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sent = 0
    let received = Buffer.alloc(0)
    const send = () => {
      const request = talk.next()
      sent = performance.now()
      if (request !== null) socket.write(request)
      else {
        socket.destroy()
        resolve()
      }
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const size = answerSize(received)
      if (size === null || received.length < size) return
      talk.answered(sent, received.toString('latin1', 9, 12), size)
      received = Buffer.alloc(0)
      send()
    })
  })

/** Bytes of the answer at the start of `buffer`; null when its head is not whole. */
function answerSize(buffer: Buffer): number | null {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const length = /\r\ncontent-length: (\d+)/i.exec(buffer.toString('latin1', 0, end))
  if (length === null) throw new Error('the answer has no content-length')
  return end + 4 + Number(length[1])
}

if (import.meta.main) {
  const text: string[] = []
  for await (const chunk of process.stdin.setEncoding('utf8')) text.push(chunk as string)
  process.stdout.write(JSON.stringify(await load(JSON.parse(text.join('')) as Job)))
}
