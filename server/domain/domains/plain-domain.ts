import { domainToASCII } from 'node:url'

/** What stands before a domain in the name of the record that proves it. */
export const LABEL = '_octavo-challenge'

/** The longest that leaves room for that (RFC 1035 section 3.1). */
const LONGEST = 253 - LABEL.length - 1

/** Names of domains (RFC 1035, section 2.3.1) with at least one dot, in lower case. */
const name = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain as it is kept: `Bücher.Example.` is `xn--bcher-kva.example`. Null when it is none. */
export function plainDomain(given: string): string | null {
  const text = given.trim().replace(/\.$/, '')
  if (text.length > LONGEST || /[@:/\s]/.test(text)) return null
  const domain = domainToASCII(text)
  return domain.length <= LONGEST && name.test(domain) ? domain : null
}
