import { noteLeft } from '#server/store/access-losses.ts'
import { lastEventNaming } from '#server/store/feed.ts'
import { teamspaceById, teamspaceMember } from '#server/store/teamspaces.ts'
import { userById } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import { type Actor, partsOf, principalOf } from './actor.ts'
import { principalsOfPerson } from './authenticate.ts'

/** That somebody acts as a principal, or did up to an event. */
export interface Holding {
  principal: string
  until: number
  /** Once it was asked for: see `actedSince`. */
  since?: Promise<number>
}

/** Runs what may take groups, teamspaces or the workspace from a person, and writes down what they no longer act as. */
export async function noticeLeaving<T>(context: Context, userId: string, work: () => Promise<T>): Promise<T> {
  const before = await actsAs(context, userId)
  const result = await work()
  const after = await actsAs(context, userId)
  const left = before.filter((principal) => !after.includes(principal))
  await noteLeft(context.db, context.workspace.id, { principal: principalOf.user(userId) }, left)
  return result
}

async function actsAs({ db, workspace }: Context, userId: string): Promise<string[]> {
  const [user] = await userById(db, workspace.id, userId)
  return principalsOfPerson(db, workspace.id, userId, user!.role)
}

/**
 * The last event that made the actor act as a principal, 0 when that was before the log begins: what was lost before it
 * the actor never saw. Where several ways led there it is the last of them.
 */
export async function actedSince(context: Context, { principal, until }: Holding): Promise<number> {
  const { db, workspace, actor } = context
  const { type, id } = partsOf(principal)
  const last = (entityId: string, types: readonly string[], words: readonly string[]) =>
    lastEventNaming(db, workspace.id, entityId, types, words, until)
  if (type === 'group') return last(id!, ['group.member_added'], [actor.userId])
  if (type === 'workspace') {
    const wasLess = ['"previous_role":"guest"', '"previous_role":"restricted_member"']
    return Math.max(
      await last(actor.userId, ['user.added'], ['']),
      await last(actor.userId, ['user.role_updated'], wasLess),
    )
  }
  if (type !== 'teamspace' && type !== 'teamspace_owners') return 0
  const joined = ['teamspace.member_added', 'teamspace.member_role_updated']
  const ways = [await last(id!, joined, [actor.userId])]
  for (const group of groupsOf(actor)) {
    const isIn = await teamspaceMember(db, workspace.id, id!, group)
    const added = await last(id!, joined, [partsOf(group).id!])
    if (isIn || added > 0) ways.push(added, await actedSince(context, { principal: group, until }))
  }
  if ((await teamspaceById(db, workspace.id, id!))?.is_default === 1) {
    ways.push(await actedSince(context, { principal: principalOf.workspace, until }))
    ways.push(await last(id!, ['teamspace.updated'], ['is_default']))
  }
  return Math.max(...ways)
}

const groupsOf = ({ principals }: Actor): string[] =>
  (JSON.parse(principals) as string[]).filter((principal) => partsOf(principal).type === 'group')
