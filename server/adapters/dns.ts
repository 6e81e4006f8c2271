/** What stands in DNS under a name. */
import { Resolver } from 'node:dns/promises'

export interface Dns {
  /**
   * The texts of the TXT records of a name, each put together of its parts (RFC 7208 section 3.3); none where there
   * are no such records or no such name.
   *
   * @throws `DnsSilent` when nobody answered, or not with an answer.
   */
  texts(name: string): Promise<string[]>
}

/** DNS could not be asked. Nothing follows from that about what stands there. */
export class DnsSilent extends Error {}

/** Milliseconds; the second and last time it waits twice as long. */
const PATIENCE = 3000

/** @param servers addresses, with a port where it is another than 53; those of the machine when there are none. */
export function makeDns(servers: readonly string[]): Dns {
  return {
    async texts(name) {
      // Made anew because it knows the servers that the machine had when it was made.
      const resolver = new Resolver({ timeout: PATIENCE, tries: 2 })
      if (servers.length > 0) resolver.setServers(servers)
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException
        if (code === 'ENOTFOUND' || code === 'ENODATA') return []
        throw new DnsSilent(message)
      }
    },
  }
}
