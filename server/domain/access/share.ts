import { entriesOf } from '#server/store/access-entries.ts'
import { deleteGrants, grantsCounting, grantsOf } from '#server/store/access-grants.ts'
import {
  accessListById,
  listsBeginningBelow,
  pointSubtreeAt,
  setParentList,
} from '#server/store/access-lists.ts'
import { noteLossesOfMove } from '#server/store/access-losses.ts'
import type { AccessEntryRow, AccessGrantRow } from '#server/store/tables/access.ts'
import type { Context } from '../context.ts'
import { partsOf, principalOf } from './actor.ts'
import { type LevelName, levelNamed, levels } from './levels.ts'
import { beginList, carryDown, type Grant, grant } from './lists.ts'

/** A page or database with the list it stands under. */
export interface Shared {
  kind: 'page' | 'database'
  id: string
  accessId: string
  /** The list of what it stands in; null at the top of the workspace. */
  parentAccessId: string | null
}

/** What is to be another way at a page or database. */
export interface AccessChange {
  /** In place of what these principals were granted there. */
  set?: readonly Grant[]
  /** Principals that were granted something there. */
  remove?: readonly string[]
  /** Whether it takes over what is granted above; undefined leaves that as it is. */
  inherits?: boolean | undefined
  /**
   * What is inherited no longer becomes its own, so that nobody gains or loses by that alone; and what it inherits
   * again is its own no longer, so that what ends above ends here.
   */
  keepsInherited?: boolean
}

/** `changeAccess` for what a workspace file states: nothing is taken away, and nothing is kept that is not stated. */
export async function share(
  context: Context,
  node: Shared,
  grants: readonly Grant[],
  inherits: boolean | undefined,
): Promise<void> {
  await changeAccess(context, node, { set: grants, inherits })
}

/**
 * Changes what is granted at a page or database. What shared its parent's list begins one of its own. A change to what
 * is there already leaves no trace.
 *
 * @returns the list that it stands under then.
 */
export async function changeAccess(context: Context, node: Shared, change: AccessChange): Promise<string> {
  const { db, workspace } = context
  const list = await accessListById(db, workspace.id, node.accessId)
  const before = await levelsAt(context, node.accessId)
  const isOwn = list!.node_id === node.id
  const inherited = !isOwn || list!.parent_list_id !== null
  const linkBefore = isOwn ? await linkAt(context, node.accessId) : null
  const changed = isOwn
    ? await changeList(context, node, list!.parent_list_id, change)
    : await leaveList(context, node, change)
  if (changed === null) return node.accessId
  const changes = differences(before, await levelsAt(context, changed))
  const link = await linkAt(context, changed)
  const hasOtherLink = JSON.stringify(link) !== JSON.stringify(linkBefore)
  context.record({
    type: 'page.permissions_updated',
    entity: { type: node.kind, id: node.id },
    data: { changes, ...(change.inherits === undefined ? {} : { inherits: change.inherits }) },
    before: {
      access: changes.map(({ principal, before }) => ({ principal, level: before })),
      ...(change.inherits === undefined ? {} : { inherits: inherited }),
      ...(hasOtherLink ? { link: linkBefore } : {}),
    },
    after: {
      access: changes.map(({ before: _, after, ...one }) => ({ ...one, level: after })),
      ...(change.inherits === undefined ? {} : { inherits: change.inherits }),
      ...(hasOtherLink ? { link } : {}),
    },
  })
  return changed
}

/** @returns the list of the node, null when everything is there already. */
async function changeList(
  context: Context,
  { accessId, parentAccessId }: Shared,
  parentListId: string | null,
  { set = [], remove = [], inherits, keepsInherited = false }: AccessChange,
): Promise<string | null> {
  const { db, workspace } = context
  const wantedParent = inherits === undefined ? parentListId : inherits ? parentAccessId : null
  if (wantedParent === accessId) throw new Error('a list cannot take over from itself')
  const known = new Map((await grantsOf(db, workspace.id, accessId)).map((row) => [row.principal, row]))
  const isLeaving = keepsInherited && wantedParent === null && parentListId !== null
  const isReturning = keepsInherited && wantedParent !== null && parentListId === null
  const wanted = isLeaving ? withOthers(set, remove, await grantsInForce(context, accessId)) : set
  const unneeded = isReturning ? await grantedAbove(context, wantedParent, [...known.values()], set) : []
  const changed = wanted.filter((one) => !isAlike(known.get(one.principal), one))
  const removed = [...remove, ...unneeded].filter((principal) => known.has(principal))
  if (changed.length + removed.length === 0 && wantedParent === parentListId) return null

  if (removed.length > 0) await deleteGrants(db, workspace.id, accessId, removed)
  if (wantedParent !== parentListId) await setParentList(db, workspace.id, accessId, wantedParent)
  await grant(context, accessId, changed)
  return accessId
}

const isAlike = (
  known: AccessGrantRow | undefined,
  { level, expiresTime = null, link = null }: Grant,
): boolean =>
  known !== undefined &&
  known.level === levels[level] &&
  known.expires_time === expiresTime &&
  known.link === (link && JSON.stringify(link))

/** Begins a list at a node that shared its parent's, for it and for all that shares it below. */
async function leaveList(
  context: Context,
  { id, accessId }: Shared,
  { set = [], remove = [], inherits = true, keepsInherited = false }: AccessChange,
): Promise<string | null> {
  if (set.length === 0 && inherits) return null
  const { db, workspace } = context
  const isKeeping = keepsInherited && !inherits
  const grants = isKeeping ? withOthers(set, remove, await grantsInForce(context, accessId)) : set
  const before = await entriesOf(db, workspace.id, accessId)
  const ownId = await beginList(context, id, inherits ? accessId : null, grants, before)
  const below = await listsBeginningBelow(db, workspace.id, id, accessId)
  await noteLossesOfMove(db, workspace.id, id, accessId, ownId)
  await pointSubtreeAt(db, workspace.id, id, accessId, ownId, false)
  for (const list of below) {
    if (list.id === ownId) continue
    await setParentList(db, workspace.id, list.id, ownId)
    await carryDown(context, list.id)
  }
  return ownId
}

/** For each principal the highest of what counts at a list now, but for what counts in the whole workspace anyway. */
async function grantsInForce(
  { db, workspace, now }: Pick<Context, 'db' | 'workspace' | 'now'>,
  listId: string,
): Promise<Grant[]> {
  const best = new Map<string, AccessGrantRow>()
  for (const row of await grantsCounting(db, workspace.id, listId)) {
    const known = best.get(row.principal)
    if (row.list_id === workspace.id || !lasts(row, now)) continue
    if (known === undefined || isMore(row, known)) best.set(row.principal, row)
  }
  return [...best.values()].map(({ principal, level, expires_time, link }) => ({
    principal,
    level: levelNamed(level),
    expiresTime: expires_time,
    link: link === null ? null : JSON.parse(link),
  }))
}

const withOthers = (
  set: readonly Grant[],
  remove: readonly string[],
  others: readonly Grant[],
): readonly Grant[] => {
  const decided = new Set([...remove, ...set.map(({ principal }) => principal)])
  return [...set, ...others.filter(({ principal }) => !decided.has(principal))]
}

/** Those of a list's own grants that another list gives as well. */
async function grantedAbove(
  context: Context,
  listId: string,
  own: readonly AccessGrantRow[],
  set: readonly Grant[],
): Promise<string[]> {
  const above = await entriesOf(context.db, context.workspace.id, listId)
  const isSet = new Set(set.map(({ principal }) => principal))
  return own
    .filter((row) => !isSet.has(row.principal))
    .filter((row) => above.some((entry) => entry.principal === row.principal && covers(entry, row)))
    .map(({ principal }) => principal)
}

/** What a page that is published offers. */
async function linkAt({ db, workspace }: Context, listId: string): Promise<Grant['link']> {
  const grants = await grantsOf(db, workspace.id, listId)
  const link = grants.find(({ principal }) => principal === principalOf.public)?.link ?? null
  return link === null ? null : JSON.parse(link)
}

type Term = Pick<AccessEntryRow, 'level' | 'expires_time'>

const lasts = ({ expires_time }: Term, now: number): boolean => expires_time === null || expires_time > now

const isMore = (a: Term, b: Term): boolean =>
  a.level > b.level ||
  (a.level === b.level && b.expires_time !== null && (a.expires_time ?? Infinity) > b.expires_time)

const covers = (a: Term, b: Term): boolean =>
  a.level >= b.level && (a.expires_time ?? Infinity) >= (b.expires_time ?? Infinity)

/** What each principal has at a list now. */
export async function levelsAt({ db, workspace, now }: Context, listId: string): Promise<Map<string, Term>> {
  const highest = new Map<string, Term>()
  for (const entry of await entriesOf(db, workspace.id, listId)) {
    const known = highest.get(entry.principal)
    if (lasts(entry, now) && (known === undefined || isMore(entry, known)))
      highest.set(entry.principal, entry)
  }
  return highest
}

interface Difference {
  principal: ReturnType<typeof partsOf>
  before: LevelName | null
  after: LevelName | null
  expiration_time?: string
}

/** Ids only: what an event tells, everybody may read who may read events. */
export function differences(
  before: ReadonlyMap<string, Term>,
  after: ReadonlyMap<string, Term>,
): Difference[] {
  const nameOf = (term: Term | undefined) => (term === undefined ? null : levelNamed(term.level))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((principal) => {
    const [was, is] = [before.get(principal), after.get(principal)]
    if (was?.level === is?.level && was?.expires_time === is?.expires_time) return []
    const ends = is?.expires_time ?? null
    return {
      principal: partsOf(principal),
      before: nameOf(was),
      after: nameOf(is),
      ...(ends === null ? {} : { expiration_time: new Date(ends).toISOString() }),
    }
  })
}
