import { entriesOf, replaceEntries } from '#server/store/access-entries.ts'
import { deleteGrants, grantsOf, listsGranting, putGrant } from '#server/store/access-grants.ts'
import {
  accessListById,
  insertAccessList,
  listsBeginningBelow,
  listsBelow,
  pointSubtreeAt,
  setParentList,
} from '#server/store/access-lists.ts'
import { canRead, type Lost, noteLossesAt, noteLossesOfMove } from '#server/store/access-losses.ts'
import type { AccessEntryRow } from '#server/store/tables/access.ts'
import type { Context } from '../context.ts'
import { type Actor, principalOf } from './actor.ts'
import { type LevelName, levels } from './levels.ts'

/** Who is granted what at a page or database; `principal` as `principalOf` writes it. */
export interface Grant {
  principal: string
  level: LevelName
  /** Until when; for ever when not given. */
  expiresTime?: number | null
  /** Of the public: what the published page offers. */
  link?: Link | null
}

/** What whoever has the address of a published page may find and do. */
export interface Link {
  search_indexing: boolean
  allow_duplicate: boolean
}

/**
 * Begins a list at a node.
 *
 * @param parentListId the list it takes over from, null when only its own grants count.
 * @param before what was in force for the node until now.
 * @returns the id of the list; the node is not pointed at it yet.
 */
export async function beginList(
  context: Context,
  nodeId: string,
  parentListId: string | null,
  grants: readonly Grant[],
  before: readonly AccessEntryRow[] = [],
): Promise<string> {
  const id = context.newId()
  await insertAccessList(context.db, {
    workspace_id: context.workspace.id,
    id,
    node_id: nodeId,
    parent_list_id: parentListId,
  })
  await grant(context, id, grants, before)
  return id
}

/** What a new page or database is given in place of sharing its parent's list. */
export interface OwnAccess {
  grants: readonly Grant[]
  inherits: boolean
}

/**
 * The list that a new page or database stands under: its parent's, unless it is given one of its own. What
 * has no parent is private to whoever makes it.
 */
export async function listOfNew(
  context: Context,
  nodeId: string,
  parentListId: string | null,
  access: OwnAccess | undefined,
): Promise<string> {
  if (access === undefined && parentListId !== null) return parentListId
  const { grants, inherits } = access ?? privateTo(context.actor)
  return beginList(context, nodeId, inherits ? parentListId : null, grants)
}

const privateTo = ({ type, userId, ownerUserId }: Actor): OwnAccess => ({
  grants: [
    principalOf[type === 'bot' ? 'bot' : 'user'](userId),
    ...(ownerUserId === undefined ? [] : [principalOf.user(ownerUserId)]),
  ].map((principal) => ({ principal, level: 'full_access' })),
  inherits: false,
})

/** Sets grants of a list, in place of what these principals had there, and carries them down. */
export async function grant(
  context: Context,
  listId: string,
  grants: readonly Grant[],
  before: readonly AccessEntryRow[] = [],
): Promise<void> {
  for (const { principal, level, expiresTime = null, link = null } of grants) {
    await putGrant(context.db, {
      workspace_id: context.workspace.id,
      list_id: listId,
      principal,
      id: context.newId(),
      level: levels[level],
      expires_time: expiresTime,
      created_time: context.now,
      created_by: context.actor.userId,
      updated_time: context.now,
      updated_by: context.actor.userId,
      link: link && JSON.stringify(link),
    })
  }
  await carryDown(context, listId, before)
}

/**
 * Moves a node, or the rows of a data source, to another place in the tree: what shared its old parent's list
 * shares the new parent's, and lists that begin at the node or below it take over from there.
 */
export async function moveUnderList(
  context: Context,
  nodeId: string,
  nodeListId: string,
  newParentListId: string,
): Promise<void> {
  const { db, workspace } = context
  const list = await accessListById(db, workspace.id, nodeListId)
  if (list!.node_id === nodeId) {
    if (list!.parent_list_id !== null) await takeOver(context, nodeListId, newParentListId)
    return
  }
  if (nodeListId === newParentListId) return
  const inheriting = await listsBeginningBelow(db, workspace.id, nodeId, nodeListId)
  await noteLossesOfMove(db, workspace.id, nodeId, nodeListId, newParentListId)
  await pointSubtreeAt(db, workspace.id, nodeId, nodeListId, newParentListId, true)
  for (const { id } of inheriting) {
    await setParentList(db, workspace.id, id, newParentListId)
    await carryDown(context, id)
  }
}

/** Lets a list take over what is in force at another one. */
export async function takeOver(context: Context, listId: string, parentListId: string): Promise<void> {
  await setParentList(context.db, context.workspace.id, listId, parentListId)
  await carryDown(context, listId)
}

/** Writes the entries of a list anew, then those of the lists below it, and what anybody lost by that. */
export async function carryDown(
  context: Context,
  listId: string,
  before: readonly AccessEntryRow[] = [],
): Promise<void> {
  const { db, workspace } = context
  const list = await accessListById(db, workspace.id, listId)
  const terms = list!.is_archived === 1 ? [] : await termsOf(context, listId, list!.parent_list_id)
  const entries = inForce(terms, context.now)
  const had = await replaceEntries(db, workspace.id, listId, (replaced) =>
    entries.map((entry) => ({ ...entry, since: sinceOf(entry.principal, [...before, ...replaced]) })),
  )
  const lost = lostOf(had, entries)
  if (lost.length > 0) await noteLossesAt(db, workspace.id, listId, lost)
  for (const below of await listsBelow(db, workspace.id, listId)) await carryDown(context, below.id)
}

/** Its own grants, and what is in force at the list it takes over from. */
async function termsOf(
  { db, workspace }: Context,
  listId: string,
  parentListId: string | null,
): Promise<Term[]> {
  // What takes over from no list takes over from that of the workspace (see `workspace-reach.ts`).
  const inherited = await entriesOf(db, workspace.id, parentListId ?? workspace.id)
  return [...(await grantsOf(db, workspace.id, listId)), ...inherited]
}

/** Takes from a principal whatever it was granted, but at the lists of `exceptIds`. */
export async function ungrantEverywhere(
  context: Context,
  principal: string,
  exceptIds: readonly string[] = [],
): Promise<void> {
  const { db, workspace } = context
  const lists = await listsGranting(db, workspace.id, principal)
  for (const { id } of lists.filter(({ id }) => !exceptIds.includes(id))) {
    await deleteGrants(db, workspace.id, id, [principal])
    await carryDown(context, id)
  }
}

type Term = Pick<AccessEntryRow, 'principal' | 'level' | 'expires_time'>

/** One entry for each principal and level; of two that are alike the one that lasts longer. */
function inForce(terms: readonly Term[], now: number): Term[] {
  const entries = new Map<string, Term>()
  for (const { principal, level, expires_time } of terms) {
    if (expires_time !== null && expires_time <= now) continue
    const key = `${principal} ${level}`
    const known = entries.get(key)
    const lasts = known === undefined ? expires_time : longest(known.expires_time, expires_time)
    entries.set(key, { principal, level, expires_time: lasts })
  }
  return [...entries.values()]
}

/** Since when a principal has something, at whatever level; null for from now on. */
function sinceOf(principal: string, before: readonly AccessEntryRow[]): number | null {
  const known = before.filter((entry) => entry.principal === principal).map(({ since }) => since)
  return known.length === 0 ? null : Math.min(...known)
}

/** Who had something and has nothing any more. */
const lostOf = (before: readonly AccessEntryRow[], after: readonly Term[]): Lost[] =>
  [...new Set(before.map(({ principal }) => principal))]
    .filter((principal) => canRead(principal) && !after.some((entry) => entry.principal === principal))
    .map((principal) => ({ principal, since: sinceOf(principal, before)! }))

const longest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b)
