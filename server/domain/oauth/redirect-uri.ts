/**
 * Whether a client may be answered at an address: it is registered character by character (RFC 9700 section 2.1).
 * Of a program on the person's own machine the port may be any (RFC 8252 section 7.3).
 */
export function isRegistered(registered: readonly string[], asked: string): boolean {
  const loopback = withoutPort(asked)
  return registered.some((uri) => uri === asked || (loopback !== null && withoutPort(uri) === loopback))
}

function withoutPort(uri: string): string | null {
  const found = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?(?=[/?]|$)/.exec(uri)
  return found && found[1] + uri.slice(found[0].length)
}

/** An address with parameters behind those that it has (RFC 6749 section 3.1.2). */
export function withParameters(
  uri: string,
  parameters: Readonly<Record<string, string | null | undefined>>,
): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] != null)
  // A header holds no other characters; a browser would write them like this.
  const address = uri.toWellFormed().replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`
}
