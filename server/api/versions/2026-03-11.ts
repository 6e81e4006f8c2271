import { isUuid } from '#shared/validation/uuid.ts'
import type { Change, Json, Version } from './change.ts'
import { refuseOldField } from './old-field.ts'
import { toBlocksOfRequests } from './request-blocks.ts'
import { inBody, own, renameKey } from './rewrite.ts'
import { subscriptionsKeepTheirVersion } from './subscriptions.ts'

const toInTrash = inBody((body) => {
  if (!Object.hasOwn(body, 'archived')) return body
  const { archived, ...rest } = body
  if (typeof archived !== 'boolean')
    throw refuseOldField('body.archived', 'a boolean or `undefined`', archived)
  return Object.hasOwn(rest, 'in_trash') ? rest : { ...rest, in_trash: archived }
})

/** It stood last. */
const toArchived = (object: Json): Json =>
  Object.hasOwn(object, 'in_trash') ? { ...object, archived: object.in_trash } : object

const inTrashReplacesArchived: Change = {
  says: '`archived` is removed in favour of `in_trash`.',
  requests: {
    'PATCH /v1/pages/:page_id': toInTrash,
    'PATCH /v1/blocks/:block_id': toInTrash,
    'PATCH /v1/databases/:database_id': toInTrash,
    'PATCH /v1/data_sources/:data_source_id': toInTrash,
    'POST /v1/databases/:database_id/query': toInTrash,
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

const positionReplacesAfter: Change = {
  says: 'Blocks are appended at a `position`, which replaces `after`.',
  requests: {
    'PATCH /v1/blocks/:block_id/children': inBody((body) => {
      // Who sends both is told that one is too many.
      if (!Object.hasOwn(body, 'after') || Object.hasOwn(body, 'position')) return body
      const { after, ...rest } = body
      if (typeof after !== 'string' || !isUuid(after)) {
        throw refuseOldField('body.after', 'a valid uuid or `undefined`', after)
      }
      return { ...rest, position: { type: 'after_block', after_block: { id: after } } }
    }),
  },
}

const toMeetingNotes = (block: Json): Json => {
  const named = renameKey(block, 'transcription', 'meeting_notes')
  return own(named, 'type') === 'transcription' ? { ...named, type: 'meeting_notes' } : named
}

const meetingNotesReplaceTranscription: Change = {
  says: 'The block type `transcription` is now called `meeting_notes`.',
  requests: toBlocksOfRequests(toMeetingNotes),
  objects: {
    block: (block) =>
      block.type === 'meeting_notes'
        ? { ...renameKey(block, 'meeting_notes', 'transcription'), type: 'transcription' }
        : block,
  },
}

export const version: Version = {
  version: '2026-03-11',
  changes: [
    inTrashReplacesArchived,
    positionReplacesAfter,
    meetingNotesReplaceTranscription,
    subscriptionsKeepTheirVersion('2025-09-03'),
  ],
}
