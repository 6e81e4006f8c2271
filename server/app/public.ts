/** Published pages, for anybody who has their address. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '#server/domain/context.ts'
import { signAddress } from '#server/domain/files/addresses.ts'
import {
  type Published,
  publicReader,
  readPublished,
  workspaceToRead,
} from '#server/domain/pages/published.ts'
import { type Base, readingContext } from '#server/http/contexts.ts'
import { html } from '#server/http/html.ts'
import { sendPage } from '#server/http/web-page.ts'
import { toUuid } from '#shared/ids.ts'
import { publicUrl } from '#shared/objects/urls.ts'
import type { Resolved } from '#shared/references.ts'
import { sendProblem } from './errors.ts'
import { renderBlocks } from './public-blocks.ts'

export async function showPublished(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name } = request.params as { name: string }
  // Whatever a page is called now, its address ends with its id.
  const id = /(?:^|-)([0-9a-f]{32})$/i.exec(name)?.[1]
  const now = server.surroundings.now()
  const workspace = id === undefined ? null : await workspaceToRead(server.store.reader, toUuid(id), now)
  if (workspace === null) return sendProblem(reply, 404, 'There is no published page at this address.')
  const context = readingContext(server, { workspace, actor: publicReader }, now)
  const published = await readPublished(context, toUuid(id!))
  return sendPage(reply, 200, {
    title: published.title || 'Untitled',
    wide: true,
    isIndexed: published.link.search_indexing,
    content: html`<article>
<h1>${published.title || 'Untitled'}</h1>
${renderBlocks(published.blocks, resolvedFor(context))}
${rowsOf(published, context)}
</article>`,
  })
}

const rowsOf = ({ rows }: Published, { baseUrl }: Context) =>
  rows.length === 0
    ? null
    : html`<ul>${rows.map(
        ({ id, title }) =>
          html`<li><a href="${publicUrl(baseUrl, id, title)}">${title || 'Untitled'}</a></li>\n`,
      )}</ul>`

/** The public is told no names of people, and of pages what their links say. */
const resolvedFor = (context: Context): Resolved => ({
  baseUrl: context.baseUrl,
  user: (id) => ({ object: 'user', id }),
  file: (file) => signAddress(context, file),
  title: () => null,
})
