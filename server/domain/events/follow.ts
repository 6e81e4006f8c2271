import { parentsOfNodes } from '#server/store/feed.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { dataSourceFor, pageFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import type { Page } from '../pages/page.ts'
import { type Changes, changesAfter, type Filter, type Subject } from './changes.ts'
import { AFTER_ALL, cursorOf, sequenceOf } from './cursor.ts'
import type { Change } from './describe.ts'

/** What somebody follows: a page, a data source, or all that they see of the workspace. */
export type Followed =
  | { type: 'page'; thing: Granted<Page, 'read'> }
  | { type: 'data_source'; thing: Granted<DataSource, 'read'> }
  | { type: 'workspace' }

/** A change with the cursor of what comes after it. */
export type FollowedChange = Change & { cursor: string }

export interface Following extends Omit<Changes, 'changes'> {
  changes: FollowedChange[]
  /** The actor no longer sees what they followed. */
  isLost?: true
}

/** Changes that are read at once. */
const BATCH = 100

/** What a request names, as far as the actor sees it. */
export async function followed(
  context: Context,
  { page_id: pageId, data_source_id: dataSourceId }: { page_id?: string; data_source_id?: string },
): Promise<Followed> {
  if (pageId !== undefined && dataSourceId !== undefined) {
    throw invalid('query should name either page_id or data_source_id, or neither for the whole workspace.')
  }
  if (pageId !== undefined) return { type: 'page', thing: await pageFor(context, pageId, 'read') }
  if (dataSourceId !== undefined) {
    return { type: 'data_source', thing: await dataSourceFor(context, dataSourceId, 'read') }
  }
  return { type: 'workspace' }
}

/** What happened to it after a cursor. */
export async function follow(context: Context, what: Followed, cursor: string): Promise<Following> {
  const filter = what.type === 'workspace' ? undefined : filterOf(context, what)
  const found = await changesAfter(context, { cursor, feed: 'content', size: BATCH, filter })
  const changes = found.changes.map((change) => ({ ...change, cursor: afterChange(context, change) }))
  return { ...found, changes }
}

const afterChange = (context: Context, { sequence }: Change): string =>
  cursorOf(context, { sequence, place: AFTER_ALL })

/** The end of following something that the actor no longer sees. */
export function lost(
  context: Pick<Context, 'workspace' | 'newId' | 'now'>,
  entity: Change['entity'],
  { nextCursor }: Following,
): Following {
  const change: FollowedChange = {
    id: context.newId(),
    sequence: sequenceOf(context, nextCursor),
    type: 'access_lost',
    timestamp: context.now,
    entity,
    authors: [],
    data: {},
    cursor: nextCursor,
  }
  return { changes: [change], nextCursor, hasMore: false, isLost: true }
}

function filterOf(context: Context, what: Exclude<Followed, { type: 'workspace' }>): Filter {
  return what.type === 'page' ? ofPage(context, what.thing.id) : ofDataSource(context, what.thing)
}

/** What happens to a page, comments on it, and what comes to stand directly in it or leaves it. */
const ofPage =
  (context: Context, pageId: string): Filter =>
  async (events) => {
    const parents = await parentsOf(
      context,
      events.filter(({ type }) => placing.has(type)).map(({ entity_id }) => entity_id),
    )
    return events.filter(
      (event) => event.node_id === pageId || parents.get(event.entity_id) === pageId || wasIn(event, pageId),
    )
  }

const placing = new Set(
  ['page', 'database'].flatMap((kind) =>
    ['created', 'deleted', 'undeleted', 'moved'].map((what) => `${kind}.${what}`),
  ),
)

/** What happens to a data source, its database with its views, and its rows with their comments. */
const ofDataSource =
  (context: Context, { id, databaseId }: DataSource): Filter =>
  async (events) => {
    const own = new Set<string | null>([id, databaseId])
    const others = events.flatMap(({ node_id }) => (node_id === null || own.has(node_id) ? [] : [node_id]))
    const parents = await parentsOf(context, others)
    return events.filter(
      (event) => own.has(event.node_id) || parents.get(event.node_id ?? '') === id || wasIn(event, id),
    )
  }

/** What some pages, databases and data sources stand in now. */
async function parentsOf(
  { db, workspace }: Context,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const found = await parentsOfNodes(db, workspace.id, [...new Set(ids)])
  return new Map(found.map(({ id, parent_id }) => [id, parent_id]))
}

/** Whether it was moved out of this. */
const wasIn = ({ type, before }: Subject, id: string): boolean =>
  (type === 'page.moved' || type === 'database.moved') &&
  before !== null &&
  JSON.parse(before).parent.id === id
