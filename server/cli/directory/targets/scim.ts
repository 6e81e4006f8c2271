import { Failure } from '#server/failures.ts'
import { type KeyName, userNameOf } from '../keys.ts'
import type { Ask } from '../requests.ts'
import { abilitiesOf } from '../scim/abilities.ts'
import { listsOf } from '../scim/list.ts'
import type { ScimServer } from '../scim/server.ts'
import { writeGroups } from '../scim/write-groups.ts'
import { writePeople } from '../scim/write-people.ts'
import { allDone, type Outcome, type Target } from './target.ts'

/** A server that speaks SCIM 2.0: people are found there by externalId, then by userName. */
export async function openScimTarget(
  ask: Ask,
  url: string,
  key: KeyName,
  removal: ScimServer['removal'],
): Promise<Target> {
  const { patch, cursors, groups, roleUrn } = await abilitiesOf(ask, url)
  if (!patch)
    throw new Failure(`${url} cannot PATCH (RFC 7644 section 3.5.2), which is how people are changed there.`)
  const server = { ask, lists: listsOf(ask, url, cursors), mapping: { key, roleUrn }, removal }
  return {
    notes: [
      ...(groups ? [] : [`${url} has no groups: people are written without them.`]),
      ...(roleUrn === null ? [`${url} knows no roles of a workspace: people are written without them.`] : []),
    ],
    keyOf: userNameOf,
    needsEmails: true,
    isGone: async () => false,
    async *apply({ changes, after, links }) {
      const remade = new Set<string>()
      // Whoever is removed is done only when they are out of their groups as well.
      const removed: Outcome[] = []
      for await (const outcome of writePeople(server, changes.people, links, remade)) {
        if (after.people.has(outcome.id)) yield outcome
        else removed.push(outcome)
      }
      if (groups) yield* writeGroups(server, changes.groups, after, links, remade)
      else yield* allDone({ people: [], groups: changes.groups })
      yield* removed
    },
  }
}
