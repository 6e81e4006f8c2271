/** A write on one person or group, whether it came alone or with others: RFC 7644 sections 3.3 and 3.5. */

import type { DirectoryRequest, FieldChange } from '#server/domain/directory/requests.ts'
import type { NewEvent } from '#server/domain/events/record.ts'
import { differences } from './differences.ts'
import { type Asked, type Endpoint, type Found, find } from './endpoint.ts'
import { refuse } from './errors.ts'
import { requireVersion } from './meta.ts'
import { readOperations } from './patch.ts'

export interface Write {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  of: Endpoint
  /** Null where something is made. */
  id: string | null
  body: unknown
  /** The version that the client knows, as `If-Match` has it. */
  version: string | undefined
  /** Whether what comes of it is shown with what is long in it. */
  isWhole: boolean
  /** What it is answered with when it is done. */
  status: number
  /** How it stands among others, where it came with them. */
  operation?: Pick<DirectoryRequest, 'method' | 'path' | 'isBulk'>
}

export interface Written {
  /** Null of what was made. */
  before: Found<unknown> | null
  /** Null of what is gone. */
  after: Found<unknown> | null
}

/** Does a write. */
export async function perform(asked: Asked, { method, of, id, ...write }: Write): Promise<Written> {
  if (id === null) {
    const made = await of.create(asked, bodyOf(write))
    return { before: null, after: await find(of, asked, made, write.isWhole) }
  }
  const before = await find(of, asked, id, false)
  requireVersion(write.version, before.resource)
  if (method === 'DELETE') {
    await of.remove(asked, before)
    return { before, after: null }
  }
  if (method === 'PATCH') await of.patch(asked, before, readOperations(bodyOf(write)))
  else await of.replace(asked, before, bodyOf(write))
  return { before, after: await find(of, asked, id, write.isWhole) }
}

function bodyOf({ body }: Pick<Write, 'body'>): unknown {
  if (body === undefined) throw refuse('invalidSyntax', 'The request needs a body.')
  return body
}

/** What a write changed. Who is in a group is told by events: there may be too many to compare. */
export function changesOf({ before, after }: Written, events: readonly NewEvent[]): FieldChange[] {
  const members = membersIn(events)
  return [
    ...differences(before?.resource ?? null, after?.resource ?? null),
    ...(members === null ? [] : [members]),
  ]
}

/** Ids of members that are named at most, each way. */
const MOST_NAMED = 100

function membersIn(events: readonly NewEvent[]): FieldChange | null {
  const idsOf = (type: NewEvent['type']) =>
    events.flatMap((event) => (event.type === type ? [event.data!.user_id as string] : []))
  const [left, came] = [idsOf('group.member_removed'), idsOf('group.member_added')]
  if (left.length + came.length === 0) return null
  const more = [left, came].reduce((sum, ids) => sum + Math.max(0, ids.length - MOST_NAMED), 0)
  return {
    field: 'members',
    before: left.slice(0, MOST_NAMED),
    after: came.slice(0, MOST_NAMED),
    ...(more > 0 && { more }),
  }
}
