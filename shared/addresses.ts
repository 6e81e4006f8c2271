// These would run in the page of whoever clicks.
const harmful = new Set(['javascript:', 'vbscript:', 'data:'])

/** Whether text may be a link: an absolute address, or one of the workspace itself such as `/<page id>`. */
export function isLink(address: string): boolean {
  if (/^[/#](?!\/)/.test(address)) return true
  return URL.canParse(address) && !harmful.has(new URL(address).protocol)
}

/** Whether text is the address of something on the web. */
export function isWebAddress(address: string): boolean {
  return webAddress(address) !== null
}

/** The parts of the address of something on the web. */
export function webAddress(address: string): URL | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  return new URL(address)
}

/** What the last part of an address' path is called, decoded where that is possible. */
export function lastSegment({ pathname }: URL): string {
  const segment = pathname.split('/').findLast((part) => part !== '') ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const LONGEST_ADDRESS = 2000
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether text is an address to send people to: secure, or on the machine they sit at. */
export function isSecureAddress(address: string): boolean {
  if (address.length > LONGEST_ADDRESS || /\s/.test(address)) return false
  const url = webAddress(address)
  return url !== null && (url.protocol === 'https:' || loopback.test(url.hostname))
}

/** Such an address, or that of a mailbox: `mailto:help@example.com`. */
export const isSupportAddress = (address: string): boolean =>
  isSecureAddress(address) || (address.length <= 200 && /^mailto:[^\s@?]+@[^\s@?]+$/.test(address))

/**
 * Whether text may be a redirect URI: absolute and without a fragment (RFC 6749, section 3.1.2); secure, on the own
 * machine, or of a scheme that an app has for itself, `com.example.app:` (RFC 8252, section 7.1).
 */
export function isRedirectUri(address: string): boolean {
  if (address.includes('#')) return false
  const isOfApp = /^[a-z][a-z\d+-]*(\.[a-z\d+-]+)+:\S+$/i.test(address)
  return isSecureAddress(address) || (isOfApp && address.length <= LONGEST_ADDRESS && URL.canParse(address))
}
