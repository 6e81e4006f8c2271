/** What work is done with: a server's parts, and the contexts that verbs of the domain are given. */

import { nobody } from '#server/domain/access/actor.ts'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Secrets } from '#server/domain/access/secrets.ts'
import type { Context, Outside, Providers, Surroundings } from '#server/domain/context.ts'
import { contextOf } from '#server/domain/context-of.ts'
import {
  type Author,
  type NewEvent,
  ownWork,
  type Source,
  writeEvents,
} from '#server/domain/events/record.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import type { Db, Store } from '#server/store/dialects/dialect.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import type { DirectoryReads } from './directory-reads.ts'
import type { Noted } from './noted.ts'
import type { RateLimiter } from './rate-limits.ts'
import type { RequestLog } from './request-log.ts'
import type { TokenUses } from './token-uses.ts'

/** What a server is made of, as far as its doors need it. */
export interface Server extends Outside {
  store: Store
  surroundings: Surroundings
  secrets: Secrets
  baseUrl(): string
  rateLimiter: RateLimiter
  tokenUses: TokenUses
  noted: Noted
  directoryReads: DirectoryReads
  requestLog: RequestLog
  providers: Providers
}

/** What work needs that no request asked for: commands, jobs. */
export type Base = Omit<
  Server,
  'rateLimiter' | 'tokenUses' | 'noted' | 'directoryReads' | 'requestLog' | 'providers'
>

/** Opens a transaction of one workspace, runs `work` in it and writes its events at the end. */
export function inTransaction<T>(
  server: Base,
  caller: Caller,
  now: number,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  return server.store.transaction(async (db) => {
    await lockWorkspace(db, caller.workspace.id)
    return recording(server, caller, caller.actor, now, db, work)
  })
}

/**
 * The same for work that the server does by itself: it acts as nobody, and sees what nobody was given.
 * What it does is recorded as done by the system.
 *
 * @param workspaceId of a workspace that exists.
 * @param source where somebody brought it about who is nobody in the workspace.
 */
export function inWorkspace<T>(
  server: Base,
  workspaceId: string,
  work: (context: Context) => Promise<T>,
  source: Source = ownWork,
): Promise<T> {
  return server.store.transaction(async (db) => {
    await lockWorkspace(db, workspaceId)
    const workspace = await readWorkspace(db, workspaceId)
    const caller = { workspace, actor: nobody, source }
    return recording(server, caller, null, server.surroundings.now(), db, work)
  })
}

async function recording<T>(
  server: Base,
  caller: Caller,
  actor: Author['actor'],
  now: number,
  db: Db,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const events: NewEvent[] = []
  const context = contextFor(server, caller, now, db, (event) => events.push(event))
  const result = await work(context)
  await writeEvents(db, caller.workspace.id, { actor, source: context.source }, now, context.newId, events)
  return result
}

/** For what only reads, outside of any transaction. */
export const readingContext = (server: Base, caller: Caller, now: number): Context =>
  contextFor(server, caller, now, server.store.reader, refuseEvent)

/** The same within a transaction that is under way. */
export const readingOn = (server: Base, caller: Caller, now: number, db: Db): Context =>
  contextFor(server, caller, now, db, refuseEvent)

const contextFor = (
  server: Base,
  { actor, workspace, source = { ...ownWork, origin: 'api' } }: Caller,
  now: number,
  db: Db,
  record: (event: NewEvent) => void,
): Context => contextOf(server, db, { workspace, actor, source }, record, now)

function refuseEvent(event: NewEvent): never {
  throw new Error(`a route that reads cannot record ${event.type}`)
}
