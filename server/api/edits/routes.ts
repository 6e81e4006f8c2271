import { isCapable } from '#server/domain/access/capabilities.ts'
import { blockFor, pageFor } from '#server/domain/access/nodes.ts'
import { applyEdits } from '#server/domain/edits/apply.ts'
import type { Edit, Placing } from '#server/domain/edits/edit.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { collectListedReferences, presentListed } from '../blocks/present.ts'
import { PageParams } from '../pages/schema.ts'
import { type BlockEdit, EditPageBody, EditsAnswer } from './schema.ts'

export const editPageRoute = route({
  method: 'POST',
  url: '/v1/pages/:page_id/edits',
  call: 'pages.edit',
  answer: EditsAnswer,
  summary:
    'Inserts, changes, moves, retypes and deletes blocks of a page, all or none, and merges what others wrote. A move may go to another `page`.',
  needs: 'insert_or_update_content',
  isExtension: true,
  isUnsized: true,
  since: '2026-03-11',
  params: PageParams,
  body: EditPageBody,
  allow: async (context, { params }) => {
    const page = await pageFor(context, params.page_id, 'edit')
    return blockFor(context, page.id, 'edit')
  },
  handle: async (context, { body }, page) => ({
    id: page.id,
    mayRead: isCapable(context.actor.capabilities, 'read_content'),
    ...(await applyEdits(context, page, body.edits.map(readEdit), body.base_revision ?? null)),
  }),
  refers: ({ outcomes }, references) => {
    for (const { block } of outcomes) if (block) collectListedReferences(block, references)
  },
  present: ({ id, mayRead, outcomes, revision, isBehind }, resolved) => ({
    object: 'page_edits',
    page_id: id,
    revision,
    is_behind: isBehind,
    results: outcomes.map(({ block, reason, ...outcome }) => ({
      ...outcome,
      reason: reason ?? null,
      block: block && (mayRead ? presentListed(block, resolved) : { object: 'block', id: block.id }),
    })),
  }),
})

/** Ids as everything inside knows them. */
function readEdit(edit: BlockEdit): Edit {
  switch (edit.type) {
    case 'insert': {
      const { id, parent, after, ...rest } = edit
      return { ...rest, ...(id === undefined ? {} : { id: toUuid(id) }), ...readPlacing({ parent, after }) }
    }
    case 'move': {
      const { id, page, parent, after } = edit
      return {
        type: 'move',
        id: toUuid(id),
        ...(page === undefined ? {} : { page: toUuid(page) }),
        ...readPlacing({ parent, after }),
      }
    }
    default:
      return { ...edit, id: toUuid(edit.id) }
  }
}

const readPlacing = ({
  parent,
  after,
}: {
  parent?: string | undefined
  after?: string | null | undefined
}): Placing => ({
  ...(parent === undefined ? {} : { parent: toUuid(parent) }),
  ...(after === undefined ? {} : { after: after === null ? null : toUuid(after) }),
})
