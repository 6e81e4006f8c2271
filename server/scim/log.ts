/** Keeps what directories ask. Writes are kept with what they changed, refused ones at once, reads a minute later. */
import type { FastifyRequest } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Context } from '#server/domain/context.ts'
import { askingOf, type DirectoryRequest, keepRequests } from '#server/domain/directory/requests.ts'
import type { NewEvent } from '#server/domain/events/record.ts'
import type { Server } from '#server/http/contexts.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { presentProblem } from './errors.ts'
import { changesOf, type Write, type Written } from './write.ts'

/** A request, or one of several that came together. */
export type Sent = Pick<DirectoryRequest, 'time' | 'method' | 'path' | 'isTrial' | 'isBulk'>

export const sentBy = (request: FastifyRequest): Sent => ({
  time: request.begun,
  method: request.method,
  path: request.url.slice('/scim/v2'.length),
  isTrial: (request.query as Record<string, unknown>).dry_run === 'true',
  isBulk: false,
})

const kept = { resourceId: null, changes: null, error: null, count: 1 }

/** In the transaction of the change. */
export function keepWritten(
  { db, newId }: Context,
  caller: Caller,
  sent: Sent,
  { id, status, operation }: Write,
  written: Written,
  events: readonly NewEvent[],
): Promise<void> {
  const made = sent.isTrial ? null : (written.after?.resource.id as string)
  const changes = changesOf(written, events)
  const asked = {
    ...askingOf(caller),
    ...sent,
    ...operation,
    ...kept,
    status,
    resourceId: id ?? made,
    changes,
  }
  return keepRequests(db, newId, [asked])
}

export const keepRefused = (
  { store, surroundings }: Server,
  caller: Caller,
  sent: Sent,
  error: unknown,
): Promise<void> =>
  store.transaction((db) =>
    keepRequests(db, surroundings.newId, [
      { ...askingOf(caller), ...sent, ...kept, ...refusal(sent, error) },
    ]),
  )

/** Reads that went well are alike whatever they looked for; each that was refused is told, with its address. */
export function noteRead(
  { directoryReads }: Server,
  caller: Caller,
  request: FastifyRequest,
  outcome: { status: number } | { error: unknown },
): void {
  const sent = sentBy(request)
  const told =
    'error' in outcome ? refusal(sent, outcome.error) : { ...outcome, resourceId: namedIn(sent.path) }
  const kind = 'error' in outcome ? sent.path : (request.routeOptions.url ?? '')
  directoryReads.note(
    { ...askingOf(caller), ...sent, ...kept, ...told },
    `${sent.method} ${told.status} ${kind}`,
  )
}

function refusal({ path }: Sent, problem: unknown) {
  const { status, scimType, detail } = presentProblem(problem)
  return {
    status: Number(status),
    resourceId: namedIn(path),
    error: { type: scimType ?? null, detail },
  }
}

/** The id of the person or group that an address names. */
function namedIn(path: string): string | null {
  const id = /^\/(?:Users|Groups)\/([^/?]+)/.exec(path)?.[1]
  return id !== undefined && id.length === 36 && isUuid(id) ? id : null
}
