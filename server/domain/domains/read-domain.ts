import { invalid } from '#shared/problem.ts'
import { plainDomain } from './plain-domain.ts'

/**
 * A domain that somebody can have for themselves, as it is kept. Refused are suffixes under which anybody registers
 * names, and domains of mail for everybody.
 *
 * @param path where it was said, for the message.
 */
export async function readDomain(path: string, given: string): Promise<string> {
  const refuse = (why: string) =>
    invalid(`${path} ${why}, instead was ${JSON.stringify(given.slice(0, 300))}.`)
  const domain = plainDomain(given)
  if (domain === null) throw refuse('should be a domain like acme.com')
  // Both lists are large, and most processes never need them.
  const [{ parse }, { default: providers }] = await Promise.all([
    import('tldts'),
    import('email-providers/all.json', { with: { type: 'json' } }),
  ])
  if (parse(domain, { allowPrivateDomains: true }).domain === null) {
    throw refuse('should be a domain of your own, not one under which anybody registers theirs')
  }
  // The list has the one that is kept for documentation (RFC 2606 section 3), where nobody has mail.
  if (domain !== 'example.com' && providers.includes(domain)) {
    throw refuse('should be a domain of your own, not one at which anybody gets a mailbox')
  }
  return domain
}
