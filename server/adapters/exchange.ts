/** Messages over connections that are kept a while. */
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { UnreachableAddress } from './walls.ts'

export interface Message {
  headers: Readonly<Record<string, string>>
  body: string
  /** Milliseconds from the beginning of the look-up to the end of the answer. */
  timeout: number
  signal: AbortSignal
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** The beginning of the body, as text. */
  body: string
}

/** Bytes of an answer that are read. */
const MOST_ANSWER = 16 * 1024

/** How long a connection is kept for the next message, in milliseconds. */
const KEPT_FOR = 4000

/** How messages of one protocol are sent: over connections that are kept a while. */
export interface Line {
  send: typeof import('node:https').request
  agent: Agent
  options: { lookup: LookupFunction; ca?: string }
}

/** Opened with the first message. */
export function openLines(protocol: 'http:' | 'https:', options: Line['options']): () => Promise<Line> {
  let line: Promise<Line> | undefined
  return () => {
    line ??= (protocol === 'https:' ? import('node:https') : import('node:http')).then(
      ({ request, Agent }) => ({
        send: request,
        agent: new Agent({ keepAlive: true, timeout: KEPT_FOR }),
        options,
      }),
    )
    return line
  }
}

/** One message and what is answered; over a connection of its own where one that was kept had just been closed. */
export function exchange(line: Line, address: URL, message: Message, isSecond = false): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { headers, body, timeout, signal } = message
    const begun = performance.now()
    const request = line.send(address, {
      ...line.options,
      method: 'POST',
      agent: isSecond ? false : line.agent,
      signal,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    })
    const fail = (error: unknown) => {
      clearTimeout(timer)
      reject(toUnreachable(error))
      request.destroy()
    }
    const timer = setTimeout(
      () => fail(new UnreachableAddress(`It did not answer to the end within ${timeout / 1000} seconds.`)),
      timeout,
    )
    let hasAnswered = false
    request.on('response', (response) => {
      hasAnswered = true
      read(response).then((text) => {
        clearTimeout(timer)
        resolve({ status: response.statusCode!, headers: response.headers, body: text })
      }, fail)
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      const wasClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE'
      if (isSecond || !wasClosed || !request.reusedSocket || hasAnswered) return fail(error)
      clearTimeout(timer)
      const left = Math.max(timeout - (performance.now() - begun), 0)
      exchange(line, address, { ...message, timeout: left }, true).then(resolve, reject)
    })
    request.end(body)
  })
}

/** The beginning of an answer. What is longer is cut off, and its connection with it. */
async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= MOST_ANSWER) break
  }
  return Buffer.concat(chunks).subarray(0, MOST_ANSWER).toString('utf8')
}

/** Connecting to a name with several addresses fails with one error for each. */
export function toUnreachable(error: unknown): UnreachableAddress {
  if (error instanceof UnreachableAddress) return error
  const reasons = error instanceof AggregateError ? error.errors : [error]
  return new UnreachableAddress(reasons.map((reason) => (reason as Error).message).join(', '))
}
