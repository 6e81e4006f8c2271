import type { RawParts } from '#server/http/mount.ts'
import type { Change, Json, Version } from './change.ts'

/** `archived` was the older name of `in_trash`, and stood last. */
const toArchived = (object: Json): Json =>
  'in_trash' in object ? { ...object, archived: object['in_trash'] } : object

function toInTrash(parts: RawParts): RawParts {
  const body = parts.body as Json | undefined
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'archived')) return parts
  const { archived, ...rest } = body
  return { ...parts, body: Object.hasOwn(rest, 'in_trash') ? rest : { ...rest, in_trash: archived } }
}

const inTrashReplacesArchived: Change = {
  says: '`archived` is removed in favour of `in_trash`.',
  requests: {
    'PATCH /v1/pages/:page_id': toInTrash,
    'PATCH /v1/blocks/:block_id': toInTrash,
    'PATCH /v1/databases/:database_id': toInTrash,
    'PATCH /v1/data_sources/:data_source_id': toInTrash,
    'POST /v1/data_sources/:data_source_id/query': toInTrash,
  },
  objects: {
    page: toArchived,
    block: toArchived,
    database: toArchived,
    data_source: toArchived,
    file_upload: toArchived,
  },
}

export const version: Version = { version: '2026-03-11', changes: [inTrashReplacesArchived] }
