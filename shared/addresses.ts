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
