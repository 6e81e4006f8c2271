import type { Kysely, RawBuilder } from 'kysely'
import type { RowIndexRow } from '../tables/content.ts'
import type { EventRow } from '../tables/events.ts'
import type { Tables } from '../tables.ts'
import type { Heard } from './signal.ts'

export type SqlValue = string | number | null

/**
 * A connection to the store: the query builder, and two short cuts past it for what is hot. Inside a
 * transaction it is the transaction.
 */
export interface Db {
  readonly sql: Kysely<Tables>
  readonly dialect: DialectName
  /** Runs compiled text with its parameters already in place. */
  run<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>
  /** Inserts rows of one shape; the names of the columns are those of the first row. */
  insertRows(table: keyof Tables & string, rows: readonly Record<string, SqlValue>[]): Promise<void>
  /** Runs reads that see the store as it is at one moment, whatever is written meanwhile. Inside a transaction they see that. */
  snapshot<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Of a transaction: the workspaces whose listeners are told when it is committed. */
  readonly happenings: Set<string>
}

/** A page that becomes a row of a data source; `keys` is JSON. */
export interface NewRow {
  readonly workspaceId: string
  readonly dataSourceId: string
  readonly id: string
  readonly keys: string
}

/** A text to be found, with its words in order; each has the number of its workspace in front. */
export interface NewText {
  readonly doc: number
  readonly pageId: string
  /** JSON */
  readonly pieces: string
  readonly title: readonly string[]
  readonly body: readonly string[]
  readonly comments: readonly string[]
}

/** Where a word may stand. */
export type TextPart = 'title' | 'body' | 'comments'

/** Words that follow each other in a text; the only one may be the beginning of a word. */
export interface WordsTogether {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/** What is looked for: all of it in some parts of a text, in texts where something else is not found. */
export interface TextQuery {
  readonly all: readonly WordsTogether[]
  readonly in: readonly TextPart[]
  readonly not?: TextQuery
}

/** The parts of a statement that finds texts `t` by their words. */
export interface Texts {
  readonly from: RawBuilder<unknown>
  readonly where: RawBuilder<boolean>
  /** What it is ordered by. */
  readonly doc: RawBuilder<number>
}

/** What the index holds for a row, whatever its place. */
export type NewEntry = Pick<RowIndexRow, 'property_id' | 'key' | 'marks'>

/** What happened, before it is numbered. */
export type NewEvent = Omit<EventRow, 'workspace_id' | 'sequence' | 'timestamp'>

export type DialectName = 'sqlite' | 'postgres'

/** An open store. The root handle stays with `main.ts`, the doors' `http/` and the tests. */
export interface Store {
  readonly dialect: DialectName
  /** True when other processes may write to the same store. */
  readonly shared: boolean
  /**
   * How often this store was written to, when nobody else can write to it; null when others can. What was
   * read stays true while this stays the same.
   */
  writes(): number | null
  /** Reads outside a transaction. */
  readonly reader: Db
  /** The builder that libraries with tables of their own are given. */
  readonly root: Kysely<Tables>
  /** Runs `work` in one transaction: all of it is kept, or nothing. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>
  /**
   * Calls `heard` whenever a transaction that wrote events of a workspace was committed: by this process at once, by
   * another one within milliseconds as a rule, but not surely. Several may be told as one.
   *
   * @returns what ends it.
   */
  listen(heard: Heard): () => void
  /** Waits for what is under way and closes. */
  close(): Promise<void>
}

/** What `migrate` needs to know of a store. */
export interface Migratable {
  readonly root: Kysely<Tables>
  readonly dialect: DialectName
  /** Runs `work` while no other process migrates. */
  exclusively<T>(work: (db: Db) => Promise<T>): Promise<T>
}
