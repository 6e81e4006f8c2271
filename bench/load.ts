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
}

export interface Result {
  requestsPerSecond: number
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
  const until = measuredFrom + job.seconds * 1000

  const run = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(job.port, '127.0.0.1')
      socket.setNoDelay(true)
      let sent = 0
      let received = Buffer.alloc(0)
      const send = () => {
        sent = performance.now()
        if (sent >= until) {
          socket.destroy()
          resolve()
          return
        }
        socket.write(requests[next++ % requests.length]!)
      }
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const size = answerSize(received)
        if (size === null || received.length < size) return
        if (sent >= measuredFrom) {
          times.push(performance.now() - sent)
          const status = received.toString('latin1', 9, 12)
          statuses[status] = (statuses[status] ?? 0) + 1
          bytes = size
        }
        received = Buffer.alloc(0)
        send()
      })
    })

  // Polls without a pause: waking a sleeping receiver would be charged to the server, and to a slow one more.
  let isRunning = true
  const poll = () => {
    if (isRunning) setImmediate(poll)
  }
  poll()
  await Promise.all(Array.from({ length: job.connections }, run))
  isRunning = false
  times.sort((a, b) => a - b)
  return {
    requestsPerSecond: times.length / job.seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    bytes,
    statuses,
  }
}

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
