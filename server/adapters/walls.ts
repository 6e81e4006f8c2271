/** What an operator's walls keep a server from reaching, whoever asks it to. */
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { askBoth, askDns, askSystem, type Resolver } from './resolve-name.ts'

export interface Walls {
  /** Whether the operator named this host, a name or an address. */
  isAllowed(host: string): boolean
  /** Why a host can never be reached, whatever its name stands for; null when that is still to be seen. */
  refuse(host: string): string | null
  /**
   * Looks a name up once, for a connection to what was found and checked: a name cannot change in between. All of
   * its addresses must be open, since which one is taken is chance.
   */
  lookup: LookupFunction
}

/** Why an address was not reached, in words for whoever gave it. */
export class UnreachableAddress extends Error {}

/**
 * @param allowed hosts and networks inside the walls that may be reached: `hooks.internal`, `10.0.0.0/8`.
 * @param resolve in place of how names are resolved.
 */
export function makeWalls(allowed: readonly string[], resolve?: Resolver): Walls {
  const networks = new BlockList()
  const names = new Set<string>()
  for (const entry of allowed) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address)
    if (family === 0) names.add(plainName(entry))
    else
      networks.addSubnet(address, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), kind(family))
  }

  const isOpen = (host: string, given: string): boolean => {
    // The interface behind `%` says nothing of where an address is.
    const [address = ''] = given.split('%')
    if (isIP(address) === 0) return false
    return (
      names.has(plainName(host)) || isIn(networks, address) || !isIn(closed[kind(isIP(address))], address)
    )
  }
  const isAllowed = (host: string): boolean =>
    isIP(host) === 0 ? names.has(plainName(host)) : isIn(networks, host)
  // Where nothing inside may be reached, names that only the machine knows are of no use.
  const askForOthers = allowed.length === 0 ? askDns() : askBoth(askDns(), askSystem)
  const ask = resolve ?? ((host: string) => (isAllowed(host) ? askSystem(host) : askForOthers(host)))
  const mayBeOwnMachine = isIn(networks, '127.0.0.1') || isIn(networks, '::1')

  return {
    isAllowed,
    refuse(host) {
      if (isIP(host) !== 0) return isOpen(host, host) ? null : inside(host)
      const isClosed = isOwnMachine(plainName(host)) && !isAllowed(host) && !mayBeOwnMachine
      return isClosed ? inside(host) : null
    },
    lookup(host, { all }, done) {
      ask(host).then(
        (addresses) => {
          const [first] = addresses
          if (first === undefined) return done(new UnreachableAddress(`${host} has no address.`), [])
          if (!addresses.every(({ address }) => isOpen(host, address)))
            return done(new UnreachableAddress(inside(host)), [])
          return all ? done(null, [...addresses]) : done(null, first.address, first.family)
        },
        (error: Error) => done(error, []),
      )
    },
  }
}

const inside = (host: string) =>
  `${host} is an address inside a private network, which this server does not reach.`

/** A name as it is compared: with a dot at its end it is the same one. */
const plainName = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** RFC 6761 section 6.3. */
const isOwnMachine = (name: string) => name === 'localhost' || name.endsWith('.localhost')

const isIn = (list: BlockList, address: string): boolean => list.check(address, kind(isIP(address)))

const kind = (family: number) => (family === 6 ? 'ipv6' : 'ipv4')

/**
 * Whatever is not for everybody to reach, by IANA's registries of special-purpose addresses. Of IPv6 only `2000::/3`
 * is given out at all, so mapped, translated, local and multicast addresses are closed with the rest. Lists of their own,
 * because a list finds an IPv4 address also in networks of IPv6.
 */
const closed = { ipv4: new BlockList(), ipv6: new BlockList() }
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
  closed.ipv4.addSubnet(address, bits, 'ipv4')
}
for (const [address, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  // Teredo is among the first, 6to4 the third.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.ipv6.addSubnet(address, bits, 'ipv6')
}
