/** Requests to addresses that somebody else chose: they must not reach what is inside the operator's walls. */
import type { IncomingMessage } from 'node:http'
import { type Answer, exchange, type Message, openLines, toUnreachable } from './exchange.ts'
import type { Resolver } from './resolve-name.ts'
import { type FetchOptions, fetchWhole } from './walled-fetch.ts'
import { makeWalls, UnreachableAddress, type Walls } from './walls.ts'

export interface Outgoing {
  /**
   * Asks for what is at an https address, or at an http address of a host that the operator allows. Redirects are not
   * followed.
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
  /**
   * The same for libraries that speak a protocol of their own, as `fetch` of the web is: any method, and the answer
   * to its end, up to a megabyte. Redirects are not followed.
   *
   * @throws `UnreachableAddress`
   */
  fetch(url: string, options: FetchOptions): Promise<Response>
  /** Why an address can never be reached, in words for whoever gave it; null when it may be. */
  mayReach(url: string): string | null
  /** How many messages this process has sent, by what was answered: `2xx`, `4xx`, `nothing`. */
  readonly posted: ReadonlyMap<string, number>
}

export { type Answer, UnreachableAddress }

/** Milliseconds without a sign of life. */
const MOST_SILENCE = 30_000

/**
 * @param allowed hosts and networks inside the walls that may be reached: `hooks.internal`, `10.0.0.0/8`.
 * @param trust certificates to trust beside those of the system, and another way to resolve names: for tests.
 */
export function makeOutgoing(
  allowed: readonly string[],
  { ca, resolve }: { ca?: string; resolve?: Resolver } = {},
): Outgoing {
  const walls = makeWalls(allowed, resolve)
  const options = { lookup: walls.lookup, ...(ca === undefined ? {} : { ca }) }
  const lines = { 'http:': openLines('http:', options), 'https:': openLines('https:', options) }
  const posted = new Map<string, number>()
  const count = (outcome: string) => posted.set(outcome, (posted.get(outcome) ?? 0) + 1)

  return {
    async get(url, signal) {
      const reason = whyNever(walls, url)
      if (reason !== null) throw new UnreachableAddress(reason)
      const address = new URL(url)
      // Loaded here because a server that asks for nothing has no use for it.
      const { request: sendRequest } = await (address.protocol === 'https:'
        ? import('node:https')
        : import('node:http'))
      return new Promise((resolve, reject) => {
        const request = sendRequest(address, {
          ...options,
          signal,
          timeout: MOST_SILENCE,
          headers: { 'user-agent': 'Octavo', accept: '*/*' },
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
      try {
        const answer = await exchange(line, address, message)
        count(`${Math.floor(answer.status / 100)}xx`)
        return answer
      } catch (error) {
        count('nothing')
        throw error
      }
    },
    async fetch(url, wanted) {
      const reason = whyNever(walls, url)
      if (reason !== null) throw new UnreachableAddress(reason)
      return fetchWhole(new URL(url), wanted, options)
    },
    mayReach: (url) => whyNever(walls, url),
    posted,
  }
}

function whyNever(walls: Walls, url: string): string | null {
  const address = URL.parse(url)
  const isHttps = address?.protocol === 'https:'
  if (!isHttps && !(address?.protocol === 'http:' && walls.isAllowed(hostOf(address))))
    return 'Only https addresses are reached, and http addresses of hosts that the operator of this server allows.'
  return walls.refuse(hostOf(address))
}

/** A name, or an address without the brackets around it. However it was spelled, WHATWG's parser knows an IPv4 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')
