/** What anybody may read who has the address of a published page. */
import { grantsCounting } from '#server/store/access-grants.ts'
import { dataSourcesOf } from '#server/store/data-sources.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { workspaceOfPublished } from '#server/store/published.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { type Actor, principalOf } from '../access/actor.ts'
import { noCapability } from '../access/capabilities.ts'
import type { Link } from '../access/lists.ts'
import { blockFor, databaseFor, dataSourceFor, pageFor } from '../access/nodes.ts'
import type { Context, Workspace } from '../context.ts'
import { queryDataSource } from '../data-sources/query.ts'
import { type BlockTree, readTree } from '../markdown/read-tree.ts'
import { readWorkspace } from '../workspaces/read.ts'

export interface Published {
  id: string
  title: string
  blocks: readonly BlockTree[]
  /** Of a database: its rows that are published, the newest first. */
  rows: readonly { id: string; title: string }[]
  link: Link
}

/** Whoever reads without signing in: it holds what the public was granted and nothing else. */
export const publicReader: Actor = {
  type: 'person',
  userId: '00000000-0000-0000-0000-000000000000',
  role: null,
  capabilities: { ...noCapability, content: ['read'] },
  connection: null,
  principals: JSON.stringify([principalOf.public]),
  tokenId: '',
}

/** The workspace of a page that is published now; null when it is not, or its workspace publishes no more. */
export async function workspaceToRead(db: Db, id: string, now: number): Promise<Workspace | null> {
  if (!isUuid(id)) return null
  const workspaceId = await workspaceOfPublished(db, id, now)
  if (workspaceId === undefined) return null
  const workspace = await readWorkspace(db, workspaceId)
  return workspace.settings.policy.sharing.public_pages ? workspace : null
}

/** As many rows of a database are shown as a page of a query holds. */
const MOST_ROWS = 100

/** @param context of the public reader. */
export async function readPublished(context: Context, id: string): Promise<Published> {
  const block = await blockFor(context, id, 'read')
  if (block.type === 'child_database') {
    const { title, accessId } = await databaseFor(context, id, 'read')
    return {
      id,
      title: plainText(title),
      blocks: [],
      rows: await rowsOf(context, id),
      link: await linkOf(context, accessId),
    }
  }
  const { title, accessId } = await pageFor(context, id, 'read')
  const { blocks } = await readTree(context, block)
  return { id, title, blocks, rows: [], link: await linkOf(context, accessId) }
}

async function rowsOf(context: Context, databaseId: string): Promise<Published['rows']> {
  const rows: { id: string; title: string }[] = []
  for (const { id } of await dataSourcesOf(context.db, context.workspace.id, databaseId)) {
    const source = await dataSourceFor(context, id, 'read')
    const { pages } = await queryDataSource(context, source, {
      filter: undefined,
      sorts: undefined,
      inTrash: false,
      isArchived: undefined,
      resultType: null,
      only: null,
      cursor: null,
      size: MOST_ROWS,
    })
    rows.push(...pages.map(({ page }) => ({ id: page.id, title: page.title })))
  }
  return rows
}

/** What was offered with any of the grants to the public that count. */
async function linkOf({ db, workspace, now }: Context, listId: string): Promise<Link> {
  const links = (await grantsCounting(db, workspace.id, listId))
    .filter(
      ({ principal, expires_time }) => principal === principalOf.public && (expires_time ?? Infinity) > now,
    )
    .flatMap(({ link }) => (link === null ? [] : [JSON.parse(link) as Link]))
  return {
    search_indexing: links.some(({ search_indexing }) => search_indexing),
    allow_duplicate: links.some(({ allow_duplicate }) => allow_duplicate),
  }
}
