import { requireCapability } from '#server/domain/access/capabilities.ts'
import { blockFor } from '#server/domain/access/nodes.ts'
import { readBlock } from '#server/domain/blocks/list.ts'
import { createMeetingNotes } from '#server/domain/blocks/meeting-notes.ts'
import { queryMeetingNotes } from '#server/domain/blocks/query-meeting-notes.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { collectListedReferences, presentListed } from './present.ts'
import { MeetingNotesBody, QueryMeetingNotesBody } from './schema.ts'

export const meetingNotesRoutes = [
  route({
    method: 'POST',
    url: '/v1/blocks/meeting_notes',
    summary: 'Makes the notes of a meeting after the block that holds its recording.',
    needs: 'insert_content',
    body: MeetingNotesBody,
    allow: (context, { body: { source, parent } }) => {
      if (parent) {
        throw invalid(
          'body.parent should be not present when the source is a block: the notes stand after it.',
        )
      }
      // API reference, "Create a meeting note": who uses a block as the source must be able to read it.
      requireCapability(context.actor, 'read_content')
      return blockFor(context, source.block_id, 'edit')
    },
    handle: async (context, { body }, source) =>
      readBlock(context, await createMeetingNotes(context, source, body.title)),
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
