/** What directories asked, and what changed: kept for owners, so that they see what an identity provider does. */
import type { Db } from '#server/store/dialects/dialect.ts'
import {
  fittingScimRequests,
  insertScimRequests,
  lastScimRequest,
  type ScimRequestFilter,
  type ScimRequestPlace,
} from '#server/store/scim-requests.ts'
import type { ScimRequestRow } from '#server/store/tables/directory.ts'
import type { Caller } from '../access/authenticate.ts'
import { directoryOf } from './person.ts'

/** What changed of a person or group, in the words of the protocol. */
export interface FieldChange {
  /** `active`, `name.givenName`, or with the URN of an extension before it. */
  field: string
  /** Null where there was or is nothing. Of members: the ids of those who left, and of those who came. */
  before: unknown
  after: unknown
  /** How many more members left or came than are named. */
  more?: number
}

/** A request of a directory, or several alike that only read. */
export interface DirectoryRequest {
  /** Milliseconds since 1970; of several, the last. */
  time: number
  method: string
  /** Behind `/scim/v2`, with its query. */
  path: string
  status: number
  /** The person or group that it names or made. */
  resourceId: string | null
  /** Null where nothing was to change. */
  changes: readonly FieldChange[] | null
  /** Why it was refused; `type` is one of RFC 7644 section 3.12. */
  error: { type: string | null; detail: string } | null
  /** Whether nothing was done, but said what would be. */
  isTrial: boolean
  /** Whether it came with others in one request. */
  isBulk: boolean
  /** How many it stands for. */
  count: number
}

/** Which directory asked, and from where. */
export interface Asking {
  workspaceId: string
  tokenId: string
  directory: string
  ipAddress: string | null
  userAgent: string | null
}

export const askingOf = ({ workspace, actor, source }: Caller): Asking => ({
  workspaceId: workspace.id,
  tokenId: actor.userId,
  directory: directoryOf({ actor }),
  ipAddress: source?.ipAddress ?? null,
  userAgent: source?.userAgent ?? null,
})

/** Characters of an address that are kept. */
const LONGEST_PATH = 1000

/** Writes requests down. */
export async function keepRequests(
  db: Db,
  newId: () => string,
  asked: readonly (Asking & DirectoryRequest)[],
): Promise<void> {
  if (asked.length > 0)
    await insertScimRequests(
      db,
      asked.map((request) => toRow(request, newId())),
    )
}

const toRow = (asked: Asking & DirectoryRequest, id: string): ScimRequestRow => ({
  workspace_id: asked.workspaceId,
  time: asked.time,
  id,
  method: asked.method,
  path: asked.path.slice(0, LONGEST_PATH).toWellFormed(),
  status: asked.status,
  token_id: asked.tokenId,
  directory: asked.directory,
  ip_address: asked.ipAddress,
  user_agent: asked.userAgent,
  resource_id: asked.resourceId,
  changes: asked.changes && JSON.stringify(asked.changes),
  error: asked.error?.detail ?? null,
  error_type: asked.error?.type ?? null,
  is_trial: Number(asked.isTrial),
  is_bulk: Number(asked.isBulk),
  count: asked.count,
})

export interface RequestQuery extends ScimRequestFilter {
  /** Before this time. */
  until?: number | undefined
}

export interface RequestPage {
  requests: ScimRequestRow[]
  /** Where the log goes on; null at its end. */
  next: ScimRequestPlace | null
}

/** The requests that one look goes through at most. */
export const STEP = 5000

/**
 * Requests that fit, the newest first.
 *
 * @param start `next` of the page before, null at the beginning.
 * @returns fewer than `size` also where more are to come.
 */
export async function readRequests(
  db: Db,
  workspaceId: string,
  query: RequestQuery,
  start: ScimRequestPlace | null,
  size: number,
): Promise<RequestPage> {
  const before = start ?? { time: query.until ?? Number.MAX_SAFE_INTEGER, id: '' }
  const found = await fittingScimRequests(db, workspaceId, query, before, STEP, size + 1)
  const requests = found.slice(0, size)
  const last = requests.at(-1)
  if (found.length > size) return { requests, next: { time: last!.time, id: last!.id } }
  return { requests, next: (await lastScimRequest(db, workspaceId, query, before, STEP)) ?? null }
}

/** A request as owners read it, by whatever way. */
export const presentRequest = (row: ScimRequestRow) => ({
  object: 'scim_request' as const,
  id: row.id,
  time: new Date(row.time).toISOString(),
  method: row.method,
  path: row.path,
  status: row.status,
  directory: row.directory,
  token_id: row.token_id,
  ip_address: row.ip_address,
  user_agent: row.user_agent,
  resource_id: row.resource_id,
  changes: row.changes === null ? null : (JSON.parse(row.changes) as FieldChange[]),
  error: row.error === null ? null : { scim_type: row.error_type, detail: row.error },
  dry_run: row.is_trial === 1,
  bulk: row.is_bulk === 1,
  count: row.count,
})
