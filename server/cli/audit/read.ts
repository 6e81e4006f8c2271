import { type AuditQuery, readAuditLog } from '#server/domain/events/audit-log.ts'
import { presentAuditEvent } from '#server/domain/events/present-audit-event.ts'
import { emailKey } from '#server/domain/users/create.ts'
import { Failure } from '#server/failures.ts'
import type { Base } from '#server/http/contexts.ts'
import { userByEmail } from '#server/store/users.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'

/** A part of the log that a command asks for. */
export interface AskedLog {
  /** An id or a name; null where there is only one. */
  workspace: string | null
  /** An id or an e-mail address. */
  actor: string | null
  query: AuditQuery
  start: number | null
  size: number
}

export interface ReadLog {
  events: ReturnType<typeof presentAuditEvent>[]
  next: number | null
  hasMore: boolean
}

export async function readLog(
  base: Base,
  { workspace, actor, query, start, size }: AskedLog,
): Promise<ReadLog> {
  const { reader } = base.store
  const id = await chosenWorkspace(base, workspace)
  const actorId = actor === null ? undefined : await actorNamed(base, id, actor)
  const { events, next, hasMore } = await readAuditLog(reader, id, { ...query, actorId }, start, size)
  return { events: events.map(presentAuditEvent), next, hasMore }
}

async function actorNamed({ store }: Base, workspaceId: string, actor: string): Promise<string> {
  if (isUuid(actor)) return actor
  const person = await userByEmail(store.reader, workspaceId, emailKey(actor))
  if (person !== undefined) return person.id
  throw new Failure(`Nobody in this workspace has the e-mail "${actor}".`)
}
