/** Server-sent events (HTML Living Standard, section 9.2): the change feed as it grows. */

import { Type } from 'typebox'
import { type Followed, type Following, follow, followed, lost } from '#server/domain/events/follow.ts'
import { type Live, route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import { StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { ChangeAnswer, presentChange } from '../changes/routes.ts'

const EventsQuery = StrictObject({
  page_id: Type.Optional(Uuid),
  data_source_id: Type.Optional(Uuid),
  start_cursor: Type.Optional(Type.String()),
})

/**
 * Milliseconds after which a stream says that it is still there, and looks whether its reader still may read. Shorter
 * than proxies wait.
 */
const HEARTBEAT = 15_000

/** Milliseconds until a client that was cut off comes again. */
const RETRY = 1000

export const eventRoutes = [
  route({
    method: 'GET',
    url: '/v1/events',
    call: 'events.follow',
    answer: ChangeAnswer,
    summary: 'Changes of a page, a data source or the workspace as they happen, as server-sent events.',
    needs: 'read_content',
    reads: true,
    isExtension: true,
    query: EventsQuery,
    allow: (context, { query }) => followed(context, query),
    handle: (context, { query }, what) => follow(context, what, query.start_cursor ?? 'now'),
    present: ({ changes, nextCursor }) => ({
      object: 'list',
      results: changes.map((change) => ({ ...presentChange(change), cursor: change.cursor })),
      next_cursor: nextCursor,
    }),
    stream: {
      type: 'text/event-stream',
      only: true,
      headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      next: (live, { query }, last) => goOn(live, query, last),
      print,
    },
  }),
]

interface Asked {
  page_id?: string
  data_source_id?: string
}

/** Waits until there is something to tell, or it is time for a heartbeat. */
async function goOn(live: Live<Followed>, asked: Asked, last: Following): Promise<Following | null> {
  if (last.isLost) return null
  const began = performance.now()
  for (let before = last; ; ) {
    const left = Math.max(0, began + HEARTBEAT - performance.now())
    if (!before.hasMore && !(await live.wait(left))) return null
    const { context, allow } = await live.renew()
    const what = await allow().catch(unlessAbsent)
    if (what === null) return lost(context, entityOf(asked), before)
    before = await follow(context, what, before.nextCursor)
    if (before.changes.length > 0 || performance.now() - began >= HEARTBEAT) return before
  }
}

function unlessAbsent(error: unknown): null {
  if (error instanceof Problem && error.kind === 'absent') return null
  throw error
}

const entityOf = ({ page_id: pageId, data_source_id: dataSourceId }: Asked) =>
  pageId === undefined
    ? { type: 'data_source', id: toUuid(dataSourceId!) }
    : { type: 'page', id: toUuid(pageId) }

interface Shown {
  results: (Record<string, unknown> & { cursor: string })[]
  next_cursor: string
}

/**
 * Changes have no name of their own, so that `onmessage` hears all of them, those of later versions too. The last
 * block tells only how far the stream has come: with nothing in it, it is the heartbeat.
 */
function print({ results, next_cursor }: Shown): string {
  const told = results.map(({ cursor, ...change }) => `id: ${cursor}\ndata: ${JSON.stringify(change)}\n\n`)
  return `${told.join('')}: \nretry: ${RETRY}\nid: ${next_cursor}\n\n`
}
