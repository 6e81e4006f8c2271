import type { Static } from 'typebox'
import { pageFor } from '#server/domain/access/nodes.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import type { Place } from '#server/domain/blocks/insert.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { movePage } from '#server/domain/pages/move.ts'
import { updatePage } from '#server/domain/pages/update.ts'
import { viewPage } from '#server/domain/pages/view.ts'
import { chooseTemplate, useTemplate } from '#server/domain/templates/use.ts'
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
  query: PageQuery,
  body: CreatePageBody,
  mayWait: ({ body }) => body.allow_async === true && body.markdown !== undefined,
  allow: (context, { body }) => parentFor(context, body.parent),
  handle: async (context, { body, query }, parent) => {
    const { children, title } = await contentOf(context, body)
    const dataSourceId = parent.type === 'data_source_id' ? parent.dataSource.id : null
    const template = await chooseTemplate(context, dataSourceId, body.template)
    if (template && body.is_template) {
      throw invalid('body.template and body.is_template cannot be provided together.')
    }
    const page = await createPage(context, parent, {
      isTemplate: body.is_template ?? false,
      properties: withTitle(body.properties ?? {}, title),
      icon: body.icon ? storeIcon(body.icon) : null,
      cover: body.cover ? storeCover(body.cover) : null,
      children,
      ...(body.position ? { place: placeOf(body.position, parent.type) } : {}),
    })
    if (template) await useTemplate(context, page, template, fillOf(body, 'start'))
    return viewPage(context, page, query.filter_properties ?? null)
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
    // In a teamspace others get at it.
    page: await pageFor(context, params.page_id, 'teamspace_id' in body.parent ? 'full_access' : 'edit'),
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
    views: ({ params }) => params.page_id,
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
    query: PageQuery,
    body: UpdatePageBody,
    allow: (context, { params }) => pageFor(context, params.page_id, 'edit'),
    handle: async (context, { body, query }, page) => {
      const template = await chooseTemplate(context, page.dataSourceId, body.template)
      const { icon, cover, properties, in_trash, is_locked, is_archived, erase_content, is_template } = body
      if (template && in_trash === true) {
        throw invalid('body.template should be not present when the page is put into the trash.')
      }
      const changed = await updatePage(context, page, {
        ...(properties ? { properties } : {}),
        ...(icon === undefined ? {} : { icon: icon && storeIcon(icon) }),
        ...(cover === undefined ? {} : { cover: cover && storeCover(cover) }),
        ...(in_trash === undefined ? {} : { in_trash }),
        ...(is_locked === undefined ? {} : { is_locked }),
        ...(is_archived === undefined ? {} : { is_archived }),
        ...(erase_content === undefined ? {} : { erase_content }),
        ...(is_template === undefined ? {} : { is_template }),
      })
      if (template) await useTemplate(context, changed, template, fillOf(body, 'end'))
      return viewPage(context, changed, query.filter_properties ?? null)
    },
    refers: collectPageReferences,
    present: presentPage,
  }),
  movePageRoute,
]

/** What of a request a template leaves alone, and where its content goes. */
const fillOf = (
  {
    properties,
    icon,
    cover,
    template,
  }: Pick<Static<typeof UpdatePageBody>, 'properties' | 'icon' | 'cover' | 'template'>,
  place: 'start' | 'end',
) => ({
  properties: properties ?? {},
  hasIcon: icon !== undefined,
  hasCover: cover !== undefined,
  timeZone: template && 'timezone' in template ? template.timezone : undefined,
  place,
})

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

/** A title that the content brought along does not replace one that was given. */
function withTitle(properties: Readonly<Record<string, unknown>>, title: unknown[] | null) {
  if (title === null) return properties
  const isGiven = Object.entries(properties).some(
    ([key, value]) => key === 'title' || (typeof value === 'object' && value !== null && 'title' in value),
  )
  return isGiven ? properties : { ...properties, title: { title } }
}
