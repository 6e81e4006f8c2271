import {
  changeProvisionedGroup,
  countProvisionedGroups,
  deprovisionGroup,
  listProvisionedGroups,
  membersOf,
  type ProvisionedGroup,
  provisionGroup,
  toldName,
} from '#server/domain/directory/group.ts'
import type { Resource } from '../attribute.ts'
import { type Asked, endpoint } from '../endpoint.ts'
import { refuse } from '../errors.ts'
import { type Operation, patched } from '../patch.ts'
import { readResource } from '../read-values.ts'
import { groupType as type } from '../schemas.ts'
import { changeMembers, memberIds, splitOffMembers } from './members.ts'
import { presentGroup } from './present.ts'

export const groups = endpoint<ProvisionedGroup>({
  type,

  async read({ context, administration }, condition, slice, isWhole) {
    const found = await listProvisionedGroups(context, administration, condition, slice, isWhole)
    return found.map((known) => ({ known, resource: presentGroup(known, context.baseUrl) }))
  },

  count: ({ context, administration }, condition) =>
    countProvisionedGroups(context, administration, condition),

  create({ context, administration }, body) {
    const resource = readResource(type, body)
    const { externalId = null } = resource as { externalId?: string }
    const said = { name: nameIn(resource), externalId, memberIds: memberIds(resource.members) }
    return provisionGroup(context, administration, said)
  },

  async replace({ context, administration }, { known }, body) {
    const resource = readResource(type, body)
    const wanted = memberIds(resource.members)
    const before = (await membersOf(context, known.id)).map(({ id }) => id)
    await changeProvisionedGroup(context, administration, known.id, {
      ...attributesIn(resource, known),
      add: without(wanted, before),
      remove: without(before, wanted),
      isWhole: true,
    })
  },

  async patch(asked, { known, resource: shown }, operations) {
    const { context, administration } = asked
    const rest = await patchMembers(asked, known.id, operations)
    const change = (from: Resource) => attributesIn(patched(type, from, rest), known)
    const resource = readResource(type, shown)
    const { name, ...more } = change(resource)
    const told = await toldName(context, known)
    // Read against the name that the directory knows it comes to another one: the request names none.
    const isSilent =
      told !== null && name === known.name && change({ ...resource, displayName: told }).name !== name
    await changeProvisionedGroup(context, administration, known.id, isSilent ? more : { name, ...more })
  },

  remove: ({ context, administration }, { known }) => deprovisionGroup(context, administration, known),
})

/**
 * Members change in the store one operation after another: a group may have more than fit into memory.
 *
 * @returns the operations on the rest of it.
 */
async function patchMembers(
  asked: Asked,
  groupId: string,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const others: Operation[] = []
  for (const operation of operations) {
    const { members, rest } = splitOffMembers(operation)
    if (members !== null) await changeMembers(asked, groupId, members)
    if (rest !== null) others.push(rest)
  }
  return others
}

const attributesIn = (resource: Resource, { externalId: before }: ProvisionedGroup) => {
  const { externalId = null } = resource as { externalId?: string }
  return { name: nameIn(resource), ...(externalId !== before && { externalId }) }
}

/** Entra ID allows 256 characters. */
const LONGEST_NAME = 256

function nameIn({ displayName }: Resource): string {
  const name = (displayName as string | undefined)?.trim()
  if (!name) throw refuse('invalidValue', 'displayName is required.')
  if (name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name)) return name
  throw refuse('invalidValue', `displayName should be one line of at most ${LONGEST_NAME} characters.`)
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return ids.filter((id) => !known.has(id))
}
