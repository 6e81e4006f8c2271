import { entriesOf } from '#server/store/access-entries.ts'
import { type Candidates, hasActiveHolder } from '#server/store/holders.ts'
import type { AccessEntryRow } from '#server/store/tables/access.ts'
import { Problem } from '#shared/problem.ts'
import { partsOf } from '../access/actor.ts'
import { levels } from '../access/levels.ts'
import type { Context } from '../context.ts'

/** Whether somebody has full access at a list: now, and for ever. */
export interface Holders {
  now: boolean
  forEver: boolean
}

/** Who counts is an active person or bot, or a group or teamspace with one in it. */
export async function holdersAt(context: Context, listId: string): Promise<Holders> {
  const entries = await entriesOf(context.db, context.workspace.id, listId)
  const full = entries.filter(({ level }) => level === levels.full_access)
  const lasting = full.filter(({ expires_time }) => expires_time === null)
  if (await isHeldBy(context, lasting)) return { now: true, forEver: true }
  const passing = full.filter(({ expires_time }) => expires_time !== null && expires_time > context.now)
  return { now: await isHeldBy(context, passing), forEver: false }
}

/** Somebody must be able to share a page on: the last full access cannot go, nor come to an end by itself. */
export function refuseLastHolder(before: Holders, after: Holders): void {
  if ((!before.now || after.now) && (!before.forEver || after.forEver)) return
  throw new Problem(
    'conflict',
    'This would leave nobody with full access. Give full access, without an expiration_time, to somebody else first.',
  )
}

async function isHeldBy(
  { db, workspace }: Context,
  entries: readonly Pick<AccessEntryRow, 'principal'>[],
): Promise<boolean> {
  const parts = entries.map(({ principal }) => partsOf(principal))
  // A workspace has an owner at any time.
  if (parts.some(({ type }) => type === 'workspace')) return true
  const ids = (...types: string[]) => parts.flatMap(({ type, id }) => (types.includes(type) ? [id!] : []))
  const candidates: Candidates = {
    users: ids('user', 'bot'),
    groups: ids('group'),
    teamspaces: ids('teamspace'),
    teamspaceOwners: ids('teamspace_owners'),
  }
  return hasActiveHolder(db, workspace.id, candidates)
}
