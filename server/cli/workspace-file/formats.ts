import { plainDomain } from '#server/domain/domains/plain-domain.ts'
import { toUuid } from '#shared/ids.ts'
import { isTimeZone } from '#shared/time-zones.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { note, type Place, should, textOf } from './fields.ts'

/** An id with or without dashes, as the API shows it. */
export function idOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place === undefined || text === undefined) return undefined
  if (isUuid(text)) return toUuid(text)
  should(place, 'a valid uuid')
  return undefined
}

/** A UUID of no version in particular, for ids that never stand in a path. */
export const isUuidShaped = (text: string): boolean =>
  /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i.test(text)

/** A token is used as it is; only what an HTTP header cannot carry is refused. Messages do not repeat it. */
export function tokenOf(place: Place | undefined): string | undefined {
  return secretOf(place, 16)
}

export function secretOf(place: Place | undefined, least: number): string | undefined {
  if (!place) return undefined
  const text = place.tree.kind === 'scalar' ? place.tree.value : undefined
  if (typeof text !== 'string') {
    note(place, 'should be a string (in quotes)')
    return undefined
  }
  if (text.length >= least && text.length <= 255 && /^[\x21-\x7e]*$/.test(text)) return text
  note(place, `should be ${least} to 255 visible characters, instead was one of length ${text.length}`)
  return undefined
}

/** What people sign in with. Messages do not repeat it. */
export function passwordOf(place: Place | undefined): string | undefined {
  if (!place) return undefined
  const text = place.tree.kind === 'scalar' ? place.tree.value : undefined
  if (typeof text === 'string' && text.length >= 1 && text.length <= 128) return text
  note(place, 'should be a string of 1 to 128 characters (in quotes)')
  return undefined
}

/** E-mail addresses are compared without case. */
export const emailKey = (email: string): string => email.toLowerCase()

export function emailOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place === undefined || text === undefined) return undefined
  const at = text.lastIndexOf('@')
  const isOne =
    at > 0 && text.length <= 200 && !/[\s@]/.test(text.slice(0, at)) && isDomain(text.slice(at + 1))
  if (isOne) return text
  should(place, 'an e-mail address')
  return undefined
}

export function domainOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place === undefined || text === undefined) return undefined
  const domain = plainDomain(text)
  if (domain !== null) return domain
  should(place, 'an e-mail domain')
  return undefined
}

/** A name of the IANA time zone database. */
export function timeZoneOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place === undefined || text === undefined) return undefined
  if (isTimeZone(text)) return text
  should(place, 'a time zone such as Europe/Berlin')
  return undefined
}

/** RFC 6749, section 3.1.2: absolute and without a fragment. No scheme that a browser would run. */
export function redirectUriOf(place: Place): string {
  const text = textOf(place)
  if (text === undefined) return ''
  const url = text.length <= 2000 && !/[\s#]/.test(text) ? URL.parse(text) : null
  if (!url || runs.has(url.protocol)) should(place, 'an absolute URL without a fragment')
  return text
}

const runs = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'])

const isDomain = (text: string): boolean =>
  text.length <= 253 &&
  /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(text)
