import {
  type Leaving,
  leavingsOf,
  lossesOf,
  lossesOfNodes,
  reachedThrough,
  reachingNodes,
} from '#server/store/access-losses.ts'
import { lastEventsOf } from '#server/store/feed.ts'
import { actedSince, type Holding } from '../access/holdings.ts'
import type { Context } from '../context.ts'
import type { Position } from './cursor.ts'
import { readableOf } from './visible.ts'

/** A page, database or data source that the actor could see and no longer can. */
export interface Loss {
  sequence: number
  nodeId: string
}

export interface Losses {
  losses: Loss[]
  /** How far they were looked for; null for as far as was asked. */
  reached: Position | null
  /** How many were looked at. */
  looked: number
}

export const NO_LOSSES: Losses = { losses: [], reached: null, looked: 0 }

/**
 * What the actor lost after a position and with events up to `until`, in order; each thing where it was lost last, and
 * not what can be seen again.
 *
 * @param limit how many are looked at.
 */
export async function lossesAfter(
  context: Context,
  after: Position,
  until: number,
  limit: number,
): Promise<Losses> {
  const { db, workspace, actor, now } = context
  const { held, leavings } = await heldAfter(context, after.sequence)
  const upTo = held.map(({ principal, until: last }) => ({ principal, until: Math.min(last, until) }))
  const rows = await lossesOf(db, workspace.id, upTo, after, limit)
  const lists = [rows.map(({ sequence, node_id }) => ({ sequence, nodeId: node_id }))]
  for (const leaving of leavings.filter(({ sequence }) => sequence <= until)) {
    const place = leaving.sequence === after.sequence ? after.place : ''
    const ids = await reachedThrough(db, workspace.id, leaving, { ...actor, now }, place, limit)
    lists.push(ids.map((nodeId) => ({ sequence: leaving.sequence, nodeId })))
  }
  const ends = lists.filter((list) => list.length === limit).map((list) => list.at(-1)!)
  const reached = ends.toSorted(inOrder)[0] ?? null
  const candidates = lists
    .flat()
    .toSorted(inOrder)
    .filter((loss) => reached === null || inOrder(loss, reached) <= 0)
  return {
    losses: await lastOnes(context, candidates, held, leavings),
    reached: reached && { sequence: reached.sequence, place: reached.nodeId },
    looked: candidates.length,
  }
}

const inOrder = (a: Loss, b: Loss): number =>
  a.sequence - b.sequence || (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0)

/** What the actor acts as, and what it acted as until it left that after some event. */
async function heldAfter(context: Context, sequence: number) {
  const { db, workspace, actor } = context
  let found: Holding[] = (JSON.parse(actor.principals) as string[]).map((principal) => ({
    principal,
    until: Number.MAX_SAFE_INTEGER,
  }))
  const held: Holding[] = []
  const leavings: Leaving[] = []
  // A group that a person left had left teamspaces itself.
  while (found.length > 0) {
    held.push(...found)
    if (actor.type === 'bot') break
    const principals = found.map(({ principal }) => principal)
    const more: Leaving[] = []
    for (const leaving of await leavingsOf(db, workspace.id, principals, sequence)) {
      for (const holding of found.filter(({ principal }) => principal === leaving.principal)) {
        if (await wasHeld(context, holding, leaving.sequence)) more.push(leaving)
      }
    }
    found = more
      .filter((leaving) => !leavings.some((known) => isSame(known, leaving)))
      .map(({ through, sequence: left }) => ({ principal: through, until: left - 1 }))
    leavings.push(...more)
  }
  return { held, leavings }
}

const isSame = (a: Leaving, b: Leaving): boolean => a.sequence === b.sequence && a.through === b.through

/** Whether the actor acted as a principal when something happened. */
async function wasHeld(context: Context, holding: Holding, sequence: number): Promise<boolean> {
  holding.since ??= actedSince(context, holding)
  return sequence <= holding.until && sequence > (await holding.since)
}

/** What makes a thing one that was not there before. */
const BEGINNINGS = ['page.created', 'database.created', 'data_source.created', 'data_source.moved']

/** Those of some losses after which the actor saw the thing no more, and lost it no more. */
async function lastOnes(
  context: Context,
  candidates: readonly Loss[],
  held: readonly Holding[],
  leavings: readonly Leaving[],
): Promise<Loss[]> {
  if (candidates.length === 0) return []
  const { db, workspace } = context
  const asked = [...new Set(candidates.map(({ nodeId }) => nodeId))]
  const readable = await readableOf(context, asked)
  const ids = asked.filter((id) => !readable.has(id))
  const last = new Map<string, number>()
  const note = (id: string, sequence: number) => last.set(id, Math.max(sequence, last.get(id) ?? 0))
  const through = leavings.map((leaving) => leaving.through)
  const rows = await lossesOfNodes(db, workspace.id, ids, [
    ...new Set([...held.map(({ principal }) => principal), ...through]),
  ])
  for (const { principal, sequence, node_id } of rows) {
    for (const holding of held.filter((one) => one.principal === principal)) {
      if (await wasHeld(context, holding, sequence)) note(node_id, sequence)
    }
  }
  if (leavings.length > 0) {
    const begun = await lastEventsOf(db, workspace.id, ids, BEGINNINGS)
    const reaching = await reachingNodes(db, workspace.id, ids, through)
    for (const { through: principal, sequence: left } of leavings) {
      const lost = rows.filter((row) => row.principal === principal && row.sequence >= left)
      for (const { node_id, since } of [...lost, ...reaching.filter((row) => row.principal === principal)]) {
        if (since < left && (begun.get(node_id) ?? 0) < left) note(node_id, left)
      }
    }
  }
  const told = new Set<string>()
  return candidates.filter(({ nodeId, sequence }) => {
    if (last.get(nodeId) !== sequence || told.has(nodeId)) return false
    told.add(nodeId)
    return true
  })
}
