/** Requests to addresses that somebody else chose: they must not reach what is inside the operator's walls. */
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { makeWalls, type Resolver, UnreachableAddress, type Walls } from './walls.ts'

export interface Outgoing {
  /**
   * Asks for what is at an https address. Redirects are not followed.
   *
   * @throws `UnreachableAddress` when it may not be asked for, or does not answer.
   */
  get(url: string, signal: AbortSignal): Promise<IncomingMessage>
  /**
   * Sends a body to an https address, or to an http address of a host that the operator allows, over a connection
   * that may serve many. Redirects are not followed.
   *
   * @throws `UnreachableAddress` when it may not be reached, or does not answer to the end in time.
   */
  post(url: string, message: Message): Promise<Answer>
  /** Why an address can never be reached by `post`, in words for whoever gave it; null when it may be. */
  mayReach(url: string): string | null
}

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

export { UnreachableAddress }

/** Milliseconds without a sign of life. */
const MOST_SILENCE = 30_000

/** Bytes of an answer that are read. */
const MOST_ANSWER = 16 * 1024

/** How long a connection is kept for the next message, in milliseconds. */
const KEPT_FOR = 4000

/**
 * @param allowed hosts and networks inside the walls that may be reached: `hooks.internal`, `10.0.0.0/8`.
 * @param trust certificates to trust beside those of the system, and another way to resolve names: for tests.
 */
export function makeOutgoing(
  allowed: readonly string[],
  { ca, resolve }: { ca?: string; resolve?: Resolver } = {},
): Outgoing {
  const walls = makeWalls(allowed, resolve)
  const trust = ca === undefined ? {} : { ca }
  const lines = { 'http:': openLines('http:', trust), 'https:': openLines('https:', trust) }

  return {
    async get(url, signal) {
      const address = URL.parse(url)
      if (address?.protocol !== 'https:') throw new UnreachableAddress('Only https is asked for.')
      refuseClosed(walls, address)
      // Loaded here because a server that asks for nothing has no use for it.
      const { request: sendRequest } = await import('node:https')
      return new Promise((resolve, reject) => {
        const request = sendRequest(address, {
          lookup: walls.lookup,
          signal,
          timeout: MOST_SILENCE,
          headers: { 'user-agent': 'Octavo', accept: '*/*' },
          ...trust,
        })
        request.on('response', resolve)
        request.on('timeout', () => request.destroy(new UnreachableAddress('It did not answer in time.')))
        request.on('error', (error) => reject(toUnreachable(error)))
        request.end()
      })
    },
    async post(url, message) {
      const reason = whyNever(walls, url)
      if (reason !== null) throw new UnreachableAddress(reason)
      const address = new URL(url)
      const line = await lines[address.protocol as keyof typeof lines]()
      return exchange(line, walls, address, message)
    },
    mayReach: (url) => whyNever(walls, url),
  }
}

/** How messages of one protocol are sent: over connections that are kept a while. */
interface Line {
  send: typeof import('node:https').request
  agent: Agent
}

/** Opened with the first message. */
function openLines(protocol: 'http:' | 'https:', trust: { ca?: string }): () => Promise<Line> {
  let line: Promise<Line> | undefined
  return () => {
    line ??= (protocol === 'https:' ? import('node:https') : import('node:http')).then(
      ({ request, Agent }) => ({
        send: request,
        agent: new Agent({ keepAlive: true, timeout: KEPT_FOR, ...trust }),
      }),
    )
    return line
  }
}

function whyNever(walls: Walls, url: string): string | null {
  const address = URL.parse(url)
  const isHttps = address?.protocol === 'https:'
  if (!isHttps && !(address?.protocol === 'http:' && walls.isAllowed(hostOf(address))))
    return 'Only https addresses are reached, and http addresses of hosts that the operator of this server allows.'
  return walls.refuse(hostOf(address))
}

function refuseClosed(walls: Walls, address: URL): void {
  const reason = walls.refuse(hostOf(address))
  if (reason !== null) throw new UnreachableAddress(reason)
}

/** A name, or an address without the brackets around it. However it was spelled, WHATWG's parser knows an IPv4 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** One message and what is answered; over a fresh connection where one that was kept had just been closed. */
function exchange(
  line: Line,
  walls: Walls,
  address: URL,
  message: Message,
  isSecond = false,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { headers, body, timeout, signal } = message
    const begun = performance.now()
    const request = line.send(address, {
      method: 'POST',
      agent: line.agent,
      lookup: walls.lookup,
      signal,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    })
    const timer = setTimeout(() => {
      end()
      reject(new UnreachableAddress(`It did not answer to the end within ${timeout / 1000} seconds.`))
    }, timeout)
    const end = () => {
      clearTimeout(timer)
      request.destroy()
    }
    let answered = false
    request.on('response', (response) => {
      answered = true
      read(response).then(
        (text) => {
          clearTimeout(timer)
          resolve({ status: response.statusCode!, headers: response.headers, body: text })
        },
        (error) => {
          end()
          reject(toUnreachable(error))
        },
      )
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      if (answered || isSecond || !request.reusedSocket || error.code !== 'ECONNRESET')
        return reject(toUnreachable(error))
      const left = Math.max(timeout - (performance.now() - begun), 0)
      exchange(line, walls, address, { ...message, timeout: left }, true).then(resolve, reject)
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
function toUnreachable(error: unknown): UnreachableAddress {
  if (error instanceof UnreachableAddress) return error
  const reasons = error instanceof AggregateError ? error.errors : [error]
  return new UnreachableAddress(reasons.map((reason) => (reason as Error).message).join(', '))
}
