import { parentsOfNodes } from '#server/store/feed.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { dataSourceFor, pageFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import type { Page } from '../pages/page.ts'
import { type Changes, changesAfter, type Filter, type Subject } from './changes.ts'
import { cursorOf, sequenceOf } from './cursor.ts'
import type { Change } from './describe.ts'
import { ACCESS_LOST } from './types.ts'

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
  const isLost =
    what.type !== 'workspace' &&
    changes.some(({ type, entity }) => type === ACCESS_LOST && entity.id === what.thing.id)
  return isLost ? { ...found, changes, hasMore: false, isLost } : { ...found, changes }
}

/** What is lost with an event is told after it, thing by thing. */
const afterChange = (context: Context, { sequence, type, entity }: Change): string =>
  cursorOf(context, { sequence, place: type === ACCESS_LOST ? entity.id : '' })

/** The end of following something that the actor no longer sees, as the feed tells it. */
export async function lost(
  context: Context,
  entity: Change['entity'],
  { nextCursor }: Following,
): Promise<Following> {
  const found = await lossInFeed(context, entity.id, nextCursor)
  // What was granted for a time ends some seconds before the feed tells it.
  const change = found ?? {
    id: context.newId(),
    sequence: sequenceOf(context, nextCursor),
    type: ACCESS_LOST,
    timestamp: context.now,
    entity,
    authors: [],
    data: {},
  }
  const cursor = found === undefined ? nextCursor : afterChange(context, found)
  return { changes: [{ ...change, cursor }], nextCursor: cursor, hasMore: false, isLost: true }
}

async function lossInFeed(context: Context, nodeId: string, after: string): Promise<Change | undefined> {
  const filter: Filter = (subjects) => subjects.filter(({ node_id }) => node_id === nodeId)
  for (let cursor = after; ; ) {
    const wanted = { cursor, feed: 'content', types: [ACCESS_LOST], size: 1, filter } as const
    const { changes, nextCursor, hasMore } = await changesAfter(context, wanted)
    if (changes.length > 0 || !hasMore) return changes[0]
    cursor = nextCursor
  }
}

const filterOf = (context: Context, { type, thing }: Exclude<Followed, { type: 'workspace' }>): Filter =>
  type === 'page' ? ofPage(thing.id) : ofDataSource(context, thing)

/** What happens to a page, comments on it, and what comes to stand directly in it or leaves it. */
const ofPage =
  (pageId: string): Filter =>
  (subjects) =>
    subjects.filter((one) => one.node_id === pageId || isPlaced(one, pageId))

/** What happens to a data source, its database with its views, and its rows with their comments. */
const ofDataSource =
  (context: Context, { id, databaseId }: DataSource): Filter =>
  async (subjects) => {
    const own = new Set<string | null>([id, databaseId])
    const others = subjects.flatMap(({ node_id }) => (node_id === null || own.has(node_id) ? [] : [node_id]))
    const { db, workspace } = context
    const rows = new Set(
      (await parentsOfNodes(db, workspace.id, [...new Set(others)]))
        .filter(({ parent_id }) => parent_id === id)
        .map((row) => row.id),
    )
    return subjects.filter((one) => own.has(one.node_id) || rows.has(one.node_id ?? '') || isPlaced(one, id))
  }

const placings = ['created', 'deleted', 'undeleted', 'moved']
const placing = new Set(['page', 'database'].flatMap((kind) => placings.map((placed) => `${kind}.${placed}`)))

/** Whether a page or database came to stand in this, came out of the trash there, or left it for the trash or elsewhere. */
const isPlaced = ({ type, data, before }: Subject, id: string): boolean =>
  placing.has(type) &&
  [data, before].some((values) => values !== null && JSON.parse(values).parent?.id === id)
