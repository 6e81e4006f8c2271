import { passwordsOf } from '#server/store/accounts.ts'
import { usersByIds } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import { verifiedDomainsOf } from '../domains/of-workspace.ts'
import { describeCertificate } from './metadata.ts'
import { isTested, type SamlSettings } from './settings.ts'

const DAY = 24 * 60 * 60_000
const SOON = 30 * DAY

/** What an owner should know of settings that work, and soon may not. */
export async function warningsOf(
  { db, workspace, now, baseUrl }: Context,
  settings: SamlSettings,
): Promise<string[]> {
  const { provider, enabled, enforced, breakGlass } = settings
  if (provider === null) return []
  const warnings: string[] = []
  const certificates = provider.certificates.map(describeCertificate)
  for (const { fingerprint, validTo } of certificates) {
    const day = new Date(validTo).toISOString().slice(0, 10)
    const which = `The certificate ${fingerprint.slice(0, 11)}…`
    if (validTo <= now) warnings.push(`${which} expired on ${day}. It is still taken.`)
    else if (validTo - now < SOON) warnings.push(`${which} expires on ${day}.`)
  }
  if (certificates.every(({ validTo }) => validTo - now < SOON) && settings.metadataUrl === null) {
    warnings.push('No certificate follows the one that expires: give the metadata again, or its address.')
  }
  if (!provider.ssoUrl.startsWith('https://'))
    warnings.push('The identity provider is reached without https.')
  if (settings.metadataUrl?.startsWith('http://'))
    warnings.push('The metadata is fetched without https: whoever is on the way can sign everybody in.')
  if (!baseUrl.startsWith('https://')) warnings.push('This server is reached without https.')
  if (provider.wantsSignedRequests) {
    warnings.push('The identity provider asks for signed requests, and this server does not sign them.')
  }
  if (settings.allowSha1)
    warnings.push('Signatures with SHA-1 are taken. They can be forged at some expense.')
  if (enabled && (await verifiedDomainsOf(db, workspace.id)).length === 0) {
    warnings.push('The workspace has no verified domain, so nobody can sign in with SAML.')
  }
  if (enabled && !isTested(settings)) warnings.push('These settings have not been tested by a sign-in.')
  const emails = (breakGlass.length === 0 ? [] : await usersByIds(db, workspace.id, breakGlass)).flatMap(
    ({ email_key }) => email_key ?? [],
  )
  const withPassword = emails.length === 0 ? [] : await passwordsOf(db, emails)
  if (enforced && withPassword.length === 0) {
    warnings.push('No break-glass owner has a password.')
  }
  return warnings
}
