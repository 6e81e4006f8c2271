import { type KeyName, keyBy } from '../keys.ts'
import type { Group, Person } from '../people.ts'
import {
  type Attributes,
  addRecord,
  contentRecord,
  deleteRecord,
  dnValue,
  ldifLine,
  modifyRecord,
} from './ldif-format.ts'
import type { Output } from './output.ts'
import { allDone, type Target, type Work } from './target.ts'

interface Shape {
  key: KeyName
  /** What all names stand under: `ou=people,dc=acme,dc=test`. */
  baseDn: string
  /** Whether changes are written, one after another, in place of what there is. */
  isLog: boolean
}

/** People as inetOrgPerson (RFC 2798). */
export const ldifTarget = (output: Output, shape: Shape): Target => ({
  notes: ['In LDIF a group is a value (`ou`) of everybody in it: one without anybody is left out.'],
  keyOf: keyBy(shape.key),
  needsEmails: shape.key === 'email',
  isGone: async () => !shape.isLog && (await output.isGone()),
  async *apply(work) {
    if (!shape.isLog) await output.put(contentOf(work, shape))
    else if (await output.isGone()) await output.put(withVersion(changesOf(work, shape)))
    else await output.add(changesOf(work, shape))
    yield* allDone(work.changes)
  },
})

function* withVersion(records: Iterable<string>): Generator<string> {
  yield `${ldifLine('version', '1')}\n`
  yield* records
}

function* contentOf({ after: { people, groups } }: Work, shape: Shape): Generator<string> {
  yield* withVersion(
    [...people.values()].map((person) =>
      contentRecord(dnOf(person, shape)!, attributesOf(person, groups, shape)),
    ),
  )
}

function* changesOf(work: Work, shape: Shape): Generator<string> {
  const { changes, before, after } = work
  const told = new Set(changes.people.map(({ id }) => id))
  for (const { id, was, now, isSure } of changes.people) {
    const [old, dn] = [was && dnOf(was, shape), now && dnOf(now, shape)]
    if (old !== null && old !== dn) yield deleteRecord(old)
    else if (was === null && now === null && shape.key === 'id') yield deleteRecord(nameUnder(id, shape))
    if (now === null) continue
    const attributes = attributesOf(now, after.groups, shape)
    if (old !== dn) yield addRecord(dn!, attributes)
    else yield* modified(dn!, isSure ? attributesOf(was!, before.groups, shape) : null, attributes)
  }
  for (const person of inRenamedGroups(work)) {
    if (told.has(person.id)) continue
    const old = attributesOf(person, before.groups, shape)
    yield* modified(dnOf(person, shape)!, old, attributesOf(person, after.groups, shape))
  }
}

/** @param was null where it is not known: then all is put anew. */
function* modified(dn: string, was: Attributes | null, now: Attributes): Generator<string> {
  const replaced = [...now].filter(([name, values]) => was === null || !isSame(was.get(name) ?? [], values))
  const changeable = new Map(replaced.filter(([name]) => name !== 'objectClass' && name !== 'uid'))
  if (changeable.size > 0) yield modifyRecord(dn, changeable)
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\0') === b.join('\0')

/** A group is a value of each person in it. */
function inRenamedGroups({ changes, before, after }: Work): Iterable<Person> {
  const renamed = new Set(
    changes.groups
      .filter(({ id }) => before.groups.get(id)?.name !== after.groups.get(id)?.name)
      .map(({ id }) => id),
  )
  return renamed.size === 0
    ? []
    : [...after.people.values()].filter(({ groups }) => groups.some((id) => renamed.has(id)))
}

const dnOf = (person: Person, shape: Shape): string | null => {
  const key = keyBy(shape.key)(person)
  return key === null ? null : nameUnder(key, shape)
}

const nameUnder = (key: string, { baseDn }: Shape): string => `uid=${dnValue(key)},${baseDn}`

/** Every attribute that a person may have; those without a value have none. */
function attributesOf(person: Person, groups: ReadonlyMap<string, Group>, { key }: Shape): Attributes {
  const name = person.name ?? person.email ?? person.id
  const at = name.lastIndexOf(' ')
  const some = (...values: (string | null)[]) => values.filter((value): value is string => !!value)
  return new Map([
    ['objectClass', ['top', 'person', 'organizationalPerson', 'inetOrgPerson']],
    ['uid', some(keyBy(key)(person))],
    ['cn', [name]],
    // What every person has to have there: the last word of a name that is one here.
    ['sn', [name.slice(at + 1) || name]],
    ['givenName', some(at > 0 ? name.slice(0, at) : null)],
    ['displayName', some(person.name)],
    ['mail', some(person.email)],
    ['employeeNumber', [person.id]],
    ['employeeType', some(person.role, person.status === 'suspended' ? 'suspended' : null)],
    ['labeledURI', some(person.avatarUrl)],
    ['ou', unlike(person.groups.map((id) => groups.get(id)?.name ?? id))],
  ])
}

/** To a directory names are alike in any case and with any spaces between; a value is given once. */
const unlike = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [name.trim().replace(/ +/g, ' ').toLowerCase(), name])).values(),
]
