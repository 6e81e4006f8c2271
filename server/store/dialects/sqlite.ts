/**
 * SQLite by `node:sqlite`: WAL, every commit on disk before it is answered. A file has one handle that
 * writes and one that reads; a store in memory has a single handle, and its reads wait while a
 * transaction is open.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
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
  TextQuery,
  Texts,
  WordsTogether,
} from './dialect.ts'
import { makeSignal } from './signal.ts'

export { keepStatistics } from './sqlite-statistics.ts'

/** @param image what a store in memory begins with: a whole database as `serialize` of `node:sqlite` gives it. */
export function openSqlite(file: string | ':memory:', image?: Uint8Array): Store & Migratable {
  const writing = openHandle(file, image)
  const reading = file === ':memory:' ? writing : openHandle(file)
  const root = kyselyOn(writing)
  const signal = makeSignal()
  const transaction = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const happenings = new Set<string>()
    const result = await root.transaction().execute((trx) => work(dbInside(writing, trx, happenings)))
    signal.tell(happenings)
    return result
  }

  // A handle of its own: long reads keep nobody waiting.
  const snapshot: Db['snapshot'] = async (work) => {
    if (reading === writing) return transaction(work)
    const handle = openHandle(file)
    try {
      handle.database.exec('begin')
      return await work(dbInside(handle, kyselyOn(handle), new Set()))
    } finally {
      handle.database.close()
    }
  }
  const reader = dbOn(reading, reading === writing ? root : kyselyOn(reading), snapshot)

  return {
    dialect: 'sqlite',
    shared: false,
    writes: () => writing.writes,
    reader,
    root,
    transaction,
    exclusively: transaction,
    listen: signal.listen,
    async close() {
      await writing.free()
      if (reading !== writing) reading.database.close()
      writing.database.close()
    },
  }
}

/** What stands for the nth value of a statement, from 1. */
export const placeholder = () => '?'

/** `column in (each text of a JSON array)`. */
export const textIn = (column: string, jsonArray: unknown): Fragment<boolean> =>
  fragment<boolean>`${fragment.ref(column)} in (select value from json_each(${jsonArray}))`

/** The same for long lists of ids. */
export const idIn = textIn

/** The same for the ids that a query finds, read once. */
export const idAmong = (column: RawBuilder<unknown>, query: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`${column} in (${query})`

/** The objects of a JSON array as rows, with some of their members as columns. */
export const recordsIn = (
  jsonArray: string,
  columns: Readonly<Record<string, 'text' | 'bigint'>>,
): RawBuilder<unknown> => {
  const members = Object.keys(columns).map((name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`)
  return sql`(select ${sql.join(members)} from json_each(${jsonArray}))`
}

/** SQLite has one writer at a time, so a transaction that writes already excludes the others. */
export const lockWorkspace = async (_db: Db, _workspaceId: string): Promise<void> => {}

/** The same holds for what concerns no workspace alone. */
export const lockInstallation = async (_db: Db): Promise<void> => {}

/** Ends a query of rows that are about to be changed: nobody else changes them meanwhile. */
export const skipLocked = sql``

/** The type of a column whose text is compared byte by byte. */
export const bytewiseText = sql`text`

/** `like` here folds ASCII case, which is harmless: what it is asked of is folded already. */
export const containsText = (column: RawBuilder<unknown>, escapedPattern: unknown): RawBuilder<boolean> =>
  sql<boolean>`${column} like ${escapedPattern} escape '\\'`

/** The key of `rows`: what is a whole number by itself finds a row four times faster than text does. */
export const rowsKey = { type: sql`integer`, columns: ['place'] }

/** Columns that hold JSON objects to look into. */
export const jsonType = sql`blob`
export const toJson = (text: unknown): RawBuilder<never> => sql<never>`jsonb(${text})`
export const jsonText = (column: RawBuilder<unknown>): RawBuilder<string> => sql<string>`json(${column})`

/** A text member of a JSON object, to be compared byte by byte; null when it is absent. */
export const jsonMember = (column: Fragment<unknown>, name: string): Fragment<string | null> =>
  fragment<string | null>`${column} ->> ${fragment.lit(name)}`

/** Joins the rows of a table to each of those before, which are read first. */
export const thenJoin = (
  tables: Fragment<unknown>,
  table: string,
  alias: string,
  on: Fragment<boolean>,
): Fragment<unknown> =>
  fragment`${tables} cross join ${fragment.ref(table)} as ${fragment.ref(alias)} on ${on}`

/** Whether a text holds another, which is not empty. */
export const holdsText = (text: Fragment<unknown>, part: unknown): Fragment<boolean> =>
  fragment<boolean>`instr(${text}, ${part}) > 0`

/**
 * Writes a new row of a data source below all others, and its entries in the index: `rows` has one key for all
 * workspaces here.
 */
export async function enterRow(db: Db, row: NewRow, entries: readonly NewEntry[]): Promise<void> {
  const [at] = await db.run<{ workspace_id: string; source: number; place: number }>(
    `insert into rows (workspace_id, place, source, id, keys)
      select workspace_id, (select coalesce(min(place), 0) - 1 from rows), number, ?, jsonb(?)
      from data_sources where workspace_id = ? and id = ?
      returning workspace_id, source, place`,
    [row.id, row.keys, row.workspaceId, row.dataSourceId],
  )
  await db.insertRows(
    'row_index',
    entries.map((entry) => ({ ...at, ...entry })),
  )
}

/** Writes events, at least one, numbered after the last one of the workspace and never earlier than it. */
export async function appendEvents(
  db: Db,
  workspaceId: string,
  now: number,
  events: readonly NewEvent[],
): Promise<void> {
  const [last] = await db.run<{ sequence: number; last_event_time: number }>(
    `update workspaces set sequence = sequence + ?, last_event_time = max(last_event_time, ?) where id = ?
      returning sequence, last_event_time`,
    [events.length, now, workspaceId],
  )
  const before = last!.sequence - events.length
  await db.insertRows(
    'events',
    events.map((event, index) => ({
      workspace_id: workspaceId,
      sequence: before + index + 1,
      timestamp: last!.last_event_time,
      ...event,
    })),
  )
}

/** What keeps events as they were written: none is changed, and only those before `events_from` are deleted. */
export const keepEvents: readonly RawBuilder<unknown>[] = [
  sql`create trigger events_unchanged before update on events
    begin select raise(abort, 'events are not changed'); end`,
  sql`create trigger events_kept before delete on events
    when old.sequence >= coalesce((select events_from from workspaces where id = old.workspace_id), 0)
    begin select raise(abort, 'events that are kept are not deleted'); end`,
]

/** Gives rows other keys, each a JSON object. */
export async function changeKeys(
  db: Db,
  _workspaceId: string,
  rows: readonly { readonly place: number; readonly keys: string }[],
): Promise<void> {
  for (const { place, keys } of rows)
    await db.run('update rows set keys = jsonb(?) where place = ?', [keys, place])
}

/** Texts, and their words in an index that keeps nothing else. Letters beyond ASCII are parts of words as they are. */
export const createSearch: readonly RawBuilder<unknown>[] = [
  sql`create table search_texts (
    doc integer primary key, workspace_id text not null, page_id text not null, pieces text not null
  )`,
  sql`create index search_texts_page on search_texts (workspace_id, page_id)`,
  sql`create virtual table search_words using fts5(
    title, body, comments, content='', contentless_delete=1, tokenize="ascii tokenchars '_:^$'"
  )`,
]

export async function insertTexts(db: Db, workspaceId: string, texts: readonly NewText[]): Promise<void> {
  for (const { doc, pageId, pieces, title, body, comments } of texts) {
    await db.run('insert into search_texts (doc, workspace_id, page_id, pieces) values (?, ?, ?, ?)', [
      doc,
      workspaceId,
      pageId,
      pieces,
    ])
    await db.run('insert into search_words (rowid, title, body, comments) values (?, ?, ?, ?)', [
      doc,
      ...[title, body, comments].map((words) => words.join(' ')),
    ])
  }
}

export async function deleteTexts(db: Db, _workspaceId: string, docs: readonly number[]): Promise<void> {
  for (const doc of docs) {
    await db.run('delete from search_words where rowid = ?', [doc])
    await db.run('delete from search_texts where doc = ?', [doc])
  }
}

/** The number of the last text; one numbering serves all workspaces here. */
export const lastDoc = (_workspaceId: string): RawBuilder<number> =>
  sql<number>`(select coalesce(max(doc), 0) from search_texts)`

/** Finds texts `t` with such words, between two in the order of `doc`. */
export const textsWith = (query: TextQuery, from: number, before: number): Texts => ({
  from: sql`search_words as w cross join search_texts as t on t.doc = w.rowid`,
  where: sql<boolean>`w.search_words match ${matchOf(query)} and w.rowid >= ${from} and w.rowid < ${before}`,
  doc: sql<number>`w.rowid`,
})

function matchOf({ all, in: parts, not }: TextQuery): string {
  const wanted = `({${parts.join(' ')}} : (${all.map(phraseOf).join(' AND ')}))`
  return not ? `${wanted} NOT ${matchOf(not)}` : wanted
}

const phraseOf = ({ words, isPrefix }: WordsTogether): string => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`

interface Handle {
  database: DatabaseSync
  /** Counts what may have written. */
  writes: number
  statement(text: string): Statement
  /** Resolves when no transaction holds the handle, and holds it. */
  take(): Promise<void>
  give(): void
  free(): Promise<void>
  isTaken(): boolean
}

interface Statement {
  bare: StatementSync
  /** Makes an object of the values of a row; null when the statement answers with no rows. */
  toRow: ((values: unknown[]) => unknown) | null
}

/** Texts built from lists of changing length would otherwise grow the cache for ever. */
const MOST_STATEMENTS = 1000

function openHandle(file: string, image?: Uint8Array): Handle {
  const database = new DatabaseSync(file)
  if (image) database.deserialize(image)
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec('pragma foreign_keys = on')
  database.exec('pragma busy_timeout = 5000')
  database.exec('pragma cache_size = -32000')

  const statements = new Map<string, Statement>()
  const waiting: (() => void)[] = []
  let taken = false
  const handle: Handle = {
    database,
    writes: 0,
    statement(text) {
      let statement = statements.get(text)
      if (statement === undefined) {
        statement = prepare(database, text)
        if (statements.size >= MOST_STATEMENTS) statements.clear()
        statements.set(text, statement)
      }
      return statement
    },
    async take() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve))
      taken = true
    },
    give() {
      const next = waiting.shift()
      if (next) next()
      else taken = false
    },
    async free() {
      await handle.take()
      handle.give()
    },
    isTaken: () => taken,
  }
  return handle
}

/**
 * Rows are taken as arrays and made into objects here: `node:sqlite` makes the name of every column anew
 * for every row, which costs as much as reading it.
 */
function prepare(database: DatabaseSync, text: string): Statement {
  const bare = database.prepare(text)
  const names = bare.columns().map((column) => column.name)
  if (names.length === 0) return { bare, toRow: null }
  bare.setReturnArrays(true)
  const members = names.map((name, index) => `${JSON.stringify(name)}:values[${index}]`)
  const toRow = new Function('values', `return {${members.join(',')}}`) as (values: unknown[]) => unknown
  return { bare, toRow }
}

const asInput = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) =>
    value === undefined ? null : typeof value === 'boolean' ? (value ? 1 : 0) : toInput(value),
  )

const toInput = (value: unknown): SQLInputValue =>
  value instanceof Date ? value.toISOString() : (value as SQLInputValue)

function runOn<Row>(handle: Handle, text: string, parameters: readonly unknown[]): Row[] {
  const { bare, toRow } = handle.statement(text)
  const input = asInput(parameters)
  if (toRow === null) {
    bare.run(...input)
    return []
  }
  return (bare.all(...input) as unknown as unknown[][]).map(toRow) as Row[]
}

function dbOn(handle: Handle, root: Kysely<Tables>, snapshot: Db['snapshot']): Db {
  return {
    sql: root,
    dialect: 'sqlite',
    async run<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
      if (!handle.isTaken()) return runOn<Row>(handle, text, parameters)
      await handle.take()
      try {
        return runOn<Row>(handle, text, parameters)
      } finally {
        handle.give()
      }
    },
    insertRows: () => Promise.reject(new Error('rows are inserted inside a transaction')),
    snapshot,
    happenings: new Set(),
  }
}

function dbInside(handle: Handle, trx: Kysely<Tables>, happenings: Set<string>): Db {
  const db: Db = {
    sql: trx,
    dialect: 'sqlite',
    run: async <Row>(text: string, parameters: readonly unknown[]) => runOn<Row>(handle, text, parameters),
    async insertRows(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0]!)
      const marks = columns.map(() => '?').join(', ')
      const statement = handle.statement(`insert into "${table}" (${columns.join(', ')}) values (${marks})`)
      handle.writes++
      for (const row of rows) statement.bare.run(...columns.map((column) => row[column] as SqlValue))
    },
    snapshot: (work) => work(db),
    happenings,
  }
  return db
}

function kyselyOn(handle: Handle): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: nodeSqliteDialect(handle) })
}

function nodeSqliteDialect(handle: Handle): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => driverOn(handle),
  }
}

function driverOn(handle: Handle): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      // Reads through the builder count as well: what only reads comes by `run`, or by the other handle.
      handle.writes++
      const { bare, toRow } = handle.statement(text)
      const input = asInput(parameters)
      if (toRow !== null) return { rows: (bare.all(...input) as unknown as unknown[][]).map(toRow) as R[] }
      const { changes, lastInsertRowid } = bare.run(...input)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    async *streamQuery() {
      yield* []
      throw new Error('streaming is not offered')
    },
  }
  const execute = async (text: string) => void (await connection.executeQuery(CompiledQuery.raw(text)))
  return {
    init: async () => {},
    acquireConnection: async () => {
      await handle.take()
      return connection
    },
    // Nothing here waits for the system: writers that came together would keep readers out until the last is done.
    releaseConnection: async () => void setImmediate(handle.give),
    beginTransaction: () => execute('begin immediate'),
    commitTransaction: () => execute('commit'),
    rollbackTransaction: () => execute('rollback'),
    destroy: async () => {},
  }
}
