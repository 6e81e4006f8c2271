import { groupById } from '#server/store/groups.ts'
import type { GroupRow } from '#server/store/tables/people.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { Administration } from './administration.ts'

declare const managed: unique symbol

/** A group that the actor may change. Only this file makes one. */
export type ManagedGroup = GroupRow & { readonly [managed]: true }

export async function managedGroup(
  context: Context,
  _administration: Administration<'membership admins'>,
  asked: string,
): Promise<ManagedGroup> {
  const id = toUuid(asked)
  const group = await groupById(context.db, context.workspace.id, id)
  if (group === undefined) throw new Problem('absent', `Could not find group with ID: ${id}.`)
  return group as ManagedGroup
}
