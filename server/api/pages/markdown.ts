/** A page's content as markdown (API reference, "Retrieve a page as markdown", "Update a page's content as markdown"). */
import { type Static, Type } from 'typebox'
import type { Granted } from '#server/domain/access/levels.ts'
import { blockFor } from '#server/domain/access/nodes.ts'
import type { Block } from '#server/domain/blocks/block.ts'
import type { Context } from '#server/domain/context.ts'
import { applyPlan } from '#server/domain/markdown/apply-plan.ts'
import { namedIn } from '#server/domain/markdown/named-in.ts'
import { type BlockTree, type ContentTree, readTree } from '#server/domain/markdown/read-tree.ts'
import { route } from '#server/http/route.ts'
import { collectBlockReferences, presentContent } from '#shared/blocks/content.ts'
import { type MarkdownBlock, payloadOf } from '#shared/markdown/block.ts'
import { insertContent, replaceContentRange, updateContent } from '#shared/markdown/commands.ts'
import { customEmojisIn } from '#shared/markdown/custom-emojis.ts'
import { deletionRefusal, matchBlocks } from '#shared/markdown/match.ts'
import { parseMarkdown } from '#shared/markdown/parse.ts'
import { renderMarkdown } from '#shared/markdown/render.ts'
import { invalid } from '#shared/problem.ts'
import type { References, Resolved } from '#shared/references.ts'
import { StrictObject } from '#shared/validation/schemas.ts'
import { resolve } from '../objects/resolve.ts'
import { PageParams } from './schema.ts'

const mayDelete = { allow_deleting_content: Type.Optional(Type.Boolean()) }
const mayWait = { allow_async: Type.Optional(Type.Boolean()) }

const UpdateMarkdownBody = Type.Union([
  StrictObject({
    type: Type.Literal('update_content'),
    update_content: StrictObject({
      content_updates: Type.Array(
        StrictObject({
          old_str: Type.String({ minLength: 1 }),
          new_str: Type.String(),
          replace_all_matches: Type.Optional(Type.Boolean()),
        }),
        { maxItems: 100 },
      ),
      ...mayDelete,
    }),
    ...mayWait,
  }),
  StrictObject({
    type: Type.Literal('replace_content'),
    replace_content: StrictObject({ new_str: Type.String(), ...mayDelete }),
    ...mayWait,
  }),
  StrictObject({
    type: Type.Literal('insert_content'),
    insert_content: StrictObject({
      content: Type.String(),
      after: Type.Optional(Type.String()),
      position: Type.Optional(
        Type.Union([
          StrictObject({ type: Type.Literal('start') }),
          StrictObject({ type: Type.Literal('end') }),
        ]),
      ),
    }),
    ...mayWait,
  }),
  StrictObject({
    type: Type.Literal('replace_content_range'),
    replace_content_range: StrictObject({
      content: Type.String(),
      content_range: Type.String(),
      ...mayDelete,
    }),
    ...mayWait,
  }),
])

type UpdateMarkdown = Static<typeof UpdateMarkdownBody>

export const markdownRoutes = [
  route({
    method: 'GET',
    url: '/v1/pages/:page_id/markdown',
    summary: 'The content of a page, or of a block, as markdown.',
    needs: 'read_content',
    reads: true,
    views: ({ params }) => params.page_id,
    params: PageParams,
    query: StrictObject({ include_transcript: Type.Optional(Type.Boolean()) }),
    allow: (context, { params }) => blockFor(context, params.page_id, 'read', 'page'),
    handle: async (context, { query }, block) => {
      const tree = await readTree(context, block)
      return query.include_transcript ? tree : withoutTranscripts(tree)
    },
    refers: collectTreeReferences,
    present: presentMarkdown,
  }),
  route({
    method: 'PATCH',
    url: '/v1/pages/:page_id/markdown',
    summary: 'Changes the content of a page by its markdown; blocks that stay the same keep their ids.',
    needs: 'update_content',
    params: PageParams,
    body: UpdateMarkdownBody,
    mayWait: ({ body }) => body.allow_async === true,
    allow: (context, { params }) => blockFor(context, params.page_id, 'edit', 'page'),
    handle: async (context, { body }, block) => {
      await updateMarkdown(context, block, body)
      return withoutTranscripts(await readTree(context, block))
    },
    refers: collectTreeReferences,
    present: presentMarkdown,
  }),
]

async function updateMarkdown(
  context: Context,
  block: Granted<Block, 'edit'>,
  body: UpdateMarkdown,
): Promise<void> {
  const tree = await readTree(context, block)
  if (tree.truncated) throw invalid('This page has too many blocks to be changed as markdown.')
  const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
  collectTreeReferences(tree, references)
  const resolved = await resolve(context, references)
  const before = toMarkdownBlocks(tree.blocks, resolved)
  const options = { baseUrl: context.baseUrl }
  const shown = toMarkdownBlocks(withoutTranscripts(tree).blocks, resolved)
  const wanted = wantedMarkdown(renderMarkdown(shown, options).markdown, body)
  const named = await namedIn(context, wanted)
  const emojis = customEmojisIn(before)
  const customEmoji = (name: string) => emojis.get(name) ?? named.customEmoji(name)
  const after = parseMarkdown(wanted, { ...named, customEmoji })
  const plan = matchBlocks(before, after, options)
  const refusal = mayDeletePages(body) ? undefined : deletionRefusal(plan)
  if (refusal !== undefined) throw invalid(refusal)
  await applyPlan(context, block, plan)
}

function wantedMarkdown(markdown: string, body: UpdateMarkdown): string {
  switch (body.type) {
    case 'update_content':
      return updateContent(markdown, body.update_content.content_updates)
    case 'replace_content':
      return body.replace_content.new_str
    case 'insert_content':
      return insertContent(markdown, body.insert_content.content, body.insert_content)
    case 'replace_content_range': {
      const { content, content_range } = body.replace_content_range
      return replaceContentRange(markdown, content, content_range)
    }
  }
}

function mayDeletePages(body: UpdateMarkdown): boolean {
  if (body.type === 'insert_content') return false
  const options = (body as unknown as Record<string, { allow_deleting_content?: boolean }>)[body.type]
  return options?.allow_deleting_content === true
}

function presentMarkdown({ id, blocks, truncated }: ContentTree, resolved: Resolved) {
  const { markdown, unknownBlockIds } = renderMarkdown(toMarkdownBlocks(blocks, resolved), {
    baseUrl: resolved.baseUrl,
  })
  return { object: 'page_markdown', id, markdown, truncated, unknown_block_ids: unknownBlockIds }
}

function collectTreeReferences({ blocks }: { blocks: readonly BlockTree[] }, references: References): void {
  for (const { type, content, children, mirrored } of blocks) {
    collectBlockReferences(type, content, references)
    collectTreeReferences({ blocks: children }, references)
    collectTreeReferences({ blocks: mirrored }, references)
  }
}

/** Transcripts are long, and shown only when they are asked for. */
const withoutTranscripts = (tree: ContentTree): ContentTree => ({
  ...tree,
  blocks: tree.blocks.map(hideTranscript),
})

function hideTranscript(block: BlockTree): BlockTree {
  const parts = (block.type === 'meeting_notes' ? (block.content.children ?? {}) : {}) as Record<
    string,
    unknown
  >
  const shown = block.children.filter(({ id }) => id !== parts.transcript_block_id)
  return { ...block, children: shown.map(hideTranscript) }
}

const toMarkdownBlocks = (blocks: readonly BlockTree[], resolved: Resolved): MarkdownBlock[] =>
  blocks.map((block) => toMarkdownBlock(block, resolved))

function toMarkdownBlock(
  { id, type, content, children, mirrored }: BlockTree,
  resolved: Resolved,
): MarkdownBlock {
  const block: MarkdownBlock = { id, type, [type]: presentContent(type, content, resolved) }
  const inner = toMarkdownBlocks(children, resolved)
  if (inner.length > 0)
    block.children = type === 'meeting_notes' ? inner.map((one) => asSection(block, one)) : inner
  if (mirrored.length > 0) block.mirrored = toMarkdownBlocks(mirrored, resolved)
  return block
}

/** The parts of meeting notes are blocks that the notes name; markdown tells them apart by type. */
function asSection(notes: MarkdownBlock, part: MarkdownBlock): MarkdownBlock {
  const ids = (payloadOf(notes).children ?? {}) as Record<string, unknown>
  for (const section of ['summary', 'notes', 'transcript']) {
    const type = `meeting_notes_${section}`
    if (ids[`${section}_block_id`] === part.id) return { ...part, type, [type]: {} }
  }
  return part
}
