import { requireCapability } from '#server/domain/access/capabilities.ts'
import type { Context } from '#server/domain/context.ts'
import type { Delivery } from '#server/domain/webhooks/webhook.ts'
import { printJson } from '#server/http/json.ts'
import { answerIn } from '#server/http/mount.ts'
import type { AnyRoute, Parts } from '#server/http/route.ts'
import { Problem } from '#shared/problem.ts'
import { apiDoor } from '../door.ts'
import type { ApiVersion } from '../versions/change.ts'

/** Blocks that are told whole in one delivery; of the others there are the ids. */
const MOST_BLOCKS = 100

/** Where each kind of object is read. */
const retrieved: Readonly<Record<string, string>> = {
  page: '/v1/pages/:page_id',
  database: '/v1/databases/:database_id',
  data_source: '/v1/data_sources/:data_source_id',
  block: '/v1/blocks/:block_id',
  comment: '/v1/comments/:comment_id',
  view: '/v1/views/:view_id',
  file_upload: '/v1/file_uploads/:file_upload_id',
  user: '/v1/users/:user_id',
}

/**
 * What a delivery is about, as the API shows it to the connection when it is sent; null for what it cannot read (any
 * more). Of changed content the blocks that are there still.
 */
export async function includedIn(
  context: Context,
  version: ApiVersion,
  routes: readonly AnyRoute[],
  { entity_type, entity_id, data }: Delivery,
): Promise<Record<string, unknown>> {
  const read = (kind: string, id: string) => readObject(context, version, routes, kind, id)
  const entity = await read(entity_type, entity_id)
  const { updated_blocks: updated } = JSON.parse(data)
  if (!Array.isArray(updated)) return { entity }
  const blocks: unknown[] = []
  for (const { id } of updated.slice(0, MOST_BLOCKS)) blocks.push(await read('block', id))
  return { entity, updated_blocks: blocks.filter((block) => block !== null) }
}

async function readObject(
  context: Context,
  version: ApiVersion,
  routes: readonly AnyRoute[],
  kind: string,
  id: string,
): Promise<unknown> {
  const url = retrieved[kind]
  const route = routes.find((one) => one.method === 'GET' && one.url === url && apiDoor.has(version, one))
  if (url === undefined || route === undefined) return null
  const params = { [url.slice(url.indexOf(':') + 1)]: id }
  try {
    requireCapability(context.actor, route.needs)
    const parts = { params, query: {}, body: {} } as Parts<never, never, never>
    return JSON.parse(printJson(await answerIn(context, version, route, apiDoor, parts)))
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}
