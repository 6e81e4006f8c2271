import { meetingNotesBlocks } from '#server/store/blocks.ts'
import { compareNotes, type NotesFacts, readNotesFilter } from '#shared/meeting-notes/filter.ts'
import type { MeetingNotesFilter, MeetingNotesSort } from '#shared/meeting-notes/schema.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Context } from '../context.ts'
import { type ListedChild, onlooker, readListed } from './list.ts'

export interface FoundNotes {
  notes: ListedChild[]
  hasMore: boolean
}

/** Meeting notes in use that the actor can read, wherever they stand: those that pass a filter, in order. */
export async function queryMeetingNotes(
  context: Context,
  { filter, sort, limit }: { filter: MeetingNotesFilter | undefined; sort: MeetingNotesSort; limit: number },
): Promise<FoundNotes> {
  const passes = readNotesFilter(filter, {
    now: context.now,
    timeZone: context.workspace.settings.time_zone,
  })
  const rows = await meetingNotesBlocks(context.db, context.workspace.id, onlooker(context))
  const ready = new Map(rows.map((row) => [row.id, row.ready]))
  const found = rows.map(factsOf).filter(passes).sort(compareNotes(sort))
  const shown = found.slice(0, limit).map(({ id }) => ({ id, ready: ready.get(id) ?? null }))
  return { notes: await readListed(context, shown), hasMore: found.length > limit }
}

type Row = Awaited<ReturnType<typeof meetingNotesBlocks>>[number]

function factsOf({ id, content, ...row }: Row): NotesFacts {
  const { title = [], calendar_event } = JSON.parse(content) as {
    title?: StoredRichText[]
    calendar_event?: { attendees?: string[] }
  }
  return {
    id,
    title: plainText(title),
    attendees: calendar_event?.attendees ?? [],
    created_by: row.created_by,
    last_edited_by: row.last_edited_by,
    created_time: row.created_time,
    last_edited_time: row.last_edited_time,
  }
}
