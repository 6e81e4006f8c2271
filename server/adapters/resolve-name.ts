/** What names stand for. */
import { Resolver as DnsResolver, lookup } from 'node:dns/promises'

/** Every address of a name. */
export type Resolver = (host: string) => Promise<readonly { address: string; family: number }[]>

/**
 * As the machine knows it: by its files, its search domains and DNS. It takes one of the few threads of the process for as
 * long as DNS is silent, so it is for names that the operator chose.
 */
export const askSystem: Resolver = (host) => lookup(host, { all: true })

/** Milliseconds; the second and last time it waits twice as long. */
const PATIENCE = 2000

/** As DNS knows it, which may be silent for names of somebody's choice: nothing else waits for them. */
export function askDns(servers?: readonly string[], timeout = PATIENCE): Resolver {
  return async (host) => {
    // Made anew because it knows the servers that the machine had when it was made.
    const dns = new DnsResolver({ timeout, tries: 2 })
    if (servers !== undefined) dns.setServers(servers)
    const [four, six] = await Promise.allSettled([dns.resolve4(host), dns.resolve6(host)])
    if (four.status === 'rejected' && six.status === 'rejected') throw four.reason
    return [
      ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 })),
      ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 })),
    ]
  }
}

/** The first answer, or the second where there is no such name. */
export const askBoth =
  (first: Resolver, second: Resolver): Resolver =>
  (host) =>
    first(host).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return second(host)
      throw error
    })
