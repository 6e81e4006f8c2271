/** Statements that read rows of a data source: `r` in `rows`, `b` in `blocks`, `i` in `row_index`. */
import type { Filter } from '#shared/filters/filter.ts'
import { marksNumber } from '#shared/filters/row-keys.ts'
import type { SortKey } from '#shared/filters/sort.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { dialects } from './dialects/current.ts'
import { type Fragment, sql } from './fragments.ts'
import { isVisible, type RowPage, rowPageColumns } from './nodes.ts'
import { all, type RowReader, rowCondition } from './row-conditions.ts'
import type { OrderStep } from './row-order.ts'

/** The data source whose rows are read. */
export interface RowSource {
  readonly id: string
  readonly number: number
  /** The list that its rows share unless they have their own; the reader is on it. */
  readonly accessId: string
  readonly schema: StoredSchema
  readonly schemaVersion: number
}

export interface RowQuery {
  readonly inTrash: boolean
  readonly isArchived: boolean | undefined
  /** Holds nothing that the store cannot tell: see `splitFilter`. */
  readonly filter: Filter
  /** Whether pages are read with their rows, where that is cheap. */
  readonly isWhole: boolean
}

export interface FoundRow {
  readonly id: string
  /** Where it stands; made when it is asked for, because only that of the first row of the next page is told. */
  readonly key: () => SortKey
  /** The whole page, where it was cheap to read it as well. */
  readonly page: RowPage | null
}

/** What is read, and what every row read must pass. */
export interface Scan {
  readonly reader: RowReader
  readonly source: RowSource
  readonly condition: Fragment<boolean>
  /** What is known of the marks of every row read. */
  readonly marks: readonly number[]
  /** Whether whole pages are read with the rows: not where more rows are read than shown. */
  readonly isWhole: boolean
}

export const scanOf = (reader: RowReader, source: RowSource, query: RowQuery): Scan => ({
  reader,
  source,
  condition: all([rowCondition(query.filter, reader), ...consideration(reader, source, query)]),
  marks: [],
  isWhole: query.isWhole,
})

/** In the trash or not, archived or not, and to be seen. */
function consideration(
  { db, workspaceId, principals, now }: RowReader,
  { accessId }: RowSource,
  { inTrash, isArchived }: RowQuery,
): Fragment<boolean>[] {
  const isUsed = inTrash ? sql<boolean>`b.trash_root is not null` : sql<boolean>`b.trash_root is null`
  const isSeen = sql<boolean>`(b.access_id = ${accessId}
    or ${isVisible(db, workspaceId, 'b.access_id', principals, now)})`
  if (isArchived === undefined) return [isUsed, isSeen]
  const isKept = sql<boolean>`exists (select 1 from pages as a
    where a.workspace_id = r.workspace_id and a.id = r.id and a.is_archived = ${isArchived ? 1 : 0})`
  return [isUsed, isSeen, isKept]
}

/** Where a statement begins: tables in the order in which they are read, and what their rows must pass. */
export interface Beginning {
  readonly tables: Fragment<unknown>
  readonly holds: Fragment<boolean>
}

/** With some rows. */
export const among = (scan: Scan, places: Fragment<unknown>): Beginning => {
  const chosen = sql`(select distinct place from (${places}) as chosen) as f`
  return { tables: withBlock(scan, withRow(scan, chosen, sql`r.place = f.place`)), holds: sql`1 = 1` }
}

/** With all rows, in order of place. */
export const inSource = (scan: Scan): Beginning => ({
  tables: withBlock(scan, sql`rows as r`),
  holds: sql`r.workspace_id = ${scan.reader.workspaceId} and r.source = ${scan.source.number}`,
})

/** With the rows that have a key for a property, in order of it. */
export function inIndex(scan: Scan, propertyId: string): Beginning {
  const { reader, source, marks } = scan
  const number = marksNumber(marks)
  const isMarked = number === 0 ? sql`` : sql`and (i.marks & ${number}) = ${number}`
  return {
    tables: withBlock(scan, withRow(scan, sql`row_index as i`, sql`r.place = i.place`)),
    holds: sql`i.workspace_id = ${reader.workspaceId} and i.source = ${source.number}
      and i.property_id = ${propertyId} ${isMarked}`,
  }
}

/** With all rows, in order of when they were made or edited. */
export const inTime = (scan: Scan): Beginning => ({
  tables: withRow(scan, sql`blocks as b`, sql`r.id = b.id`),
  holds: sql`b.workspace_id = ${scan.reader.workspaceId} and b.parent_id = ${scan.source.id}
    and b.parent_type = 'data_source_id'`,
})

/** The data source is only checked: a planner without statistics would as soon look through all its rows. */
const withRow = ({ reader, source }: Scan, tables: Fragment<unknown>, on: Fragment<boolean>) =>
  dialects[reader.db.dialect].thenJoin(
    tables,
    'rows',
    'r',
    sql`r.workspace_id = ${reader.workspaceId} and ${on} and r.source + 0 = ${source.number}`,
  )

const withBlock = (scan: Scan, tables: Fragment<unknown>) => withNode(scan, tables, 'blocks', 'b')

const withNode = ({ reader }: Scan, tables: Fragment<unknown>, table: string, alias: 'b' | 'p') =>
  dialects[reader.db.dialect].thenJoin(
    tables,
    table,
    alias,
    sql`${sql.ref(`${alias}.workspace_id`)} = ${reader.workspaceId} and ${sql.ref(`${alias}.id`)} = r.id`,
  )

/** Everything that follows `from` and holds for the rows of a scan. */
export const rowsOf = (
  { condition }: Scan,
  { tables, holds }: Beginning,
  conditions: readonly Fragment<boolean>[],
): Fragment<unknown> => sql`${tables} where ${all([holds, ...conditions, condition])}`

/** The same with `p`, the row in `pages`. */
export const pagesOf = (
  scan: Scan,
  { tables, holds }: Beginning,
  conditions: readonly Fragment<boolean>[],
): Fragment<unknown> => rowsOf(scan, { tables: withNode(scan, tables, 'pages', 'p'), holds }, conditions)

/**
 * Reads where rows stand in an order.
 *
 * @param order what follows `order by`.
 */
export async function readRows(
  scan: Scan,
  beginning: Beginning,
  steps: readonly OrderStep[],
  conditions: readonly Fragment<boolean>[],
  order: Fragment<unknown>,
  limit: number,
): Promise<FoundRow[]> {
  if (limit <= 0) return []
  const parts = steps.map(({ value }, index) => sql`, ${value} as ${sql.ref(`part_${index}`)}`)
  const [columns, from] = scan.isWhole
    ? [rowPageColumns(scan.source.schemaVersion), pagesOf(scan, beginning, conditions)]
    : [sql`r.id`, rowsOf(scan, beginning, conditions)]
  const rows = await readAll<Record<string, unknown>>(
    scan,
    sql`select ${columns}, r.place as place ${sql.join(parts, sql``)} from ${from}
      order by ${order} limit ${limit}`,
  )
  return rows.map((row) => ({
    id: row.id as string,
    key: () => [...steps.map((step, index) => step.toPart(row[`part_${index}`])), row.place as number],
    page: scan.isWhole ? (row as never) : null,
  }))
}

/** Runs a statement that only reads. */
export function readAll<Row>({ reader }: Pick<Scan, 'reader'>, statement: Fragment<unknown>): Promise<Row[]> {
  const { placeholder } = dialects[reader.db.dialect]
  return reader.db.run<Row>(statement.text(placeholder), statement.values)
}
