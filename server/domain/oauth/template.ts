import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { principalOf } from '../access/actor.ts'
import type { Granted } from '../access/levels.ts'
import { pageFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import { createPage } from '../pages/create.ts'
import type { Page } from '../pages/page.ts'
import { publicReader, workspaceToRead } from '../pages/published.ts'
import { copyContent } from '../templates/copy-content.ts'
import type { Client } from './client.ts'

export interface Template {
  page: Granted<Page, 'read'>
  /** As whom it is read: the person, or anybody where it is published and they see no more of it. */
  reader: Context
}

/**
 * The page that a connection offers a copy of; null where it offers none. Content does not leave its workspace: a
 * template of another one is none, nor is one that neither the person nor the public may read.
 */
export async function templateOf(context: Context, client: Client): Promise<Template | null> {
  const id = pageIdIn(client.template_url, context.baseUrl)
  if (id === null) return null
  const own = await readBy(context, id)
  if (own !== null) return own
  const published = await workspaceToRead(context.db, toUuid(id), context.now)
  return published?.id === context.workspace.id ? readBy({ ...context, actor: publicReader }, id) : null
}

async function readBy(reader: Context, id: string): Promise<Template | null> {
  try {
    const page = await pageFor(reader, id, 'read')
    return page.trashRoot === null ? { page, reader } : null
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

/** A page's address ends with its id, whatever its title was. */
function pageIdIn(address: string | null, baseUrl: string): string | null {
  if (address === null || !URL.canParse(address) || !address.startsWith(`${baseUrl}/`)) return null
  const id = new URL(address).pathname.slice(-32)
  return isUuid(id) ? id : null
}

/**
 * Copies the template into a page of its own, which is the person's and the bot's.
 *
 * @returns the id of the page; null when there is no template any more.
 */
export async function useTemplateOf(context: Context, client: Client, botId: string): Promise<string | null> {
  const template = await templateOf(context, client)
  if (template === null) return null
  const { actor, now } = context
  const reach = [principalOf.user(actor.userId), principalOf.bot(botId)]
  const page = await createPage(
    context,
    { type: 'workspace' },
    {
      properties: { title: { title: [{ text: { content: template.page.title } }] } },
      icon: template.page.icon,
      access: {
        grants: reach.map((principal) => ({ principal, level: 'full_access' })),
        inherits: false,
      },
    },
  )
  const use = { userId: actor.userId, now, timeZone: 'UTC' }
  await copyContent(context, template.page, page, { type: 'end' }, use, template.reader)
  return page.id
}
