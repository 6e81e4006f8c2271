import type { Db, NewText } from '#server/store/dialects/dialect.ts'
import { eventsAfter, extentOfEvents } from '#server/store/events.ts'
import {
  beginSweep,
  continueSweep,
  deleteTexts,
  docsOf,
  endSweep,
  insertTexts,
  lastDoc,
  nextSweep,
  nextToSweep,
  setIndexed,
  takeProgress,
} from '#server/store/search-texts.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import type { SearchProgressRow } from '#server/store/tables/search.ts'
import { readPieces } from './read-pieces.ts'
import { textsOf } from './texts-of.ts'
import { nodesOf } from './told-nodes.ts'

/** Events that are looked at, and pages that are indexed, in one transaction. */
const MOST_EVENTS = 1000
const MOST_PAGES = 200

/** Pages that are read together, and how much of their text is indexed before others have their turn, in letters. */
const TOGETHER = 50
const MOST_TEXT = 200_000

/**
 * Indexes some of what happened in a workspace since it was last looked at, and then some of what is to be indexed
 * whatever happened. Writers of the workspace do not wait for it on PostgreSQL.
 *
 * @returns whether there is more to do.
 */
export async function indexTexts(db: Db, workspaceId: string): Promise<boolean> {
  const progress = await takeProgress(db, workspaceId)
  if (progress === undefined) return false
  const [log] = await extentOfEvents(db, workspaceId)
  const isWhole = progress.sequence + 1 >= log!.events_from
  if (!isWhole) {
    // What happened meanwhile was forgotten.
    await beginSweep(db, workspaceId, '')
    await setIndexed(db, workspaceId, log!.sequence)
    return true
  }
  if (progress.sequence < log!.sequence) {
    const upTo = await followEvents(db, progress)
    await setIndexed(db, workspaceId, upTo)
    return upTo < log!.sequence || (await nextSweep(db, workspaceId)) !== undefined
  }
  return sweep(db, progress)
}

/** @returns the number of the last event whose text is indexed. */
async function followEvents(db: Db, progress: SearchProgressRow): Promise<number> {
  const { workspace_id, sequence } = progress
  const events = await eventsAfter(db, workspace_id, sequence, MOST_EVENTS)
  const nodes = await nodesOf(db, workspace_id, events)
  const done = new Set<string>()
  let [upTo, length] = [sequence, 0]
  for (let first = 0; first < events.length; first += TOGETHER) {
    const some = events.slice(first, first + TOGETHER)
    const ids = new Set(some.map(({ sequence }) => nodes.get(sequence)).filter((id) => id !== undefined))
    length += await indexPages(
      db,
      progress,
      [...ids].filter((id) => !done.has(id)),
    )
    for (const id of ids) done.add(id)
    for (const event of some) {
      if (losesTexts(event)) await beginSweep(db, workspace_id, event.entity_id)
    }
    upTo = some.at(-1)!.sequence
    if (length > MOST_TEXT || done.size >= MOST_PAGES) break
  }
  return upTo
}

/** Whether texts of rows may have become something else, or ceased to be. */
const losesTexts = ({ type, data }: EventRow): boolean =>
  type === 'data_source.schema_updated' && /"action":"(updated|deleted)"/.test(data)

async function sweep(db: Db, progress: SearchProgressRow): Promise<boolean> {
  const { workspace_id } = progress
  const next = await nextSweep(db, workspace_id)
  if (next === undefined) return false
  let [after, length, count] = [next.after_id as string | null, 0, 0]
  while (after !== null && length < MOST_TEXT && count < MOST_PAGES) {
    const ids = await nextToSweep(db, { ...next, after_id: after }, TOGETHER)
    length += await indexPages(db, progress, ids, { keepsOrder: true })
    count += ids.length
    after = ids.length < TOGETHER ? null : ids.at(-1)!
  }
  await (after === null ? endSweep(db, next) : continueSweep(db, next, after))
  return after !== null || (await nextSweep(db, workspace_id)) !== undefined
}

/**
 * @param keepsOrder when nobody changed them: a text stays where it is among the others.
 * @returns how much text there was.
 */
async function indexPages(
  db: Db,
  { workspace_id, number }: SearchProgressRow,
  ids: readonly string[],
  { keepsOrder = false } = {},
): Promise<number> {
  if (ids.length === 0) return 0
  const pieces = await readPieces(db, workspace_id, ids)
  const known = Map.groupBy(await docsOf(db, workspace_id, ids), ({ page_id }) => page_id)
  let last = await lastDoc(db, workspace_id)
  const texts: NewText[] = []
  for (const id of ids) {
    const before = known.get(id) ?? []
    const now = textsOf(pieces.get(id) ?? [], number)
    const staysAt =
      keepsOrder && now.length === before.length ? before.map(({ doc }) => doc).toReversed() : []
    texts.push(...now.map((text, index) => ({ ...text, doc: staysAt[index] ?? ++last, pageId: id })))
  }
  await deleteTexts(
    db,
    workspace_id,
    [...known.values()].flat().map(({ doc }) => doc),
  )
  await insertTexts(db, workspace_id, texts)
  return texts.reduce((sum, text) => sum + text.pieces.length, 0)
}
