import { blocksByIds } from '#server/store/blocks.ts'
import { blocksChangedAfter } from '#server/store/edits.ts'
import { endsOfLog } from '#server/store/feed.ts'
import { Problem } from '#shared/problem.ts'
import type { Need } from '../access/capabilities.ts'
import { requireCapability } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Block } from '../blocks/block.ts'
import { contentChanged } from '../blocks/insert.ts'
import { type ListedChild, readListed } from '../blocks/list.ts'
import type { Context } from '../context.ts'
import { cursorOf, positionOf } from '../events/cursor.ts'
import type { Batch, Outcome } from './batch.ts'
import { deleteBlock } from './delete.ts'
import type { Edit, InsertEdit } from './edit.ts'
import { fitRows } from './fit-rows.ts'
import { insertAll } from './insert.ts'
import { moveBlock } from './move.ts'
import { retypeBlock, updateBlock } from './update.ts'

/** What edits led to, in their order. */
export interface Edited {
  outcomes: (Outcome & { block: ListedChild | null })[]
  /** The moment after them: a base for the next, and a cursor of the change feed. */
  revision: string
  /** Others changed the page since the base revision: who goes on from here without reading it misses that. */
  isBehind: boolean
}

/**
 * Carries out edits of what a page holds, one after another, all or none. What others wrote meanwhile is kept: texts
 * are merged, and what cannot be done without losing something is left and answered as a conflict.
 *
 * @param baseRevision what the maker of the edits last knew of the page.
 */
export async function applyEdits(
  context: Context,
  page: Granted<Block, 'edit'>,
  edits: readonly Edit[],
  baseRevision: string | null,
): Promise<Edited> {
  refuseInTrash(page)
  for (const need of new Set(edits.map(needOf))) requireCapability(context.actor, need)
  const log = await endsOfLog(context.db, context.workspace.id)
  const known =
    baseRevision === null ? null : positionOf(context, baseRevision, log, 'base_revision').sequence
  let recorded = 0
  const counting: Context = {
    ...context,
    record: (event) => {
      recorded++
      context.record(event)
    },
  }
  const batch: Batch = {
    context: counting,
    page,
    known,
    touched: new Map(),
    elsewhere: new Map(),
    refused: new Set(),
    tables: new Set(),
  }
  const isBehind =
    known !== null && (await blocksChangedAfter(context.db, context.workspace.id, page.id, known)).size > 0
  const outcomes = await carryOut(batch, edits)
  await fitRows(batch)
  for (const [pageId, blocks] of [[page.id, batch.touched] as const, ...batch.elsewhere]) {
    const touched = [...blocks].map(([id, type]) => ({ id, type }))
    if (touched.length > 0) await contentChanged(counting, pageId, touched)
  }
  return {
    outcomes: await withBlocks(context, outcomes),
    revision: cursorOf(context, { sequence: log.sequence + recorded, place: '' }),
    isBehind,
  }
}

const needOf = ({ type }: Edit): Need => (type === 'insert' ? 'insert_content' : 'update_content')

async function carryOut(batch: Batch, edits: readonly Edit[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let from = 0; from < edits.length; ) {
    const inserts = insertsFrom(edits, from)
    const done =
      inserts.length > 0
        ? insertAll(batch, inserts)
        : carryOutOne(batch, edits[from] as Exclude<Edit, InsertEdit>).then((outcome) => [outcome])
    outcomes.push(...(await done.catch(refusing(from, inserts.length))))
    from += Math.max(inserts.length, 1)
  }
  return outcomes
}

function insertsFrom(edits: readonly Edit[], from: number): InsertEdit[] {
  const inserts: InsertEdit[] = []
  for (let edit = edits[from]; edit?.type === 'insert'; edit = edits[from + inserts.length])
    inserts.push(edit)
  return inserts
}

/** Says which of the edits is refused; of inserts that are made at once, which they are. */
const refusing = (from: number, inserts: number) => (error: unknown) => {
  if (!(error instanceof Problem)) throw error
  const which = inserts > 1 ? `[${from}] to [${from + inserts - 1}]` : `[${from}]`
  const { data, headers } = error
  throw new Problem(error.kind, `body.edits${which}: ${error.message}`, {
    ...(data && { data }),
    ...(headers && { headers }),
  })
}

function carryOutOne(batch: Batch, edit: Exclude<Edit, InsertEdit>): Promise<Outcome> {
  switch (edit.type) {
    case 'update':
      return updateBlock(batch, edit)
    case 'retype':
      return retypeBlock(batch, edit)
    case 'move':
      return moveBlock(batch, edit)
    case 'delete':
      return deleteBlock(batch, edit)
  }
}

/** The blocks as they are now. One that was refused because what it should stand in is gone does not exist. */
async function withBlocks(context: Context, outcomes: readonly Outcome[]): Promise<Edited['outcomes']> {
  const ids = [...new Set(outcomes.map(({ id }) => id))]
  const rows = await blocksByIds(context.db, context.workspace.id, ids)
  const listed = await readListed(context, rows)
  const blocks = new Map(listed.map((block) => [block.id, block]))
  return outcomes.map((outcome) => ({ ...outcome, block: blocks.get(outcome.id) ?? null }))
}
