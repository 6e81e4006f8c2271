/** How long a session lasts, in seconds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60

export interface CookieForm {
  name: string
  secure: boolean
}

/** `__Host-` (RFC 6265bis section 4.1.3.2): no neighbour under the same domain can set it in our place. */
export function cookieForm(name: string, baseUrl: string): CookieForm {
  const secure = baseUrl.startsWith('https://')
  return { name: secure ? `__Host-${name}` : name, secure }
}

/** The cookie that holds a session: its token, a dot, and the signature of the sign-in library. */
export const sessionCookie = (baseUrl: string): CookieForm => cookieForm('octavo_session', baseUrl)

/** The token in the value of a session's cookie. It has too much randomness to need its signature. */
export const tokenOfCookie = (value: string): string => value.split('.', 1)[0]!

/** The token that one of some `Set-Cookie` values holds; null when none does. */
export function tokenAmong(cookies: readonly string[], name: string): string | null {
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
  return value === undefined ? null : tokenOfCookie(decodeURIComponent(value.split(';', 1)[0]!))
}
