import {
  changeProvisionedGroup,
  countProvisionedGroups,
  deprovisionGroup,
  listProvisionedGroups,
  membersOf,
  type ProvisionedGroup,
  provisionGroup,
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
    })
  },

  async patch(asked, { known, resource }, operations) {
    const { context, administration } = asked
    const next = await patchInOrder(asked, known.id, readResource(type, resource), operations)
    await changeProvisionedGroup(context, administration, known.id, attributesIn(next, known))
  },

  remove: ({ context, administration }, { known }) => deprovisionGroup(context, administration, known),
})

/** Members change in the store one operation after another: a group may have more than fit into memory. */
async function patchInOrder(
  asked: Asked,
  groupId: string,
  resource: Resource,
  operations: readonly Operation[],
): Promise<Resource> {
  let next = resource
  for (const operation of operations) {
    const { members, rest } = splitOffMembers(operation)
    if (members !== null) await changeMembers(asked, groupId, members)
    if (rest !== null) next = patched(type, next, [rest])
  }
  return next
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
