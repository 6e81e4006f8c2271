/** PostgreSQL by `pg`, shared by any number of processes. */

import { createRequire } from 'node:module'
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Tables } from '../tables.ts'
import type { Db, Migratable, SqlValue, Store } from './dialect.ts'

const INT8 = 20

export function openPostgres(url: string): Store & Migratable {
  // Loaded here because a server on SQLite has no use for it.
  const pg: typeof import('pg') = createRequire(import.meta.url)('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // Statements here take less than compiling one does, which its planner would begin where it guesses wrong.
    onConnect: (client) => client.query('set jit = off') as never,
    // Counts and times in milliseconds stay below 2^53.
    types: {
      getTypeParser: (oid, format) =>
        oid === INT8 ? Number : (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
    },
  })
  // A connection that breaks while idle is replaced by the pool; the next query tells if the server is gone.
  pool.on('error', () => {})
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  const withTransaction = async <T>(work: (db: Db) => Promise<T>, before?: string): Promise<T> =>
    root.transaction().execute(async (trx) => {
      if (before) await sql.raw(before).execute(trx)
      return work(dbOn(trx, null))
    })

  return {
    dialect: 'postgres',
    shared: true,
    writes: () => null,
    reader: dbOn(root, pool),
    root,
    transaction: (work) => withTransaction(work),
    exclusively: (work) => withTransaction(work, `select pg_advisory_xact_lock(${MIGRATION_LOCK})`),
    close: () => root.destroy(),
  }
}

/** `column in (each text of a JSON array)`. */
export const textIn = (column: RawBuilder<unknown>, jsonArray: unknown): RawBuilder<boolean> =>
  sql<boolean>`${column} in (select jsonb_array_elements_text(cast(${jsonArray} as jsonb)))`

/** The same for long lists of ids: an array that is made once, which an index is searched for. */
export const idIn = (column: RawBuilder<unknown>, jsonArray: unknown): RawBuilder<boolean> =>
  sql<boolean>`${column} = any(array(select jsonb_array_elements_text(cast(${jsonArray} as jsonb))))`

/** The objects of a JSON array as rows, with some of their members as columns. */
export const recordsIn = (
  jsonArray: string,
  columns: Readonly<Record<string, 'text' | 'bigint'>>,
): RawBuilder<unknown> => {
  const members = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  return sql`(select * from jsonb_to_recordset(cast(${jsonArray} as jsonb)) as records(${sql.join(members)}))`
}

/**
 * Writers of one workspace go one after another, as they do on SQLite: no write can be lost to a
 * concurrent one, and events are numbered in the order of their commits.
 */
export async function lockWorkspace(db: Db, workspaceId: string): Promise<void> {
  await sql`select id from workspaces where id = ${workspaceId} for update`.execute(db.sql)
}

/** The same for what concerns no workspace alone: making one, for example. */
export async function lockInstallation(db: Db): Promise<void> {
  await sql.raw(`select pg_advisory_xact_lock(${INSTALLATION_LOCK})`).execute(db.sql)
}

/** The type of a column whose text is compared byte by byte, whatever the locale of the database. */
export const bytewiseText = sql`text collate "C"`

export const containsText = (column: RawBuilder<unknown>, escapedPattern: unknown): RawBuilder<boolean> =>
  sql<boolean>`${column} like ${escapedPattern} escape '\\'`

/** Any numbers no other program on the same database is likely to lock. */
const MIGRATION_LOCK = 7_031_962
const INSTALLATION_LOCK = 7_031_963

/** The key of `rows`. */
export const rowsKey = { type: sql`bigint`, columns: ['workspace_id', 'place'] }

/** Columns that hold JSON objects to look into. */
export const jsonType = sql`jsonb`
export const toJson = (text: unknown): RawBuilder<never> => sql<never>`cast(${text} as jsonb)`
export const jsonText = (column: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`cast(${column} as text)`

/** A text member of a JSON object, to be compared byte by byte; null when it is absent. */
export const jsonMember = (column: RawBuilder<unknown>, name: string): RawBuilder<string | null> =>
  sql<string | null>`(${column} ->> ${sql.lit(name)}) collate "C"`

/**
 * Joins the rows of a table to each of those before, which are read first. The planner, which knows little
 * of how JSON and the marks of rows are spread, would look through whole tables; `offset 0` keeps it out.
 */
export const thenJoin = (
  tables: RawBuilder<unknown>,
  table: string,
  alias: string,
  on: RawBuilder<boolean>,
): RawBuilder<unknown> => sql`${tables} cross join lateral (
  select * from ${sql.table(table)} as ${sql.ref(alias)} where ${on} offset 0
) as ${sql.ref(alias)}`

/** Whether a text holds another, which is not empty. */
export const holdsText = (text: RawBuilder<unknown>, part: unknown): RawBuilder<boolean> =>
  sql<boolean>`strpos(${text}, ${part}) > 0`

/** The place of a new row. */
export async function nextPlace(db: Db, workspaceId: string): Promise<number> {
  const { place } = await db.sql
    .selectFrom('rows')
    .select(sql<number>`coalesce(min(place), 0) - 1`.as('place'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return place
}

/** Gives rows other keys, each a JSON object. */
export async function changeKeys(
  db: Db,
  workspaceId: string,
  rows: readonly { readonly place: number; readonly keys: string }[],
): Promise<void> {
  await sql`update rows set keys = cast(changed.keys as jsonb)
    from ${recordsIn(JSON.stringify(rows), { place: 'bigint', keys: 'text' })} as changed
    where rows.workspace_id = ${workspaceId} and rows.place = changed.place`.execute(db.sql)
}

function dbOn(builder: Kysely<Tables>, pool: pg.Pool | null): Db {
  return {
    sql: builder,
    dialect: 'postgres',
    async run<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
      if (pool) {
        const { rows } = await pool.query({
          name: statementName(text),
          text,
          values: parameters as unknown[],
        })
        return rows as Row[]
      }
      const compiled = { ...sql.raw(text).compile(builder), parameters }
      return (await builder.executeQuery<Row>(compiled)).rows
    },
    async insertRows(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!)
      const source = sql`jsonb_populate_recordset(cast(null as ${sql.table(table)}), cast(${JSON.stringify(rows)} as jsonb))`
      const names = sql.join(columns.map((column) => sql.ref(column)))
      await sql`insert into ${sql.table(table)} (${names}) select ${names} from ${source}`.execute(builder)
    },
  }
}

const names = new Map<string, string>()

function statementName(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `octavo_${names.size}`
    names.set(text, name)
  }
  return name
}

export type { SqlValue }
