/** What a PATCH says nothing of, where somebody set by hand what the directory manages. */
import { type Conflict, type FieldOfPeople, fieldsOfPeople } from '#server/domain/directory/conflicts.ts'
import type { Provisioned, Said } from '#server/domain/directory/person.ts'

/** A person as the directory has them, without what was set by hand. */
export function asTold(person: Provisioned, conflicts: readonly Conflict[]): Provisioned {
  const values = Object.fromEntries(conflicts.map(({ field, directoryValue }) => [field, directoryValue]))
  return { ...person, user: { ...person.user, ...values } }
}

/** What a directory says with a PATCH of a person whose role somebody set by hand: a role that stays is said as well. */
export const withRole = (said: Said, conflicts: readonly Conflict[]): Said => {
  const conflict = conflicts.find(({ field }) => field === 'role')
  return { ...said, role: said.role ?? (conflict?.directoryValue as Said['role']) }
}

interface Read {
  said: Said
  person: Provisioned
}

/**
 * The fields that a PATCH leaves alone: read against what is here it changes nothing, and read against what the
 * directory has it comes to something else, so that it cannot have named the value.
 */
export function silentFields(here: Read, told: Read): FieldOfPeople[] {
  const [is, wanted] = [valuesIn(here), valuesIn(told)]
  return fieldsOfPeople.filter(
    (field) => is[field] === here.person.user[field] && is[field] !== wanted[field],
  )
}

const valuesIn = ({ said, person: { user } }: Read) => ({
  name: said.name,
  email: said.email ?? user.email,
  role: said.role ?? user.role,
  state: said.active === undefined ? user.state : said.active ? ('active' as const) : ('suspended' as const),
})
