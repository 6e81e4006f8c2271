/** What a person should be at a SCIM server, and what makes them so. */
import { changedFields, type Field } from '../difference.ts'
import { type KeyName, userNameOf } from '../keys.ts'
import type { Person } from '../people.ts'
import { type FoundUser, USER } from './resource.ts'

export interface Operation {
  op: 'add' | 'replace' | 'remove'
  path: string
  value?: unknown
}

export interface Mapping {
  key: KeyName
  /** Where the server keeps roles; null where it has none. */
  roleUrn: string | null
}

/** What the target calls the person of the source by. */
export const externalIdOf = (person: Person, { key }: Mapping): string | null =>
  key === 'id' ? person.id : person.email

/** A whole User, for POST. */
export function userFor(person: Person, mapping: Mapping): Record<string, unknown> {
  const role = mapping.roleUrn !== null && person.role !== null
  const values = Object.fromEntries(
    allAttributes
      .map((attribute) => [attribute, valueFor(attribute, person)])
      .filter(([, value]) => value !== null),
  )
  return {
    schemas: [USER, ...(role ? [mapping.roleUrn] : [])],
    externalId: externalIdOf(person, mapping),
    ...values,
    ...(role && { [mapping.roleUrn!]: { role: person.role } }),
  }
}

/** What each of our fields is at a SCIM server. */
const attributes = {
  name: ['name', 'displayName'],
  email: ['userName', 'emails'],
  userName: ['userName'],
  avatarUrl: ['photos'],
  status: ['active'],
} as const

type Attribute = (typeof attributes)[keyof typeof attributes][number]

const allAttributes = [...new Set(Object.values(attributes).flat())]

/** Null where the attribute should have no value. */
function valueFor(attribute: Attribute, person: Person): unknown {
  switch (attribute) {
    case 'userName':
      return userNameOf(person)
    case 'name':
      return person.name === null ? null : { formatted: person.name, ...partsOf(person.name) }
    case 'displayName':
      return person.name
    case 'emails':
      return person.email === null ? null : [{ value: person.email, type: 'work', primary: true }]
    case 'photos':
      return person.avatarUrl === null ? null : [{ value: person.avatarUrl, type: 'photo', primary: true }]
    case 'active':
      return person.status !== 'suspended'
  }
}

/** Many servers ask for both parts of a name: the last word is the last name. */
function partsOf(name: string): { givenName: string; familyName: string } {
  const at = name.lastIndexOf(' ')
  return at < 0
    ? { givenName: name, familyName: name }
    : { givenName: name.slice(0, at), familyName: name.slice(at + 1) }
}

/** What makes of the person that the server was given the one that the source has; groups aside. */
export const operationsBetween = (was: Person, now: Person, mapping: Mapping): Operation[] =>
  operationsFor(changedFields(was, now), was, now, mapping)

/** The same for what the server has, which somebody may have changed or another sync may have made. */
export function operationsFrom(found: FoundUser, now: Person, mapping: Mapping): Operation[] {
  const wanted: Person = { ...now, userName: userNameOf(now), status: now.status ?? 'active' }
  const was: Person = { ...found.person, groups: now.groups }
  const externalId = externalIdOf(now, mapping)
  const operations = operationsFor(changedFields(was, wanted), was, wanted, mapping)
  return externalId === null || found.externalId === externalId
    ? operations
    : [{ op: 'replace', path: 'externalId', value: externalId }, ...operations]
}

function operationsFor(fields: readonly Field[], was: Person, now: Person, mapping: Mapping): Operation[] {
  const operations: Operation[] = []
  const changed = fields.flatMap((field) =>
    field in attributes ? attributes[field as keyof typeof attributes] : [],
  )
  for (const path of new Set(changed)) {
    const value = valueFor(path, now)
    if (value === valueFor(path, was)) continue
    operations.push(value === null ? { op: 'remove', path } : { op: 'replace', path, value })
  }
  const { key, roleUrn } = mapping
  if (fields.includes('role') && roleUrn !== null && now.role !== null) {
    operations.push({ op: 'replace', path: `${roleUrn}:role`, value: now.role })
  }
  if (fields.includes('email') && key === 'email') {
    operations.push({ op: 'replace', path: 'externalId', value: now.email })
  }
  return operations
}
