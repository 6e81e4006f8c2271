/**
 * Walks every route of the API: without a token, without the capability, at an unknown version, and with
 * objects that are not shared or belong to another workspace. A new route without an entry fails here.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiVersions } from '#server/api/versions/change.ts'
import { apiRoutes } from '#server/app.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { describeStores } from './stores.ts'
import { type Answer, type Client, NEWEST, type TestWorkspace, workspace } from './workspace.ts'

/** What a route is called with; `hidden` are ids of objects that the caller must not find. */
interface Ids {
  page: string
  block: string
  database: string
  dataSource: string
  comment: string
  discussion: string
  user: string
  task: string
  fileUpload: string
  view: string
  viewQuery: string
  /** What the editor was granted at the page, and at the page of the database. */
  permission: string
  databasePermission: string
  invitation: string
  webhook: string
  delivery: string
}

const run = (content: string) => [{ text: { content } }]

const webhook = { url: 'https://hooks.example.com/', event_types: ['page.created'] }

const grantBody = ({ user }: Ids) => ({ user_id: user, role: 'editor' })

/** A body that is valid for each route that takes one, naming the objects where it must. */
const bodies: Record<string, (ids: Ids) => unknown> = {
  'POST /v1/pages': ({ page }) => ({ parent: { page_id: page } }),
  'PATCH /v1/pages/:page_id': () => ({ icon: { emoji: '🎯' } }),
  'POST /v1/pages/:page_id/edits': () => ({ edits: [{ type: 'insert', block: { divider: {} } }] }),
  'POST /v1/pages/:page_id/move': ({ page }) => ({ parent: { page_id: page } }),
  'PATCH /v1/pages/:page_id/markdown': () => ({
    type: 'insert_content',
    insert_content: { content: 'text' },
  }),
  'PATCH /v1/blocks/:block_id': () => ({ paragraph: { rich_text: run('text') } }),
  'PATCH /v1/blocks/:block_id/children': () => ({ children: [{ paragraph: { rich_text: run('text') } }] }),
  'POST /v1/blocks/meeting_notes': ({ block }) => ({ source: { type: 'block', block_id: block } }),
  'POST /v1/blocks/meeting_notes/query': () => ({}),
  'POST /v1/databases': ({ page }) => ({
    parent: { type: 'page_id', page_id: page },
    properties: { Name: { title: {} } },
  }),
  'PATCH /v1/databases/:database_id': () => ({ title: run('text') }),
  'POST /v1/databases/:database_id/query': () => ({}),
  'POST /v1/data_sources': ({ database }) => ({
    parent: { database_id: database },
    properties: { Name: { title: {} } },
  }),
  'PATCH /v1/data_sources/:data_source_id': () => ({ title: run('text') }),
  'POST /v1/data_sources/:data_source_id/query': () => ({}),
  'POST /v1/views': ({ database, dataSource }) => ({
    database_id: database,
    data_source_id: dataSource,
    name: 'text',
    type: 'list',
  }),
  'PATCH /v1/views/:view_id': () => ({ name: 'text' }),
  'POST /v1/views/:view_id/queries': () => ({}),
  'POST /v1/search': () => ({}),
  'POST /v1/search/text': () => ({ query: 'word' }),
  'POST /v1/favorites': ({ page }) => ({ page_id: page }),
  'POST /v1/tree/place': ({ page }) => ({ page_id: page, after: null }),
  'POST /v1/pages/:page_id/connections': ({ user }) => ({ bot_id: user }),
  'POST /v1/databases/:database_id/connections': ({ user }) => ({ bot_id: user }),
  'POST /v1/comments': ({ page }) => ({ parent: { page_id: page }, rich_text: run('text') }),
  'PATCH /v1/discussions/:discussion_id': () => ({ resolved: true }),
  'PATCH /v1/comments/:comment_id': () => ({ rich_text: run('text') }),
  'POST /v1/pages/:page_id/permissions': grantBody,
  'PATCH /v1/pages/:page_id/permissions': (ids) => ({ set: [grantBody(ids)] }),
  'PATCH /v1/pages/:page_id/permissions/:permission_id': () => ({ level: 'view' }),
  'POST /v1/pages/:page_id/users': (ids) => ({ add_users: [grantBody(ids)] }),
  'POST /v1/pages/:page_id/invite': () => ({ email: 'member@acme.test', role: 'editor' }),
  'POST /v1/databases/:database_id/permissions': grantBody,
  'PATCH /v1/databases/:database_id/permissions': (ids) => ({ set: [grantBody(ids)] }),
  'PATCH /v1/databases/:database_id/permissions/:permission_id': () => ({ level: 'view' }),
  'POST /v1/databases/:database_id/users': (ids) => ({ add_users: [grantBody(ids)] }),
  'POST /v1/databases/:database_id/invite': () => ({ email: 'member@acme.test', role: 'editor' }),
  'POST /v1/invitations': () => ({ email: 'new@elsewhere.test' }),
  'POST /v1/invitations/:invitation_id/resend': () => ({}),
  'POST /v1/file_uploads': () => ({ filename: 'plan.txt' }),
  'PATCH /v1/users/me': () => ({}),
  'PATCH /v1/account': () => ({}),
  'PATCH /v1/webhooks/:webhook_id': () => ({ event_types: ['page.deleted'] }),
  'POST /v1/webhooks': () => webhook,
  'POST /v1/webhooks/:webhook_id/verify': () => ({ verification_token: 'secret_' }),
  'POST /v1/webhooks/:webhook_id/resend_token': () => ({}),
  'POST /v1/webhooks/:webhook_id/replay': () => ({ start_cursor: 'text' }),
  'POST /v1/webhooks/:webhook_id/deliveries/:delivery_id/redeliver': () => ({}),
  'POST /v1/pages/titles': ({ page }) => ({ page_ids: [page] }),
  'POST /v1/webhooks/:webhook_id/redeliver_failed': () => ({}),
  'POST /v1/file_uploads/:file_upload_id/send': () => ({}),
  'POST /v1/file_uploads/:file_upload_id/complete': () => ({}),
  'PUT /v1/account/password': () => ({ password: 'a sentence of five words' }),
  'POST /v1/account/sessions/end_others': () => ({}),
  'POST /v1/account/totp': () => ({}),
  'POST /v1/account/totp/confirm': () => ({ code: '000000' }),
  'POST /v1/account/totp/recovery_codes': () => ({}),
  'POST /v1/account/passkeys/options': () => ({}),
  'POST /v1/account/passkeys': () => ({
    name: 'Laptop',
    credential: {
      id: 'AA',
      rawId: 'AA',
      type: 'public-key',
      response: { clientDataJSON: 'e30', attestationObject: 'AA' },
    },
  }),
  'PATCH /v1/account/passkeys/:passkey_id': () => ({ name: 'Laptop' }),
}

/** Routes that name no object: what they show starts from what the caller can see. */
const namesNothing = new Set([
  'PUT /v1/account/password',
  'DELETE /v1/account/password',
  'GET /v1/users/me',
  'PATCH /v1/users/me',
  'GET /v1/account',
  'PATCH /v1/account',
  'GET /v1/users',
  'GET /v1/users/changes',
  'GET /v1/groups',
  'GET /v1/changes',
  'POST /v1/search',
  'POST /v1/pages/titles',
  'POST /v1/search/text',
  'GET /v1/tree',
  'GET /v1/favorites',
  // It is named by who keeps it, and what they do not keep is no error.
  'DELETE /v1/favorites/:favorite_id',
  'GET /v1/permissions',
  'GET /v1/invitations',
  'POST /v1/invitations',
  'GET /v1/databases',
  'POST /v1/blocks/meeting_notes/query',
  'POST /v1/file_uploads',
  'GET /v1/file_uploads',
  'GET /v1/custom_emojis',
  'GET /v1/changes',
  'GET /v1/webhooks',
  'GET /v1/webhooks/event_types',
  'POST /v1/webhooks',
])

/** Routes that are for people, and refuse every bot. */
const isForPeople = ({ url }: AnyRoute): boolean => url.startsWith('/v1/account')

/** Routes of them that refuse tokens too: people call them at a browser. */
const isAtBrowser = ({ url }: AnyRoute): boolean => url.startsWith('/v1/account/')

/** Routes that keep something for the caller alone, who needs to read and no more. */
const keepsForItself = new Set([
  'POST /v1/views/:view_id/queries',
  'DELETE /v1/views/:view_id/queries/:query_id',
  'POST /v1/favorites',
  'DELETE /v1/favorites/:favorite_id',
])

const addressOf = (route: AnyRoute): string => `${route.method} ${route.url}`

/** The newest version that has the route. */
const versionOf = (route: AnyRoute): string => route.until ?? NEWEST

function pathOf(route: AnyRoute, ids: Ids): string {
  const values: Record<string, string> = {
    page_id: ids.page,
    block_id: ids.block,
    database_id: ids.database,
    data_source_id: ids.dataSource,
    comment_id: ids.comment,
    discussion_id: ids.discussion,
    user_id: ids.user,
    file_upload_id: ids.fileUpload,
    view_id: ids.view,
    query_id: ids.viewQuery,
    property_id: 'title',
    task_id: ids.task,
    invitation_id: ids.invitation,
    permission_id: route.url.startsWith('/v1/databases') ? ids.databasePermission : ids.permission,
    connection_id: ids.user,
    webhook_id: ids.webhook,
    delivery_id: ids.delivery,
    favorite_id: ids.page,
    session_id: ids.page,
    passkey_id: ids.page,
  }
  const path = route.url.replaceAll(/:(\w+)/g, (_, name: string) => {
    assert.ok(values[name], `the census knows no id for :${name} of ${route.url}`)
    return values[name]
  })
  const query: Record<string, string> = {
    'GET /v1/comments': `?block_id=${ids.block}`,
    'GET /v1/views': `?database_id=${ids.database}`,
    'GET /v1/events': `?page_id=${ids.page}`,
    'GET /v1/tree': '?section=private',
  }
  return `${path}${query[addressOf(route)] ?? ''}`
}

async function call(client: Client, route: AnyRoute, ids: Ids, version = versionOf(route)): Promise<Answer> {
  const path = pathOf(route, ids)
  if (route.method === 'GET') return client.get(path, version)
  if (route.method === 'DELETE') return client.delete(path, version)
  const body = bodies[addressOf(route)]
  assert.ok(body, `the census has no body for ${addressOf(route)}`)
  const send = { PATCH: client.patch, PUT: client.put, POST: client.post }[route.method]
  return send(path, bodyAt(route, body(ids), version), version)
}

/** Newer versions of a database take the schema elsewhere. */
function bodyAt(route: AnyRoute, body: unknown, version: string): unknown {
  if (addressOf(route) !== 'POST /v1/databases' || version < '2025-09-03') return body
  const { properties, ...rest } = body as Record<string, unknown>
  return { ...rest, initial_data_source: { properties } }
}

async function objectsOf({ as, aPage, aDataSource }: TestWorkspace): Promise<Ids> {
  const page = await aPage({ title: 'Seen', children: [{ paragraph: { rich_text: run('text') } }] })
  const editor = as('editor')
  const { body } = await editor.get(`/v1/blocks/${page}/children`)
  const comment = await editor.post('/v1/comments', { parent: { page_id: page }, rich_text: run('first') })
  const { database, dataSource } = await aDataSource()
  const task = await editor.patch(`/v1/pages/${page}/markdown`, {
    type: 'insert_content',
    insert_content: { content: 'text' },
    allow_async: true,
  })
  const upload = await editor.post('/v1/file_uploads', { filename: 'plan.txt' })
  const view = (await editor.get(`/v1/views?database_id=${database}`)).body.results[0].id
  const invitation = await as('owner').post('/v1/invitations', { email: 'new@elsewhere.test' })
  const permissionOn = async (path: string) =>
    (await editor.get(`${path}/permissions/effective`)).body.via[0].id
  const subscription = (await editor.post('/v1/webhooks', webhook)).body.id
  const deliveries = await editor.get(`/v1/webhooks/${subscription}/deliveries`)
  const viewQuery = await editor.post(`/v1/views/${view}/queries`, {})
  return {
    page,
    block: body.results[0].id,
    database,
    dataSource,
    comment: comment.body.id,
    discussion: comment.body.discussion_id,
    user: as('member').userId,
    task: task.body.id,
    fileUpload: upload.body.id,
    view,
    viewQuery: viewQuery.body.id,
    permission: await permissionOn(`/v1/pages/${page}`),
    invitation: invitation.body.id,
    webhook: subscription,
    delivery: deliveries.body.results[0].id,
    databasePermission: await permissionOn(`/v1/databases/${database}`),
  }
}

describeStores('every route of the API', (store) => {
  test('asks for a token, a capability and a known version, and finds nothing that is not shared', async (t) => {
    const acme = await workspace(t, store)
    const ids = await objectsOf(acme)
    const { as } = acme
    const before = await acme.events()

    for (const route of apiRoutes) {
      const address = addressOf(route)
      const anonymous = await acme.app.inject({ method: route.method, url: pathOf(route, ids) })
      assert.equal(anonymous.statusCode, 401, `${address} without a token`)
      assert.equal(anonymous.json().code, 'unauthorized')

      const unknown = await call(as('editor'), route, ids, '1999-12-31')
      assert.equal(unknown.status, 400, `${address} at an unknown version`)

      if (route.needs !== 'no capability') {
        const incapable = await call(as('nobody'), route, ids)
        assert.equal(
          incapable.status,
          403,
          `${address} without ${route.needs}: ${JSON.stringify(incapable.body)}`,
        )
        assert.equal(incapable.body.code, 'restricted_resource')
      }

      if (isForPeople(route)) {
        const bot = await call(as('editor'), route, ids)
        assert.equal(bot.status, 403, `${address} by a bot: ${JSON.stringify(bot.body)}`)
        assert.equal(bot.body.code, 'restricted_resource')
      } else if (!namesNothing.has(address)) {
        const callers = address.includes(':user_id')
          ? (['outsider'] as const)
          : (['stranger', 'outsider'] as const)
        for (const name of callers) {
          const hidden = await call(as(name), route, ids)
          assert.equal(hidden.status, 404, `${address} by the ${name}: ${JSON.stringify(hidden.body)}`)
          assert.equal(hidden.body.code, 'object_not_found')
        }
      }
    }
    assert.ok(before.length > 0)
    assert.deepEqual(await acme.events(), [], 'nothing of all this changed anything')
  })

  test('lets a reader read and nothing else', async (t) => {
    const acme = await workspace(t, store)
    const ids = await objectsOf(acme)
    await acme.events()
    // May do everything, but sees the page at level "view" only.
    const viewer = acme.as('viewer')
    for (const route of apiRoutes) {
      if (route.reads || route.needs === 'no capability') continue
      // Uploads and invitations are nobody's but their maker's, so there is no level to lack.
      if (/^\/v1\/(file_uploads|invitations\/)/.test(route.url)) continue
      const answer = await call(viewer, route, ids)
      const wanted = keepsForItself.has(addressOf(route)) ? 200 : 403
      assert.equal(answer.status, wanted, `${addressOf(route)}: ${JSON.stringify(answer.body)}`)
    }
    assert.deepEqual(await acme.events(), [])
  })

  test('answers at each version that it has, and at no other', async (t) => {
    const acme = await workspace(t, store)
    const ids = await objectsOf(acme)
    for (const route of apiRoutes.filter((one) => one.reads && one.method === 'GET')) {
      // It would go on for ever.
      if (route.stream?.only) continue
      const caller = acme.as(isForPeople(route) ? 'member' : 'editor')
      const others = apiRoutes.filter((one) => addressOf(one) === addressOf(route))
      for (const version of apiVersions) {
        const exists = others.some(
          ({ since, until }) =>
            (since === undefined || version >= since) && (until === undefined || version <= until),
        )
        const answer = await call(caller, route, ids, version)
        const wanted = !exists ? 400 : isAtBrowser(route) ? 403 : 200
        assert.equal(
          answer.status,
          wanted,
          `${addressOf(route)} at ${version}: ${JSON.stringify(answer.body)}`,
        )
      }
    }
  })
})
