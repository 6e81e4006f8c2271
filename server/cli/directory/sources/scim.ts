import type { Person } from '../people.ts'
import type { Ask } from '../requests.ts'
import { abilitiesOf } from '../scim/abilities.ts'
import { listsOf } from '../scim/list.ts'
import { type GroupResource, toPerson, type UserResource } from '../scim/resource.ts'
import type { Reading } from '../state-file.ts'
import type { Source } from './source.ts'

/** The Users and Groups of any SCIM 2.0 server. */
export async function openScim(ask: Ask, url: string, { includesGuests }: Reading): Promise<Source> {
  const { cursors, groups } = await abilitiesOf(ask, url)
  const lists = listsOf(ask, url, cursors)
  return {
    notes: [
      'SCIM has no feed of changes: everybody is listed each time and compared with the time before.',
      ...(groups ? [] : ['This server tells no groups.']),
    ],
    hidesEmails: () => false,
    feed: null,
    async *list() {
      const groupsOf = new Map<string, string[]>()
      if (groups) {
        for await (const { id, displayName, members = [] } of lists.all<GroupResource>('/Groups')) {
          yield { group: { id, name: displayName ?? id } }
          for (const { value } of members) {
            if (value === undefined) continue
            const known = groupsOf.get(value)
            if (known === undefined) groupsOf.set(value, [id])
            else known.push(id)
          }
        }
      }
      for await (const user of lists.all<UserResource>('/Users')) {
        const person: Person = { ...toPerson(user), groups: (groupsOf.get(user.id) ?? []).sort() }
        if (includesGuests || person.role !== 'guest') yield { person }
      }
    },
  }
}
