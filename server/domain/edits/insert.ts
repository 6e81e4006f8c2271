import { blocksByIds } from '#server/store/blocks.ts'
import type { Content, Typed } from '#shared/blocks/block-type.ts'
import { typeNamed } from '#shared/blocks/registry.ts'
import type { BlockRequest } from '#shared/blocks/request.ts'
import { checkChild, type StoredBlockTree, typeOfRequest } from '#shared/blocks/store.ts'
import { contentProblem } from '#shared/content-problem.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { type InsertedTree, insertTrees } from '../blocks/insert.ts'
import { checkSyncedCopies } from '../blocks/synced.ts'
import { withKeptFiles } from '../markdown/to-blocks.ts'
import { type Batch, conflict, intoOf, type Outcome } from './batch.ts'
import { bringBack } from './bring-back.ts'
import type { InsertEdit, Placing } from './edit.ts'
import { findPlace } from './place.ts'

/** Inserts that stand one after another; those of one place are made at once. */
export async function insertAll(batch: Batch, edits: readonly InsertEdit[]): Promise<Outcome[]> {
  const { context } = batch
  const named = edits.flatMap(({ id }) => id ?? [])
  if (new Set(named).size < named.length) throw invalid('Two edits insert a block with the same id.')
  const rows = await blocksByIds(context.db, context.workspace.id, named)
  const known = new Set(rows.map(({ id }) => id))
  const outcomes: Outcome[] = []
  for (let from = 0; from < edits.length; ) {
    const { id } = edits[from]!
    if (id !== undefined && known.has(id)) {
      outcomes.push(await bringBack(batch, { ...edits[from]!, id }))
      from++
      continue
    }
    let until = from
    while (until < edits.length && !known.has(edits[until]!.id ?? '')) until++
    outcomes.push(...(await insertNew(batch, edits.slice(from, until))))
    from = until
  }
  return outcomes
}

interface Tree extends StoredBlockTree {
  readonly id: string
  readonly children: Tree[]
}

/** Trees that are put next to each other. */
interface Group {
  placing: Placing
  trees: Tree[]
}

async function insertNew(batch: Batch, edits: readonly InsertEdit[]): Promise<Outcome[]> {
  const made = new Map<string, Tree>()
  const groups: Group[] = []
  for (const edit of edits) addTree(batch, edit, made, groups)
  for (const group of groups) {
    if (!(await insertGroup(batch, group))) markAll(group.trees, batch.refused)
  }
  return [...made.keys()].map((id) =>
    batch.refused.has(id) ? conflict(id, 'in_trash') : { id, status: 'done' },
  )
}

function addTree(batch: Batch, edit: InsertEdit, made: Map<string, Tree>, groups: Group[]): void {
  const id = edit.id ?? batch.context.newId()
  if (edit.block === undefined) throw absentInTrash(id)
  const parent = made.get(edit.parent ?? '')
  const tree: Tree = { id, ...storeAlone(edit.block), children: [] }
  made.set(id, tree)
  if (parent) {
    checkInto(parent, tree)
    putAmong(parent.children, tree, edit.after)
    return
  }
  const last = groups.at(-1)
  const follows = edit.after !== undefined && edit.after === last?.trees.at(-1)?.id
  if (last && follows && last.placing.parent === edit.parent) last.trees.push(tree)
  else groups.push({ placing: edit, trees: [tree] })
}

/** A child of the same batch, after another of them. */
function putAmong(children: Tree[], tree: Tree, after: string | null | undefined): void {
  if (after === undefined) children.push(tree)
  else if (after === null) children.unshift(tree)
  else {
    const index = children.findIndex(({ id }) => id === after)
    if (index < 0) throw invalid(`Block ${after} to insert after is not a child of the same block.`)
    children.splice(index + 1, 0, tree)
  }
}

async function insertGroup(batch: Batch, { placing, trees }: Group): Promise<boolean> {
  const { context, page } = batch
  const found = await findPlace(batch, trees[0]!.type, placing)
  if (found === null) return false
  for (const tree of trees) checkInto(found.parent, tree)
  await checkSyncedCopies(context, trees)
  const kept = trees.map((tree) => withKeptFiles(context, tree))
  note(batch, await insertTrees(context, intoOf(found.parent, page), kept, found.place))
  if (found.parent.type === 'table') batch.tables.add(found.parent.id)
  return true
}

/** Whatever holds new rows is looked at in the end. */
function note(batch: Batch, inserted: readonly InsertedTree[]): void {
  for (const { id, type, children } of inserted) {
    batch.touched.set(id, type)
    if (type === 'table') batch.tables.add(id)
    note(batch, children)
  }
}

const markAll = (trees: readonly Tree[], marked: Set<string>): void => {
  for (const { id, children } of trees) {
    marked.add(id)
    markAll(children, marked)
  }
}

/** The stored shape of a block without what is below it. */
export function storeAlone(request: BlockRequest): { type: string; content: Content } {
  const type = typeOfRequest(request)
  const { store } = typeNamed(type)
  if (!store) throw invalid(`Blocks of type ${type} cannot be created.`)
  return { type, content: store(request[type] as never) }
}

/** Cells are fitted to the table afterwards. */
export function checkInto(parent: Typed, { type, content }: Typed): void {
  checkChild(parent, type)
  const wrong = type === 'table_row' ? null : typeNamed(type).refuse?.(content, parent)
  if (wrong) throw contentProblem(wrong)
}

const absentInTrash = (id: string) =>
  new Problem('absent', `Could not find block with ID: ${id} in the trash of this page.`)
