/** Requests to addresses that somebody else chose: they must not reach what is inside the operator's walls. */
import { lookup as resolveName } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface Outgoing {
  /**
   * Asks for what is at an https address. Redirects are not followed.
   *
   * @throws `UnreachableAddress` when it may not be asked for, or does not answer.
   */
  get(url: string, signal: AbortSignal): Promise<IncomingMessage>
  /** Why an address can never be reached by `post`, in words for whoever gave it; null when it may be. */
  mayReach(url: string): string | null
}

/** Why an address was not reached, in words for whoever gave it. */
export class UnreachableAddress extends Error {}

/** Milliseconds without a sign of life. */
const MOST_SILENCE = 30_000

/**
 * @param allowed hosts and networks inside the walls that may be reached: `hooks.internal`, `10.0.0.0/8`.
 * @param ca certificates to trust beside those of the system: for tests.
 */
export function makeOutgoing(allowed: readonly string[], ca?: string): Outgoing {
  const walls = makeWalls(allowed)
  return {
    mayReach: (url) => {
      const { protocol, hostname } = new URL(url)
      const host = hostOf(hostname)
      const isInside = isIP(host) === 0 ? isOwnName(host) : !walls.isOpen(host, host)
      if (walls.isAllowed(host)) return null
      if (protocol !== 'https:') return 'Only https is asked for.'
      return isInside ? inside(host).message : null
    },
    async get(url, signal) {
      // Loaded here because a server that asks for nothing has no use for it.
      const { request: sendRequest } = await import('node:https')
      return new Promise((resolve, reject) => {
        const address = URL.parse(url)
        if (address?.protocol !== 'https:') return reject(new UnreachableAddress('Only https is asked for.'))
        const host = hostOf(address.hostname)
        // An address in place of a name is never looked up, so it is checked here.
        if (isIP(host) !== 0 && !walls.isOpen(host, host)) return reject(inside(host))
        const request = sendRequest(address, {
          lookup: walls.lookup,
          signal,
          timeout: MOST_SILENCE,
          headers: { 'user-agent': 'Octavo', accept: '*/*' },
          ...(ca === undefined ? {} : { ca }),
        })
        request.on('response', resolve)
        request.on('timeout', () => request.destroy(new UnreachableAddress('It did not answer in time.')))
        request.on('error', (error) =>
          reject(error instanceof UnreachableAddress ? error : new UnreachableAddress(error.message)),
        )
        request.end()
      })
    },
  }
}

/** A name, or an address without the brackets that IPv6 has in a URL. */
const hostOf = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** Names that mean the machine itself everywhere (RFC 6761 section 6.3). */
const isOwnName = (host: string): boolean => /(^|\.)localhost\.?$/i.test(host)

const inside = (host: string) =>
  new UnreachableAddress(`${host} is an address inside a private network, which this server does not reach.`)

/** Looks a name up once and connects to what was found and checked, so that a name cannot change in between. */
function makeWalls(allowed: readonly string[]) {
  const networks = new BlockList()
  const names = new Set<string>()
  for (const entry of allowed) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address)
    if (family === 0) names.add(entry.toLowerCase())
    else
      networks.addSubnet(address, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), kind(family))
  }
  const isAllowed = (host: string, address = host): boolean =>
    names.has(host.toLowerCase()) || (isIP(address) !== 0 && networks.check(address, kind(isIP(address))))
  const isOpen = (host: string, address: string): boolean =>
    isAllowed(host, address) || !closed.check(address, kind(isIP(address)))
  const lookup: LookupFunction = (host, options, done) => {
    resolveName(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const open = addresses.filter(({ address }) => isOpen(host, address))
      const [first] = open
      if (first === undefined) return done(inside(host), [])
      if (options.all) return done(null, open)
      return done(null, first.address, first.family)
    })
  }
  return { isAllowed, isOpen, lookup }
}

const kind = (family: number) => (family === 6 ? 'ipv6' : 'ipv4')

/** IANA's registries of special-purpose addresses: whatever is not for everybody to reach. */
const closed = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(address, bits, 'ipv4')
}
for (const [address, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  closed.addSubnet(address, bits, 'ipv6')
}
