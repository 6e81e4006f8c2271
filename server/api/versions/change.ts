import type { RawParts } from '#server/http/mount.ts'

export const apiVersions = [
  '2021-05-13',
  '2021-08-16',
  '2022-02-22',
  '2022-06-28',
  '2025-09-03',
  '2026-03-11',
] as const

export type ApiVersion = (typeof apiVersions)[number]

export type Json = Record<string, unknown>

/** One breaking change that a version brought, as the functions that undo it at the door. */
export interface Change {
  /** One sentence, as the changelog says it. */
  says: string
  /** From the shape before the change to the one after it, by `METHOD /v1/url`. */
  requests?: Readonly<Record<string, (parts: RawParts) => RawParts>>
  /** From the shape after the change to the one before it, by the `object` an answer's objects name. */
  /** Null where the version before has no such object: then lists leave it out. */
  objects?: Readonly<Record<string, (object: Json, around: Around) => Json | null>>
  /** Asks for the page around each block that an object of the answer names as its parent. */
  asksForPages?: true
  /** Asks for what the database stands in that a change of a data source names. */
  asksForDatabases?: true
  /** Before it, keys that a request does not know were passed over in silence. */
  refusesUnknownKeys?: true
}

/** What stands around the objects of an answer, for versions that tell that instead. */
export interface Around {
  /** The pages that blocks stand in, by the block's id. */
  pages: ReadonlyMap<string, string>
  /** What databases stand in, as changes tell it, by the database's id. */
  databases: ReadonlyMap<string, object>
}

export const nothingAround: Around = { pages: new Map(), databases: new Map() }

export interface Version {
  version: ApiVersion
  changes: readonly Change[]
}
