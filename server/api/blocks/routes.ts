import type { Static } from 'typebox'
import type { Granted } from '#server/domain/access/levels.ts'
import { blockFor } from '#server/domain/access/nodes.ts'
import { appendChildren } from '#server/domain/blocks/append.ts'
import type { Block } from '#server/domain/blocks/block.ts'
import { listChildren, readBlock } from '#server/domain/blocks/list.ts'
import { listTree } from '#server/domain/blocks/tree.ts'
import { deleteBlock, updateBlock } from '#server/domain/blocks/update.ts'
import type { Context } from '#server/domain/context.ts'
import { pageSize, presentList } from '#server/http/paging.ts'
import { olderRoute, route } from '#server/http/route.ts'
import { readChange } from '#shared/blocks/content.ts'
import { storeBlocks } from '#shared/blocks/store.ts'
import { readPosition } from './position.ts'
import { collectListedReferences, presentListed } from './present.ts'
import {
  AppendBody,
  BlockParams,
  ChildrenQuery,
  MOST_OF_TREE,
  TreeAnswer,
  TreeQuery,
  UpdateBlockBody,
} from './schema.ts'

const append = (context: Context, parent: Granted<Block, 'edit'>, body: Static<typeof AppendBody>) =>
  appendChildren(
    context,
    parent,
    storeBlocks(body.children, parent, { sizes: context.workspace.settings.limits.sizes }),
    readPosition(body.position),
  )

/** `0` counts as not said. */
const treeSize = (asked: number | undefined): number =>
  asked === undefined || asked < 1 ? MOST_OF_TREE : Math.floor(asked)

const appendRoute = route({
  method: 'PATCH',
  url: '/v1/blocks/:block_id/children',
  summary: 'Adds blocks below a page or block.',
  needs: 'insert_content',
  params: BlockParams,
  body: AppendBody,
  allow: (context, { params }) => blockFor(context, params.block_id, 'edit'),
  handle: (context, { body }, parent) => append(context, parent, body),
  refers: (children, references) => {
    for (const child of children) collectListedReferences(child, references)
  },
  present: (children, resolved) =>
    presentList(
      'block',
      children.map((child) => presentListed(child, resolved)),
      null,
    ),
})

/** Before 2021-08-16 the answer was the block that was appended to. */
const appendToParentRoute = olderRoute(appendRoute, '2021-05-13', {
  params: BlockParams,
  body: AppendBody,
  handle: async (context, { body }, parent: Granted<Block, 'edit'>) => {
    await append(context, parent, body)
    return readBlock(context, parent.id)
  },
  refers: collectListedReferences,
  present: presentListed,
})

export const blockRoutes = [
  route({
    method: 'GET',
    url: '/v1/blocks/:block_id',
    summary: 'One block; a page and a database are blocks too.',
    needs: 'read_content',
    reads: true,
    params: BlockParams,
    allow: (context, { params }) => blockFor(context, params.block_id, 'read'),
    handle: (context, _request, block) => readBlock(context, block.id),
    refers: collectListedReferences,
    present: presentListed,
  }),
  route({
    method: 'GET',
    url: '/v1/blocks/:block_id/children',
    summary: 'The blocks directly below a page or block, in order.',
    needs: 'read_content',
    reads: true,
    views: ({ params }) => params.block_id,
    params: BlockParams,
    query: ChildrenQuery,
    allow: (context, { params }) => blockFor(context, params.block_id, 'read'),
    handle: (context, { query }, block) =>
      listChildren(context, block, query.start_cursor ?? null, pageSize(query.page_size)),
    refers: ({ children }, references) => {
      for (const child of children) collectListedReferences(child, references)
    },
    present: ({ children, nextCursor }, resolved) =>
      presentList(
        'block',
        children.map((child) => presentListed(child, resolved)),
        nextCursor,
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/blocks/:block_id/tree',
    call: 'blocks.tree',
    answer: TreeAnswer,
    summary: 'All blocks below a page or block, each followed by what is below it.',
    needs: 'read_content',
    reads: true,
    isExtension: true,
    views: ({ params }) => params.block_id,
    params: BlockParams,
    query: TreeQuery,
    allow: (context, { params }) => blockFor(context, params.block_id, 'read'),
    handle: (context, { query }, block) =>
      listTree(context, block, query.start_cursor ?? null, treeSize(query.page_size)),
    refers: ({ children }, references) => {
      for (const child of children) collectListedReferences(child, references)
    },
    present: ({ children, nextCursor, revision }, resolved) => ({
      ...presentList(
        'block',
        children.map((child) => presentListed(child, resolved)),
        nextCursor,
      ),
      revision,
    }),
  }),
  appendRoute,
  appendToParentRoute,
  route({
    method: 'PATCH',
    url: '/v1/blocks/:block_id',
    summary: 'Changes the content of a block, puts it into the trash or takes it out.',
    needs: 'update_content',
    params: BlockParams,
    body: UpdateBlockBody,
    allow: (context, { params }) => blockFor(context, params.block_id, 'edit'),
    handle: async (context, { body }, block) => {
      await updateBlock(context, block, readChange(body, block.type))
      return readBlock(context, block.id)
    },
    refers: collectListedReferences,
    present: presentListed,
  }),
  route({
    method: 'DELETE',
    url: '/v1/blocks/:block_id',
    summary: 'Puts a block, a page or a database into the trash.',
    needs: 'update_content',
    params: BlockParams,
    allow: (context, { params }) => blockFor(context, params.block_id, 'edit'),
    handle: async (context, _request, block) => {
      await deleteBlock(context, block)
      return readBlock(context, block.id)
    },
    refers: collectListedReferences,
    present: presentListed,
  }),
]
