/** What requests say of who is in a group. */
import { changeProvisionedGroup, membersOf } from '#server/domain/directory/group.ts'
import type { Attribute, Resource } from '../attribute.ts'
import type { Asked } from '../endpoint.ts'
import { refuse } from '../errors.ts'
import type { Filter } from '../filter.ts'
import { elementMatcher } from '../match.ts'
import { type Operation, readPath } from '../patch.ts'
import { isObject, readValue } from '../read-values.ts'
import { groupType } from '../schemas.ts'

const attribute = groupType.schema.attributes.find(({ name }) => name === 'members') as Attribute

/** The ids in a list of members, as clients send it. */
export function memberIds(value: unknown): string[] {
  const given = value === undefined || value === null ? [] : [value].flat()
  return given.map((one) => {
    const [{ value: id, type } = {}] = (readValue('members', attribute, one) ?? []) as Resource[]
    if (typeof type === 'string' && type.toLowerCase() !== 'user') {
      throw refuse('invalidValue', 'Only people can be members: no group is in another.')
    }
    if (typeof id !== 'string') throw refuse('invalidValue', 'Every member needs a value, the id of a user.')
    return id
  })
}

/** An operation on members. */
export interface MemberOperation {
  op: Operation['op']
  filter: Filter | null
  value: unknown
}

/** What of an operation concerns members, and what is left of it. */
export function splitOffMembers(operation: Operation): {
  members: MemberOperation | null
  rest: Operation | null
} {
  const { op, path, value } = operation
  if (path === null) {
    if (op === 'remove') throw refuse('noTarget', 'A remove needs a path.')
    const key = isObject(value)
      ? Object.keys(value).find((name) => name.toLowerCase() === 'members')
      : undefined
    if (key === undefined) return { members: null, rest: operation }
    const { [key]: members, ...rest } = value as Resource
    return { members: { op, filter: null, value: members }, rest: { op, path, value: rest } }
  }
  const { place, filter } = readPath(groupType, path)
  if (place.attribute !== attribute) return { members: null, rest: operation }
  if (place.sub !== null)
    throw refuse('mutability', `${path} cannot be changed: members are added and removed.`)
  return { members: { op, filter, value }, rest: null }
}

export async function changeMembers(
  { context, administration }: Asked,
  groupId: string,
  operation: MemberOperation,
): Promise<void> {
  const { op, filter, value } = operation
  const change = (members: { add?: readonly string[]; remove?: readonly string[]; isWhole?: boolean }) =>
    changeProvisionedGroup(context, administration, groupId, members)
  const current = async () => (await membersOf(context, groupId)).map(({ id }) => id)

  if (filter !== null) {
    if (op !== 'remove') throw refuse('mutability', 'A member cannot be changed: add it, or remove it.')
    return change({ remove: await matching(filter, context, groupId) })
  }
  switch (op) {
    case 'add':
      return change({ add: memberIds(value) })
    case 'replace': {
      const wanted = new Set(memberIds(value))
      const before = await current()
      const known = new Set(before)
      const add = [...wanted].filter((id) => !known.has(id))
      return change({ add, remove: before.filter((id) => !wanted.has(id)), isWhole: true })
    }
    case 'remove':
      // A list, empty or not, names those that go: to take everybody out on it has emptied groups of others.
      return value === undefined || value === null
        ? change({ remove: await current(), isWhole: true })
        : change({ remove: memberIds(value) })
  }
}

async function matching(filter: Filter, context: Asked['context'], groupId: string): Promise<string[]> {
  if (filter.is === 'compare' && filter.by === 'eq' && filter.attribute.toLowerCase() === 'value') {
    return [String(filter.value)]
  }
  const isMeant = elementMatcher(attribute, filter)
  const members = await membersOf(context, groupId)
  return members.flatMap(({ id, name }) => (isMeant({ value: id, type: 'User', display: name }) ? id : []))
}
