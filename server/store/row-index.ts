/** What queries find rows by, kept beside the rows: written in the transaction that writes their values. */
import { sql as built } from 'kysely'
import { indexEntries, type RowKeys } from '#shared/filters/row-keys.ts'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { sql } from './fragments.ts'
import { prepared } from './prepared.ts'
import type { RowIndexRow } from './tables/content.ts'

const rowOf = prepared<{ source: number; place: number; keys: string }, [workspaceId: string, id: string]>(
  (query, [workspaceId, id], dialect) =>
    query
      .selectFrom('rows')
      .select(['source', 'place'])
      .select((eb) => dialects[dialect].jsonText(eb.ref('keys') as never).as('keys'))
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id),
)

/** Adds a page to the rows of a data source, as the newest. */
export const addRow = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  id: string,
  keys: RowKeys,
): Promise<void> =>
  dialects[db.dialect].enterRow(db, { workspaceId, dataSourceId, id, keys: JSON.stringify(keys) }, [
    ...entriesIn(keys).values(),
  ])

/** Where rows stand among those of their data source: the newest has the lowest place. */
export const placesOf = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; place: number }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('rows')
        .select(['id', 'place'])
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()

/** Gives a row other keys; what is no row stays none. */
export async function changeRow(db: Db, workspaceId: string, id: string, keys: RowKeys): Promise<void> {
  const [row] = await rowOf(db, workspaceId, id)
  if (row === undefined) return
  const before = entriesIn(JSON.parse(row.keys))
  const after = entriesIn(keys)
  const at = { workspace_id: workspaceId, source: row.source, place: row.place }
  // Entries of a row whose marks are others now are written anew.
  await deleteEntries(db, at, without(before, after))
  await insertEntries(db, at, without(after, before))
  await db.sql
    .updateTable('rows')
    .set({ keys: dialects[db.dialect].toJson(JSON.stringify(keys)) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The same for many at once, most of whose keys may be what they were. */
export async function changeRows(
  db: Db,
  workspaceId: string,
  changes: readonly { readonly id: string; readonly keys: RowKeys }[],
): Promise<void> {
  const wanted = new Map(changes.map(({ id, keys }) => [id, keys]))
  const known = await rowsAt(db, workspaceId, JSON.stringify([...wanted.keys()]))
  const rows = known.map((row) => ({
    ...row,
    before: JSON.parse(row.keys) as RowKeys,
    after: wanted.get(row.id)!,
  }))
  const changed = rows.filter(({ before, after }) => !areSame(before, after))
  if (changed.length === 0) return
  const [gone, added]: [RowIndexRow[], RowIndexRow[]] = [[], []]
  for (const { source, place, before, after } of changed) {
    const at = { workspace_id: workspaceId, source, place }
    const [old, fresh] = [entriesIn(before), entriesIn(after)]
    for (const entry of without(old, fresh).values()) gone.push({ ...at, ...entry })
    for (const entry of without(fresh, old).values()) added.push({ ...at, ...entry })
  }
  const { recordsIn, changeKeys } = dialects[db.dialect]
  if (gone.length > 0) {
    const entries = recordsIn(JSON.stringify(gone), ENTRY)
    await built`delete from row_index where workspace_id = ${workspaceId}
      and (source, property_id, key, place) in (select source, property_id, key, place from ${entries} as gone)`.execute(
      db.sql,
    )
  }
  await db.insertRows('row_index', added as never)
  const keys = changed.map(({ place, after }) => ({ place, keys: JSON.stringify(after) }))
  await changeKeys(db, workspaceId, keys)
}

const ENTRY = { source: 'bigint', property_id: 'text', key: 'text', place: 'bigint' } as const

const rowsAt = prepared<
  { id: string; source: number; place: number; keys: string },
  [workspaceId: string, ids: string]
>((query, [workspaceId, ids], dialect) =>
  query
    .selectFrom('rows')
    .select(['id', 'source', 'place'])
    .select((eb) => dialects[dialect].jsonText(eb.ref('keys') as never).as('keys'))
    .where('workspace_id', '=', workspaceId)
    .where(dialects[dialect].idIn('id', ids)),
)

/** Databases keep the members of JSON in an order of their own. */
function areSame(keys: RowKeys, others: RowKeys): boolean {
  const labels = Object.keys(keys)
  return (
    labels.length === Object.keys(others).length && labels.every((label) => keys[label] === others[label])
  )
}

/** Takes a row out of its data source. */
export async function removeRow(db: Db, workspaceId: string, id: string): Promise<void> {
  const [row] = await rowOf(db, workspaceId, id)
  if (row === undefined) return
  const at = { workspace_id: workspaceId, source: row.source, place: row.place }
  await deleteEntries(db, at, entriesIn(JSON.parse(row.keys)))
  await db.sql.deleteFrom('rows').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** Entries by a text that no two share. */
type Entries = ReadonlyMap<string, Omit<RowIndexRow, keyof At>>

/** The row whose entries they are. */
type At = Pick<RowIndexRow, 'workspace_id' | 'source' | 'place'>

function entriesIn(keys: RowKeys): Entries {
  const { entries, marks } = indexEntries(keys)
  return new Map(
    entries.map((entry) => [`${entry.property_id}\n${entry.key}\n${marks}`, { ...entry, marks }]),
  )
}

const without = (entries: Entries, others: Entries): Entries =>
  new Map([...entries].filter(([text]) => !others.has(text)))

const insertEntries = (db: Db, at: At, entries: Entries): Promise<void> =>
  db.insertRows(
    'row_index',
    [...entries.values()].map((entry) => ({ ...at, ...entry })),
  )

/** In one statement, which finds each of them in the index. */
async function deleteEntries(db: Db, { workspace_id, source, place }: At, entries: Entries): Promise<void> {
  if (entries.size === 0) return
  const ofThese = [...entries.values()].map(({ property_id, key }) => sql`(${property_id}, ${key})`)
  const statement = sql`delete from row_index
    where workspace_id = ${workspace_id} and source = ${source} and place = ${place}
      and (property_id, key) in (values ${sql.join(ofThese)})`
  await db.run(statement.text(dialects[db.dialect].placeholder), statement.values)
}
