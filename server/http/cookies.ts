import type { FastifyRequest } from 'fastify'
import type { CookieForm } from '#server/domain/sign-in/session-cookie.ts'

/** A cookie of a request (RFC 6265 section 5.4); null when it is absent or not readable. */
export function readCookie(request: FastifyRequest, { name }: CookieForm): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at === -1 || pair.slice(0, at).trim() !== name) continue
    try {
      return decodeURIComponent(pair.slice(at + 1).trim())
    } catch {
      return null
    }
  }
  return null
}

/** A `Set-Cookie` value. Without `maxAge` the cookie goes with the browser's session; 0 takes it away. */
export function printCookie({ name, secure }: CookieForm, value: string, maxAge?: number): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`)
  if (secure) parts.push('Secure')
  return parts.join('; ')
}
