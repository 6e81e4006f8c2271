import { isDeepStrictEqual } from 'node:util'
import type { Provisioned, Said, SaidName } from '#server/domain/directory/person.ts'
import type { Resource } from '../attribute.ts'
import { refuse } from '../errors.ts'
import { memberRoles, NOTION, OCTAVO } from '../schemas.ts'

/** What a resource says of a person, beside what it said before; null of somebody new. */
export function saidBy(resource: Resource, before: { shown: Resource; person: Provisioned } | null): Said {
  const { externalId = null, active, ...rest } = resource
  const { [NOTION]: _notion, [OCTAVO]: _octavo, ...attributes } = rest
  const userName = (resource.userName as string | undefined)?.trim()
  if (!userName) throw refuse('invalidValue', 'userName is required.')
  const emails = ((resource.emails ?? []) as { value?: string; primary?: boolean }[]).filter(hasValue)
  const own = isEmail(userName) ? userName : ((emails.find((one) => one.primary) ?? emails[0])?.value ?? null)
  settleName(attributes, before?.shown)
  if (before !== null) dropImpliedEmails(attributes, before)
  return {
    userName,
    email: own !== null && isEmail(own) ? own : null,
    name: nameOf(attributes),
    avatarUrl: pictureOf(resource, before),
    active: active as boolean | undefined,
    role: roleIn(resource, before?.shown ?? {}),
    externalId: externalId as string | null,
    emails: emails.map(({ value }) => value),
    names: namesIn(attributes),
    attributes,
  }
}

/** Stands in what a directory said for what it took away of what always has a value here: that is not told from then on. */
export const UNASSIGNED = null

const alwaysHere = ['active', NOTION, OCTAVO] as const

/** The same of a resource that somebody was patched into. */
export function saidByPatch(resource: Resource, before: { shown: Resource; person: Provisioned }): Said {
  const said = saidBy(resource, before)
  const taken = alwaysHere.filter(
    (name) =>
      resource[name] === undefined &&
      (before.shown[name] !== undefined || before.person.attributes?.[name] === UNASSIGNED),
  )
  const unassigned = Object.fromEntries(taken.map((name) => [name, UNASSIGNED]))
  return { ...said, attributes: { ...said.attributes, ...unassigned } }
}

/** The same of a resource that replaces another: a role that it names is said, also where somebody is it already. */
export function saidInWhole(resource: Resource, before: { shown: Resource; person: Provisioned }): Said {
  const said = saidBy(resource, before)
  const isNamed = [OCTAVO, NOTION].some((urn) => roleUnder(resource, urn) !== undefined)
  return { ...said, role: said.role ?? (isNamed ? (before.person.user.role ?? undefined) : undefined) }
}

/** What was shown as the only address, since the directory said none, is not said by staying as it was. */
function dropImpliedEmails(attributes: Resource, before: { shown: Resource; person: Provisioned }): void {
  const isImplied = before.person.attributes?.emails === undefined
  if (isImplied && isDeepStrictEqual(attributes.emails, before.shown.emails)) delete attributes.emails
}

const hasValue = <T extends { value?: string }>(email: T): email is T & { value: string } =>
  email.value !== undefined

const LONGEST_EMAIL = 320

/** Whether somebody may sign in with it. */
export const isEmail = (text: string): boolean =>
  text.length <= LONGEST_EMAIL && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(text)

/** A picture that a directory gave goes when it gives none any more; one that somebody chose by hand stays. */
function pictureOf(
  resource: Resource,
  before: { shown: Resource; person: Provisioned } | null,
): string | null | undefined {
  const picture = pictureIn(resource)
  if (picture !== undefined || before === null) return picture
  const { avatarUrl } = before.person.user
  return avatarUrl !== null && avatarUrl === pictureIn(before.shown) ? null : undefined
}

function pictureIn({
  photos = [],
}: {
  photos?: { value?: string; primary?: boolean }[]
}): string | undefined {
  const { value } = photos.find((photo) => photo.primary) ?? photos[0] ?? {}
  return value !== undefined && /^https?:\/\/\S+$/i.test(value) ? value : undefined
}

interface Name {
  formatted?: string
  givenName?: string
  familyName?: string
}

/** The whole name where it is given, else first and last; else what the person is shown as. */
export function nameOf({ name, displayName }: Resource): string | null {
  const { formatted, givenName, familyName } = (name ?? {}) as Name
  const parts = [givenName, familyName].filter((part) => part !== undefined).join(' ')
  const whole = formatted ?? (parts || (displayName as string | undefined))
  return whole === undefined ? null : plain(whole)
}

/** What the person may be looked for by. */
function namesIn({ name, displayName }: Resource): SaidName[] {
  const { formatted, givenName, familyName } = (name ?? {}) as Name
  const said = [
    ['given_name', givenName],
    ['family_name', familyName],
    ['whole_name', formatted],
    ['display_name', displayName as string | undefined],
  ] as const
  return said.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, value }]))
}

const LONGEST_NAME = 200

/** As names here are: one line. */
const plain = (name: string): string | null =>
  name
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed() || null

/** A whole name that stayed while its parts changed is not theirs any more. */
function settleName(attributes: Resource, shown: Resource | undefined): void {
  const [now, before] = [attributes.name as Name | undefined, shown?.name as Name | undefined]
  if (now?.formatted === undefined || now.formatted !== before?.formatted) return
  const isChanged = now.givenName !== before.givenName || now.familyName !== before.familyName
  if (!isChanged || (now.givenName === undefined && now.familyName === undefined)) return
  const { formatted: _, ...parts } = now
  attributes.name = parts
}

/** The role under either name; where both are sent, as clients do that read them before, the one that is new. */
function roleIn(resource: Resource, shown: Resource): Said['role'] {
  const urn = [OCTAVO, NOTION].find(
    (one) => ![undefined, roleUnder(shown, one)].includes(roleUnder(resource, one)),
  )
  if (urn === undefined) return undefined
  const known = [...memberRoles, 'guest'] as const
  const found = known.find((one) => one === roleUnder(resource, urn))
  if (found === undefined) throw refuse('invalidValue', `role should be one of ${known.join(', ')}.`)
  return found
}

const roleUnder = (resource: Resource, urn: string): string | undefined =>
  (resource[urn] as { role?: string } | undefined)?.role
