import { pageFor } from '#server/domain/access/nodes.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import type { Place } from '#server/domain/blocks/insert.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { movePage } from '#server/domain/pages/move.ts'
import { updatePage } from '#server/domain/pages/update.ts'
import { viewPage } from '#server/domain/pages/view.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { storeCover } from '#shared/objects/cover.ts'
import { storeIcon } from '#shared/objects/icon.ts'
import { invalid } from '#shared/problem.ts'
import { contentOf } from './content.ts'
import { collectPageReferences, presentPage } from './present.ts'
import { CreatePageBody, MovePageBody, PageParams, PageQuery, UpdatePageBody } from './schema.ts'

export const createPageRoute = route({
  method: 'POST',
  url: '/v1/pages',
  summary: 'Makes a page, with its content when that is given.',
  needs: 'insert_content',
  body: CreatePageBody,
  mayWait: ({ body }) => body.allow_async === true && body.markdown !== undefined,
  allow: (context, { body }) => parentFor(context, body.parent),
  handle: async (context, { body }, parent) => {
    refuseTemplate(body.template)
    const { children, title } = await contentOf(context, body)
    const page = await createPage(context, parent, {
      properties: withTitle(body.properties ?? {}, title),
      icon: body.icon ? storeIcon(body.icon) : null,
      cover: body.cover ? storeCover(body.cover) : null,
      children,
      ...(body.position ? { place: placeOf(body.position, parent.type) } : {}),
    })
    return viewPage(context, page)
  },
  refers: collectPageReferences,
  present: presentPage,
})

export const movePageRoute = route({
  method: 'POST',
  url: '/v1/pages/:page_id/move',
  summary: 'Moves a page with all that is below it.',
  needs: 'update_content',
  params: PageParams,
  body: MovePageBody,
  allow: async (context, { params, body }) => ({
    page: await pageFor(context, params.page_id, 'edit'),
    parent: await parentFor(context, body.parent),
  }),
  handle: async (context, _request, { page, parent }) =>
    viewPage(context, await movePage(context, page, parent)),
  refers: collectPageReferences,
  present: presentPage,
})

export const pageRoutes = [
  createPageRoute,
  route({
    method: 'GET',
    url: '/v1/pages/:page_id',
    summary: 'A page with its properties; its content is listed as blocks.',
    needs: 'read_content',
    reads: true,
    params: PageParams,
    query: PageQuery,
    allow: (context, { params }) => pageFor(context, params.page_id, 'read'),
    handle: (context, { query }, page) => viewPage(context, page, query.filter_properties ?? null),
    refers: collectPageReferences,
    present: presentPage,
  }),
  route({
    method: 'PATCH',
    url: '/v1/pages/:page_id',
    summary: 'Changes properties, icon, cover or lock of a page; puts it into the trash or takes it out.',
    needs: 'update_content',
    params: PageParams,
    body: UpdatePageBody,
    allow: (context, { params }) => pageFor(context, params.page_id, 'edit'),
    handle: async (context, { body }, page) => {
      refuseTemplate(body.template)
      const { icon, cover, properties, in_trash, is_locked, is_archived, erase_content } = body
      const changed = await updatePage(context, page, {
        ...(properties ? { properties } : {}),
        ...(icon === undefined ? {} : { icon: icon && storeIcon(icon) }),
        ...(cover === undefined ? {} : { cover: cover && storeCover(cover) }),
        ...(in_trash === undefined ? {} : { in_trash }),
        ...(is_locked === undefined ? {} : { is_locked }),
        ...(is_archived === undefined ? {} : { is_archived }),
        ...(erase_content === undefined ? {} : { erase_content }),
      })
      return viewPage(context, changed)
    },
    refers: collectPageReferences,
    present: presentPage,
  }),
  movePageRoute,
]

type Position =
  | { type: 'after_block'; after_block: { id: string } }
  | { type: 'page_start' }
  | { type: 'page_end' }

function placeOf(position: Position, parentType: string): Place {
  if (parentType !== 'page_id')
    throw invalid('body.position should be not present unless the parent is a page.')
  if (position.type === 'after_block') return { type: 'after_block', id: toUuid(position.after_block.id) }
  return { type: position.type === 'page_start' ? 'start' : 'end' }
}

function refuseTemplate(template: { type: string } | undefined): void {
  if (template === undefined || template.type === 'none') return
  throw invalid(
    'Templates are not supported by this server yet: body.template should be of type "none" or not present.',
  )
}

/** A title that the content brought along does not replace one that was given. */
function withTitle(properties: Readonly<Record<string, unknown>>, title: unknown[] | null) {
  if (title === null) return properties
  const isGiven = Object.entries(properties).some(
    ([key, value]) => key === 'title' || (typeof value === 'object' && value !== null && 'title' in value),
  )
  return isGiven ? properties : { ...properties, title: { title } }
}
