import type { Static } from 'typebox'
import { requireCapability } from '#server/domain/access/capabilities.ts'
import { uploadFor } from '#server/domain/access/file-uploads.ts'
import type { Granted } from '#server/domain/access/levels.ts'
import { blockFor, pageFor } from '#server/domain/access/nodes.ts'
import type { Block } from '#server/domain/blocks/block.ts'
import { readBlock } from '#server/domain/blocks/list.ts'
import { addRecording, createMeetingNotes } from '#server/domain/blocks/meeting-notes.ts'
import { queryMeetingNotes } from '#server/domain/blocks/query-meeting-notes.ts'
import type { Context } from '#server/domain/context.ts'
import type { FileUpload } from '#server/domain/files/upload.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { collectListedReferences, presentListed } from './present.ts'
import { MeetingNotesBody, QueryMeetingNotesBody } from './schema.ts'

/** A recording that stands in a page, or an upload with the page that it shall be put into. */
type Source =
  | { block: Granted<Block, 'edit'> }
  | { upload: Granted<FileUpload, 'edit'>; page: Granted<Block, 'edit'> }

export const meetingNotesRoutes = [
  route({
    method: 'POST',
    url: '/v1/blocks/meeting_notes',
    summary: 'Makes the notes of a meeting after the block that holds its recording, or of an upload of one.',
    needs: 'insert_content',
    body: MeetingNotesBody,
    allow: (context, { body }) => sourceFor(context, body),
    handle: async (context, { body }, source) => {
      const block = 'block' in source ? source.block : await recordingOf(context, source)
      return readBlock(context, await createMeetingNotes(context, block, body.title))
    },
    refers: collectListedReferences,
    present: presentListed,
  }),
  route({
    method: 'POST',
    url: '/v1/blocks/meeting_notes/query',
    summary: 'Meeting notes that the token can read, filtered and sorted; the newest first.',
    needs: 'read_content',
    reads: true,
    body: QueryMeetingNotesBody,
    allow: () => null,
    handle: (context, { body: { filter, sort = [], limit = MOST_NOTES } }) =>
      queryMeetingNotes(context, { filter, sort, limit }),
    refers: ({ notes }, references) => {
      for (const one of notes) collectListedReferences(one, references)
    },
    present: ({ notes, hasMore }, resolved) => ({
      results: notes.map((one) => presentListed(one, resolved)),
      has_more: hasMore,
    }),
  }),
]

/** This list has no cursor. */
const MOST_NOTES = 50

async function sourceFor(
  context: Context,
  { source, parent }: Static<typeof MeetingNotesBody>,
): Promise<Source> {
  if (source.type === 'file_upload') {
    if (!parent)
      throw invalid('body failed validation: body.parent should be defined, instead was `undefined`.')
    const { id } = await pageFor(context, parent.page_id, 'edit')
    return {
      upload: await uploadFor(context, source.file_upload_id),
      page: await blockFor(context, id, 'edit'),
    }
  }
  if (parent) {
    throw invalid('body.parent should be not present when the source is a block: the notes stand after it.')
  }
  // API reference, "Create a meeting note": who uses a block as the source must be able to read it.
  requireCapability(context.actor, 'read_content')
  return { block: await blockFor(context, source.block_id, 'edit') }
}

async function recordingOf(
  context: Context,
  { upload, page }: Extract<Source, { upload: unknown }>,
): Promise<Granted<Block, 'edit'>> {
  return blockFor(context, await addRecording(context, page, upload), 'edit')
}
