import { domainToASCII } from 'node:url'
import type { Db } from '#server/store/dialects/dialect.ts'
import { domainsOfOwnersWord, domainsOfWorkspace, ownerOfDomain } from '#server/store/domains.ts'

/** The domains that are proved to belong to a workspace, in ASCII and lower case, in the order they were added. */
export const verifiedDomainsOf = (db: Db, workspaceId: string): Promise<string[]> =>
  domainsOfWorkspace(db, workspaceId)

/**
 * The id of the one workspace that proved a domain to be its own; null when none did. Domains below it are others.
 *
 * @param domain in whatever letters; `domainOfEmail` gives that of an address.
 */
export const workspaceOfDomain = (db: Db, domain: string): Promise<string | null> =>
  ownerOfDomain(db, domainToASCII(domain))

/** Whether a domain is a workspace's own by the word of an owner alone, which proves nothing to any other workspace. */
export const isOwnersWord = async (db: Db, domain: string): Promise<boolean> =>
  (await domainsOfOwnersWord(db)).some((one) => one.domain === domain)

/** The domain of an e-mail address, in ASCII and lower case, as verified ones are kept; empty where there is none. */
export const domainOfEmail = (email: string): string =>
  domainToASCII(email.trim().slice(email.trim().lastIndexOf('@') + 1))
