/** PostgreSQL by `pg`, shared by any number of processes. */

import { createRequire } from 'node:module'
import { CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import { type Fragment, sql as fragment } from '../fragments.ts'
import type { Tables } from '../tables.ts'
import type {
  Db,
  Migratable,
  NewEntry,
  NewEvent,
  NewRow,
  NewText,
  SqlValue,
  Store,
  TextPart,
  TextQuery,
  Texts,
  WordsTogether,
} from './dialect.ts'
import { makePostgresSignal } from './postgres-signal.ts'

const INT8 = 20

export function openPostgres(url: string): Store & Migratable {
  // Loaded here because a server on SQLite has no use for it.
  const pg: typeof import('pg') = createRequire(import.meta.url)('pg')
  const pool = new pg.Pool({
    connectionString: url,
    Client: namingClient(pg),
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

  const signal = makePostgresSignal(pool, () => new pg.Client({ connectionString: url, keepAlive: true }))

  const inTransaction = async <T>(work: (db: Db) => Promise<T>, before?: string): Promise<T> => {
    const happenings = new Set<string>()
    const result = await root.transaction().execute(async (trx) => {
      if (before) await sql.raw(before).execute(trx)
      return work(dbOn(trx, null, happenings))
    })
    signal.tell(happenings)
    return result
  }
  const withTransaction = <T>(work: (db: Db) => Promise<T>, before?: string): Promise<T> =>
    inTransaction(work, before).catch((error) => {
      // It has failed as a whole, so it begins again.
      if (isOutdated(error) || isDeadlock(error)) return inTransaction(work, before)
      throw error
    })

  return {
    dialect: 'postgres',
    shared: true,
    writes: () => null,
    reader: dbOn(root, pool),
    root,
    transaction: (work) => withTransaction(work),
    exclusively: (work) => withTransaction(work, `select pg_advisory_xact_lock(${MIGRATION_LOCK})`),
    listen: signal.listen,
    async close() {
      await signal.close()
      await root.destroy()
    },
  }
}

/** PostgreSQL gathers its own. */
export const keepStatistics = async (_db: Db): Promise<void> => {}

/** What stands for the nth value of a statement, from 1. */
export const placeholder = (number: number): string => `$${number}`

/** `column in (each text of a JSON array)`. */
export const textIn = (column: string, jsonArray: unknown): Fragment<boolean> =>
  fragment<boolean>`${fragment.ref(column)} in (select jsonb_array_elements_text(cast(${jsonArray} as jsonb)))`

/** The same for long lists of ids: an array that is made once, which an index is searched for. */
export const idIn = (column: string, jsonArray: unknown): Fragment<boolean> =>
  fragment<boolean>`${fragment.ref(column)} = any(array(select jsonb_array_elements_text(cast(${jsonArray} as jsonb))))`

/** The objects of a JSON array as rows, with some of their members as columns. */
export const recordsIn = (
  jsonArray: string,
  columns: Readonly<Record<string, 'text' | 'bigint'>>,
): RawBuilder<unknown> => {
  const members = Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  return sql`(select * from jsonb_to_recordset(cast(${jsonArray} as jsonb)) as records(${sql.join(members)}))`
}

/** The same for the ids that a query finds, read once; its planner would else go through them for each row. */
export const idAmong = (column: RawBuilder<unknown>, query: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`${column} = any(array(${query}))`

/**
 * Writers of one workspace go one after another, as they do on SQLite: no write can be lost to a
 * concurrent one, and events are numbered in the order of their commits.
 */
export async function lockWorkspace(db: Db, workspaceId: string): Promise<void> {
  await db.run('select id from workspaces where id = $1 for update', [workspaceId])
}

/** The same for what concerns no workspace alone: making one, for example. */
export async function lockInstallation(db: Db): Promise<void> {
  await sql.raw(`select pg_advisory_xact_lock(${INSTALLATION_LOCK})`).execute(db.sql)
}

/** Ends a query of rows that are about to be changed: those that another transaction changes are passed over. */
export const skipLocked = sql`for update skip locked`

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
export const jsonMember = (column: Fragment<unknown>, name: string): Fragment<string | null> =>
  fragment<string | null>`(${column} ->> ${fragment.lit(name)}) collate "C"`

/**
 * Joins the rows of a table to each of those before, which are read first. The planner, which knows little
 * of how JSON and the marks of rows are spread, would look through whole tables; `offset 0` keeps it out.
 */
export const thenJoin = (
  tables: Fragment<unknown>,
  table: string,
  alias: string,
  on: Fragment<boolean>,
): Fragment<unknown> => fragment`${tables} cross join lateral (
  select * from ${fragment.ref(table)} as ${fragment.ref(alias)} where ${on} offset 0
) as ${fragment.ref(alias)}`

/** Whether a text holds another, which is not empty. */
export const holdsText = (text: Fragment<unknown>, part: unknown): Fragment<boolean> =>
  fragment<boolean>`strpos(${text}, ${part}) > 0`

/** Writes a new row of a data source below all others of its workspace, and its entries in the index. */
export async function enterRow(db: Db, row: NewRow, entries: readonly NewEntry[]): Promise<void> {
  await db.run(
    `with entered as (
      insert into rows (workspace_id, place, source, id, keys)
        select workspace_id, (select coalesce(min(place), 0) - 1 from rows where workspace_id = $1), number,
          $3, cast($4 as jsonb)
        from data_sources where workspace_id = $1 and id = $2
        returning workspace_id, source, place
    )
    insert into row_index (workspace_id, source, place, property_id, key, marks)
      select r.workspace_id, r.source, r.place, e.property_id, e.key, e.marks from entered as r
        cross join jsonb_to_recordset(cast($5 as jsonb)) as e (property_id text, key text, marks bigint)`,
    [row.workspaceId, row.dataSourceId, row.id, row.keys, JSON.stringify(entries)],
  )
}

/** Writes events, at least one, numbered after the last one of the workspace and never earlier than it. */
export async function appendEvents(
  db: Db,
  workspaceId: string,
  now: number,
  events: readonly NewEvent[],
): Promise<void> {
  const columns = Object.keys(events[0]!).join(', ')
  const numbered = events.map((event, index) => ({ ...event, sequence: index + 1 }))
  await db.run(
    `with last as (
      update workspaces set sequence = sequence + $2, last_event_time = greatest(last_event_time, $4) where id = $1
        returning sequence - $2 as preceding, last_event_time
    )
    insert into events (workspace_id, sequence, timestamp, ${columns})
      select $1, preceding + sequence, last_event_time, ${columns}
      from last cross join jsonb_populate_recordset(cast(null as events), cast($3 as jsonb))`,
    [workspaceId, events.length, JSON.stringify(numbered), now],
  )
}

/** What keeps events as they were written: none is changed, and only those before `events_from` are deleted. */
export const keepEvents: readonly RawBuilder<unknown>[] = [
  sql`create function keep_events() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then raise exception 'events are not changed'; end if;
      if tg_op = 'TRUNCATE' or old.sequence >=
        coalesce((select events_from from workspaces where id = old.workspace_id), 0)
      then raise exception 'events that are kept are not deleted'; end if;
      return old;
    end $$`,
  sql`create trigger events_kept before update or delete on events
    for each row execute function keep_events()`,
  sql`create trigger events_not_emptied before truncate on events
    for each statement execute function keep_events()`,
]

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

/** Texts with their words. */
export const createSearch: readonly RawBuilder<unknown>[] = [
  sql`create table search_texts (
    workspace_id text not null, doc bigint not null, page_id text not null, pieces text not null, words tsvector not null,
    primary key (workspace_id, doc)
  )`,
  sql`create index search_texts_page on search_texts (workspace_id, page_id)`,
  sql`create index search_texts_words on search_texts using gin (words) with (fastupdate = off)`,
]

export async function insertTexts(db: Db, workspaceId: string, texts: readonly NewText[]): Promise<void> {
  if (texts.length === 0) return
  const rows = texts.map(({ doc, pageId, pieces, title, body, comments }) => {
    const words = [
      ...lexemes(title, 'A', 0),
      ...lexemes(body, 'B', title.length),
      ...lexemes(comments, 'C', title.length + body.length),
    ]
    return { doc, page_id: pageId, pieces, words: words.join(' ') }
  })
  await db.run(
    `insert into search_texts (workspace_id, doc, page_id, pieces, words)
      select $1, doc, page_id, pieces, cast(words as tsvector)
      from jsonb_to_recordset(cast($2 as jsonb)) as t (doc bigint, page_id text, pieces text, words text)`,
    [workspaceId, JSON.stringify(rows)],
  )
}

/** Words with their places from 1 on and what they weigh, by which the parts of a text are told apart. */
const lexemes = (words: readonly string[], weight: string, before: number): string[] =>
  words.map((word, index) => `'${word}':${before + index + 1}${weight}`)

export async function deleteTexts(db: Db, workspaceId: string, docs: readonly number[]): Promise<void> {
  if (docs.length === 0) return
  await db.run('delete from search_texts where workspace_id = $1 and doc = any(cast($2 as bigint[]))', [
    workspaceId,
    docs,
  ])
}

/** The number of the last text of a workspace. */
export const lastDoc = (workspaceId: string): RawBuilder<number> =>
  sql<number>`(select coalesce(max(doc), 0) from search_texts where workspace_id = ${workspaceId})`

/** Finds texts `t` with such words, between two in the order of `doc`. */
export const textsWith = (query: TextQuery, from: number, before: number): Texts => ({
  from: sql`search_texts as t`,
  where: sql<boolean>`t.words @@ cast(${matchOf(query)} as tsquery) and t.doc >= ${from} and t.doc < ${before}`,
  doc: sql<number>`t.doc`,
})

const WEIGHTS: Readonly<Record<TextPart, string>> = { title: 'A', body: 'B', comments: 'C' }

function matchOf({ all, in: parts, not }: TextQuery): string {
  const weights = parts.map((part) => WEIGHTS[part]).join('')
  const together = ({ words, isPrefix }: WordsTogether) =>
    words.map((word) => `'${word}':${isPrefix ? '*' : ''}${weights}`).join(' <-> ')
  const wanted = all.map((words) => `(${together(words)})`).join(' & ')
  return not ? `${wanted} & !(${matchOf(not)})` : wanted
}

function dbOn(builder: Kysely<Tables>, pool: pg.Pool | null, happenings = new Set<string>()): Db {
  const run = async <Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> => {
    remember(text)
    if (pool) return (await pool.query(text, parameters as unknown[])).rows as Row[]
    return (await builder.executeQuery<Row>(CompiledQuery.raw(text, parameters as unknown[]))).rows
  }
  const db: Db = {
    sql: builder,
    dialect: 'postgres',
    run,
    async insertRows(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!).join(', ')
      await run(
        `insert into "${table}" (${columns}) select ${columns}
          from jsonb_populate_recordset(cast(null as "${table}"), cast($1 as jsonb))`,
        [JSON.stringify(rows)],
      )
    },
    snapshot: (work) =>
      pool === null
        ? work(db)
        : builder
            .transaction()
            .setIsolationLevel('repeatable read')
            .setAccessMode('read only')
            .execute((trx) => work(dbOn(trx, null))),
    happenings,
  }
  return db
}

type Callback = (error: unknown, result?: unknown) => void

/**
 * A connection that plans a statement once, where `run` has seen its text. A newer version of this program may change
 * the tables meanwhile: then a statement is planned anew, where no transaction has failed with it.
 */
const namingClient = (pg: typeof import('pg')) =>
  class extends pg.Client {
    constructor(...settings: ConstructorParameters<typeof pg.Client>) {
      super(...settings)
      // One that breaks between two statements of a transaction is told of by the second, not by ending the process.
      this.on('error', () => {})
    }

    override query(...args: never[]): never {
      const [text, values, callback] = args as unknown as [string, unknown[], Callback | undefined]
      const name = names.get(text)
      if (name === undefined) return super.query(...(args as [never])) as never
      const isAlone = this.getTransactionStatus() === 'I'
      const query = { name, text, values }
      const isToRepeat = (error: unknown): boolean => {
        if (!isOutdated(error)) return false
        names.clear()
        return isAlone
      }
      if (callback === undefined) {
        return (super.query(query) as Promise<unknown>).catch((error: unknown) => {
          if (isToRepeat(error)) return super.query(text, values)
          throw error
        }) as never
      }
      return super.query(
        query as never,
        ((error: unknown, result: unknown) => {
          if (isToRepeat(error)) super.query(text, values, callback as never)
          else callback(error, result)
        }) as never,
      ) as never
    }
  }

/** A plan made before a column was added or changed that its statement gives. */
const isOutdated = (error: unknown): boolean => {
  const { code, routine } = (error ?? {}) as { code?: string; routine?: string }
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}

/** Two that write to each other's workspaces, of which this one was given up. */
const isDeadlock = (error: unknown): boolean => (error as { code?: string } | null)?.code === '40P01'

/** The names under which connections keep the statements that came by `run`: planning one costs as much as it takes. */
const names = new Map<string, string>()

/** Each connection keeps what it has planned, so texts without end are not named. */
const MOST_NAMES = 1000

/** Names are never used again for other plans. */
let lastName = 0

function remember(text: string): void {
  if (names.size < MOST_NAMES && !names.has(text)) names.set(text, `octavo_${++lastName}`)
}

export type { SqlValue }
