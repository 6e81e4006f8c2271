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

/** The cookie that holds the token of a session. */
export const sessionCookie = (baseUrl: string): CookieForm => cookieForm('octavo_session', baseUrl)

/** The token in the value of a session's cookie; older cookies have a signature after it. */
export const tokenOfCookie = (value: string): string => value.split('.', 1)[0]!
