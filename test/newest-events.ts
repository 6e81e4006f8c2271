import type { Store } from '#server/store/dialects/dialect.ts'
import type { EventRow } from '#server/store/tables/events.ts'

/** The last events of a workspace, the newest first. */
export const newestEvents = (
  { store, id }: { store: Store; id: string },
  count: number,
): Promise<EventRow[]> =>
  store.reader.sql
    .selectFrom('events')
    .selectAll()
    .where('workspace_id', '=', id)
    .orderBy('sequence', 'desc')
    .limit(count)
    .execute()
