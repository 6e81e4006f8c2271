import type { Directory, Person } from './people.ts'

/** What a target calls somebody by, which nobody else may have; null where the source does not tell it. */
export type KeyOf = (person: Person) => string | null

export type KeyName = 'id' | 'email'

export const keyBy = (key: KeyName): KeyOf => (key === 'id' ? ({ id }) => id : ({ email }) => email)

/** What a SCIM server needs of everybody (RFC 7643 section 4.1.1). */
export const userNameOf: KeyOf = ({ userName, email }) => userName ?? email

export interface Keyed {
  directory: Directory
  /** Who is left out: nothing to call them by, or what somebody else is called already. */
  unnamed: Person[]
  doubles: Person[]
}

/** Those whom a target can hold. Of two called alike, in any case of letters, the one who came first. */
export function keyed({ people, groups }: Directory, keyOf: KeyOf): Keyed {
  const kept = new Map<string, Person>()
  const seen = new Set<string>()
  const [unnamed, doubles]: Person[][] = [[], []]
  for (const [id, person] of people) {
    const key = keyOf(person)?.toLowerCase()
    if (!key) unnamed!.push(person)
    else if (seen.has(key)) doubles!.push(person)
    else kept.set(id, person)
    if (key) seen.add(key)
  }
  return { directory: { people: kept, groups }, unnamed: unnamed!, doubles: doubles! }
}

/** Whether the source seems to keep addresses back: at Notion a connection without the capability is told nothing. */
export function hasNoEmails({ people }: Directory): boolean {
  let persons = 0
  for (const { type, email } of people.values()) {
    if (email !== null) return false
    if (type === 'person') persons++
  }
  return persons > 0
}

export const countWithoutEmail = ({ people }: Directory): number =>
  [...people.values()].filter(({ type, email }) => type === 'person' && email === null).length
