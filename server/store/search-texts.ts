/** Texts that are found by their words, and how far they are written down. */
import { type RawBuilder, sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db, NewText, TextQuery } from './dialects/dialect.ts'
import type { SearchProgressRow, SearchSweepRow } from './tables/search.ts'

/** Workspaces whose last events, or some of whose pages, are not indexed yet. */
export async function workspacesToIndex(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from workspaces as w left join search_progress as p on p.workspace_id = w.id
    where coalesce(p.sequence, -1) < w.sequence
      or exists (select 1 from search_sweeps as s where s.workspace_id = w.id)
    limit ${limit}`.execute(db.sql)
  return rows.map(({ id }) => id)
}

/** Takes the index of a workspace for the rest of the transaction; undefined where another process has it. */
export async function takeProgress(db: Db, workspaceId: string): Promise<SearchProgressRow | undefined> {
  await sql`insert into search_progress (workspace_id, number, sequence)
    select ${workspaceId}, coalesce(max(number), 0) + 1, 0 from search_progress
    where true on conflict do nothing`.execute(db.sql)
  const { rows } = await sql<SearchProgressRow>`
    select * from search_progress where workspace_id = ${workspaceId} ${dialects[db.dialect].skipLocked}`.execute(
    db.sql,
  )
  return rows[0]
}

/** How far the index of a workspace is; undefined before it was begun. */
export const readProgress = (db: Db, workspaceId: string): Promise<SearchProgressRow | undefined> =>
  db.sql.selectFrom('search_progress').selectAll().where('workspace_id', '=', workspaceId).executeTakeFirst()

export async function setIndexed(db: Db, workspaceId: string, sequence: number): Promise<void> {
  await db.sql
    .updateTable('search_progress')
    .set({ sequence })
    .where('workspace_id', '=', workspaceId)
    .execute()
}

/** A sweep that is not done. */
export const nextSweep = (db: Db, workspaceId: string): Promise<SearchSweepRow | undefined> =>
  db.sql
    .selectFrom('search_sweeps')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('scope')
    .limit(1)
    .executeTakeFirst()

/** Begins a sweep, once more where it is under way. */
export async function beginSweep(db: Db, workspaceId: string, scope: string): Promise<void> {
  await db.sql
    .insertInto('search_sweeps')
    .values({ workspace_id: workspaceId, scope, after_id: '' })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'scope']).doUpdateSet({ after_id: '' }))
    .execute()
}

export async function continueSweep(
  db: Db,
  { workspace_id, scope }: SearchSweepRow,
  after: string,
): Promise<void> {
  await db.sql
    .updateTable('search_sweeps')
    .set({ after_id: after })
    .where('workspace_id', '=', workspace_id)
    .where('scope', '=', scope)
    .execute()
}

export async function endSweep(db: Db, { workspace_id, scope }: SearchSweepRow): Promise<void> {
  await db.sql
    .deleteFrom('search_sweeps')
    .where('workspace_id', '=', workspace_id)
    .where('scope', '=', scope)
    .execute()
}

/** The next pages and databases of a sweep, in the order of their ids. */
export async function nextToSweep(db: Db, sweep: SearchSweepRow, limit: number): Promise<string[]> {
  const { workspace_id, scope, after_id } = sweep
  const rows =
    scope === ''
      ? await db.sql
          .selectFrom('blocks')
          .select('id')
          .where('workspace_id', '=', workspace_id)
          .where('id', '>', after_id)
          .where('type', 'in', ['child_page', 'child_database'])
          .orderBy('id')
          .limit(limit)
          .execute()
      : await db.sql
          .selectFrom('pages')
          .select('id')
          .where('workspace_id', '=', workspace_id)
          .where('data_source_id', '=', scope)
          .where('id', '>', after_id)
          .orderBy('id')
          .limit(limit)
          .execute()
  return rows.map(({ id }) => id)
}

/** The texts of some pages and databases, the last first. */
export async function docsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ page_id: string; doc: number }[]> {
  const { rows } = await sql<{ page_id: string; doc: number }>`
    select page_id, doc from search_texts
    where workspace_id = ${workspaceId} and ${dialects[db.dialect].idIn('page_id', JSON.stringify(ids))}
    order by doc desc`.execute(db.sql)
  return rows
}

export async function lastDoc(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{
    doc: number
  }>`select ${dialects[db.dialect].lastDoc(workspaceId)} as doc`.execute(db.sql)
  return rows[0]!.doc
}

export const insertTexts = (db: Db, workspaceId: string, texts: readonly NewText[]): Promise<void> =>
  dialects[db.dialect].insertTexts(db, workspaceId, texts)

export const deleteTexts = (db: Db, workspaceId: string, docs: readonly number[]): Promise<void> =>
  dialects[db.dialect].deleteTexts(db, workspaceId, docs)

/** Who looks, and at what. */
export interface TextsFor {
  /** JSON */
  principals: string
  now: number
  /** A page: only what is below it, and itself. */
  within: string | null
  /** Only what this person or bot made or edited last. */
  by: string | null
}

export interface FoundText {
  doc: number
  page_id: string
  /** JSON */
  pieces: string
}

/** Texts with some words on pages and databases in use that one of the principals may read, the last changed first. */
export async function findTexts(
  db: Db,
  workspaceId: string,
  query: TextQuery,
  { principals, now, within, by }: TextsFor,
  { from, before }: { from: number; before: number },
  limit: number,
): Promise<FoundText[]> {
  const texts = dialects[db.dialect].textsWith(query, from, before)
  const { rows } = await sql<FoundText>`
    select t.doc, t.page_id, t.pieces
    from ${texts.from}
      join blocks as b on b.workspace_id = ${workspaceId} and b.id = t.page_id
      left join pages as p on p.workspace_id = ${workspaceId} and p.id = t.page_id
    where ${texts.where} and t.workspace_id = ${workspaceId}
      and b.trash_root is null and coalesce(p.is_template, 0) = 0
      and ${isReadable(db, workspaceId, principals, now)}
      ${within === null ? sql`` : sql`and ${isWithin(db, workspaceId, within)}`}
      ${by === null ? sql`` : sql`and (b.created_by = ${by} or b.last_edited_by = ${by})`}
    order by ${texts.doc} desc limit ${limit}`.execute(db.sql)
  return rows
}

/** Pages and databases with all of some marks in their title, whoever may read them. */
export async function pagesWithText(
  db: Db,
  workspaceId: string,
  marks: readonly string[],
  limit: number,
): Promise<string[]> {
  const all = marks.map((mark) => ({ words: [mark], isPrefix: false }))
  const texts = dialects[db.dialect].textsWith({ all, in: ['title'] }, 0, Number.MAX_SAFE_INTEGER)
  const { rows } = await sql<{ page_id: string }>`
    select t.page_id from ${texts.from} where ${texts.where} and t.workspace_id = ${workspaceId}
    limit ${limit}`.execute(db.sql)
  return rows.map(({ page_id }) => page_id)
}

/** Whether `b` may be read. The lists are found once: a word that is everywhere would else have them looked up for every text. */
const isReadable = (db: Db, workspaceId: string, principals: string, now: number): RawBuilder<boolean> =>
  dialects[db.dialect].idAmong(
    sql`b.access_id`,
    sql`
    select e.list_id from access_entries as e
    where e.workspace_id = ${workspaceId} and ${dialects[db.dialect].textIn('e.principal', principals)}
      and (e.expires_time is null or e.expires_time > ${now})`,
  )

/** Whether `b` is a page or what stands below it, in the rows of databases too. */
const isWithin = (db: Db, workspaceId: string, pageId: string): RawBuilder<boolean> =>
  dialects[db.dialect].idAmong(
    sql`b.id`,
    sql`
    with recursive below(id) as (
      select cast(${pageId} as text)
      union all
      select k.id from below
        left join data_sources as d on d.workspace_id = ${workspaceId} and d.database_id = below.id
        join blocks as k on k.workspace_id = ${workspaceId} and k.parent_id = coalesce(d.id, below.id)
      where k.trash_root is null and (k.has_children = 1 or k.type in ('child_page', 'child_database'))
    )
    select id from below`,
  )
