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
  objects?: Readonly<Record<string, (object: Json, pages: PagesOfBlocks) => Json>>
  /** Asks for the page around each block that an object of the answer names as its parent. */
  asksForPages?: true
  /** Before it, keys that a request does not know were passed over in silence. */
  refusesUnknownKeys?: true
}

/** The pages that blocks stand in, by the block's id. */
export type PagesOfBlocks = ReadonlyMap<string, string>

export interface Version {
  version: ApiVersion
  changes: readonly Change[]
}
