import { groupsByIds, groupsByNames, groupsOfUsers } from '#server/store/groups.ts'
import { samlMemberships, setSamlMemberships } from '#server/store/saml.ts'
import type { GroupRow } from '#server/store/tables/people.ts'
import type { Context } from '../context.ts'
import { addGroupMember, removeGroupMember } from '../groups/members.ts'
import type { Attribute } from './assertion.ts'
import { isCalled, valuesOf } from './attributes.ts'
import type { GroupMapping } from './settings.ts'

/** The groups that somebody should be in. */
export interface WantedGroups {
  groups: Pick<GroupRow, 'id' | 'name'>[]
  /** The values that are no group here. */
  unknown: string[]
  /** Those that a directory manages, which decides alone who is in them. */
  directory: string[]
  /** The identity provider did not say which: as Entra ID does of somebody who is in too many. */
  isUntold: boolean
}

/** What is looked at of an attribute at all. */
const MOST_VALUES = 1000

/** Entra ID names no groups, but where they may be asked for, once there are more than 150. */
const OVERAGE = 'http://schemas.microsoft.com/claims/groups.link'

export async function wantedGroups(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  mapping: GroupMapping,
  attributes: readonly Attribute[],
): Promise<WantedGroups> {
  const values = [...new Set(valuesOf(attributes, mapping.attribute))].slice(0, MOST_VALUES)
  const { map } = mapping
  const known =
    map === null
      ? await groupsByNames(db, workspace.id, values)
      : await groupsByIds(db, workspace.id, [...new Set(map.map(({ groupId }) => groupId))])
  const isMeant = (value: string, { id, name }: GroupRow) =>
    map === null ? value === name : map.some((one) => one.value === value && one.groupId === id)
  const all = known.filter((group) => values.some((value) => isMeant(value, group)))
  const unknown = values.filter((value) => !all.some((group) => isMeant(value, group)))
  return {
    groups: all.filter(({ directory }) => directory === null),
    unknown,
    directory: all.filter(({ directory }) => directory !== null).map(({ name }) => name),
    isUntold: values.length === 0 && attributes.some((one) => isCalled(one, OVERAGE)),
  }
}

/**
 * Puts somebody into the groups that their identity provider names, and takes them out of those that it does not: of
 * the groups that are mapped, and of those that an earlier sign-in put them into. Others are not touched.
 */
export async function followGroups(
  context: Context,
  mapping: GroupMapping,
  attributes: readonly Attribute[],
  userId: string,
): Promise<void> {
  const { db, workspace } = context
  const wanted = await wantedGroups(context, mapping, attributes)
  if (wanted.isUntold) return
  const wantedIds = new Set(wanted.groups.map(({ id }) => id))
  const ofSignIns = new Set(await samlMemberships(db, workspace.id, userId))
  const mapped = new Set(mapping.map?.map(({ groupId }) => groupId))
  const memberships = await groupsOfUsers(db, workspace.id, [userId])
  const current = new Set(memberships.map(({ id }) => id))
  const rows = await groupsByIds(db, workspace.id, [...current])
  for (const { id, directory } of rows) {
    const isOurs = directory === null && (mapped.has(id) || ofSignIns.has(id))
    if (isOurs && !wantedIds.has(id)) await removeGroupMember(context, id, userId)
  }
  for (const id of wantedIds) await addGroupMember(context, id, userId)
  const kept = [...wantedIds].filter((id) => !current.has(id) || ofSignIns.has(id))
  await setSamlMemberships(db, workspace.id, userId, kept)
}
