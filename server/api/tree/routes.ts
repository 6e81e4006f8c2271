/** The pages and databases that somebody sees, as a tree: an addition of Octavo, for sidebars and pickers. */
import { Type } from 'typebox'
import { blockFor, pageFor } from '#server/domain/access/nodes.ts'
import { teamspaceToRead } from '#server/domain/access/teamspaces.ts'
import { below, pathTo, rootsOf, type TreeItem, topOf } from '#server/domain/tree/tree.ts'
import { listOf, PagingQuery, pagingFields, presentList, type Slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import type { Resolved } from '#shared/references.ts'
import { OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { presentTreeItem, TreeItemAnswer, treePage } from './present.ts'

const present = ({ results, nextCursor }: Slice<TreeItem>, resolved: Resolved) =>
  presentList(
    'tree_item',
    results.map((item) => presentTreeItem(item, resolved)),
    nextCursor,
  )

const reading = {
  method: 'GET',
  answer: listOf('tree_item', TreeItemAnswer),
  needs: 'read_content',
  isExtension: true,
  reads: true,
} as const

export const treeRoutes = [
  route({
    ...reading,
    url: '/v1/tree',
    call: 'tree.list',
    summary:
      'Where the tree begins: the pages and databases that are the caller’s alone (`section=private`), those shared with or by them, or the top of a teamspace.',
    query: StrictObject({
      ...pagingFields,
      section: Type.Optional(OneOf(['private', 'shared'])),
      teamspace_id: Type.Optional(Uuid),
    }),
    allow: (context, { query }) => {
      if ((query.section === undefined) === (query.teamspace_id === undefined)) {
        throw invalid('Either query.section or query.teamspace_id should be provided.')
      }
      return query.teamspace_id === undefined ? null : teamspaceToRead(context, query.teamspace_id)
    },
    handle: (context, { query }, teamspace) =>
      treePage(query, (from, limit) =>
        teamspace ? topOf(context, teamspace, from, limit) : rootsOf(context, query.section!, from, limit),
      ),
    present,
  }),
  route({
    ...reading,
    url: '/v1/pages/:page_id/tree',
    call: 'pages.tree',
    summary: 'The pages and databases that stand in a page, those within its blocks too.',
    params: StrictObject({ page_id: Uuid }),
    query: PagingQuery,
    allow: (context, { params }) => pageFor(context, params.page_id, 'read'),
    handle: (context, { query }, page) => treePage(query, (from, limit) => below(context, page, from, limit)),
    present,
  }),
  route({
    ...reading,
    url: '/v1/blocks/:block_id/path',
    call: 'blocks.path',
    summary:
      'The pages and databases from the top to a block, page or database, as far as the caller sees them; itself is the last if it is one.',
    params: StrictObject({ block_id: Uuid }),
    allow: (context, { params }) => blockFor(context, params.block_id, 'read'),
    handle: async (context, _request, block) => ({ results: await pathTo(context, block), nextCursor: null }),
    present,
  }),
]
