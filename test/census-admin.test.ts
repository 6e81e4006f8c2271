/**
 * Walks every route of the administration API: without a token, by who may not administer, and for another
 * workspace. A new route without an entry fails here.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 } from 'uuid'
import { adminRoutes } from '#server/app.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import { describeStores } from './stores.ts'
import { type Answer, type Client, type TestWorkspace, workspace } from './workspace.ts'

/** Of each route a body that is valid, null where it takes none, and whom it is for. */
const routes: Record<string, { by: 'owners' | 'membership admins' | 'members'; body: unknown }> = {
  'GET ': { by: 'members', body: null },
  'PATCH ': { by: 'owners', body: { name: 'Acme' } },
  'GET /audit_log': { by: 'owners', body: null },
  'GET /audit_log/events': { by: 'owners', body: null },
  'GET /audit_log.csv': { by: 'owners', body: null },
  'GET /audit_log.ndjson': { by: 'owners', body: null },
  'GET /policy': { by: 'members', body: null },
  'PATCH /policy': { by: 'owners', body: { connections: { create: 'owners' } } },
  'GET /users': { by: 'membership admins', body: null },
  'GET /users/:user_id': { by: 'membership admins', body: null },
  'PATCH /users/:user_id': { by: 'membership admins', body: { role: 'member' } },
  'DELETE /users/:user_id': { by: 'membership admins', body: null },
  'POST /users/:user_id/end_sessions': { by: 'owners', body: null },
  'POST /end_sessions': { by: 'owners', body: null },
  'POST /users/:user_id/transfer_pages': { by: 'owners', body: { to_user_id: v7() } },
  'GET /groups': { by: 'membership admins', body: null },
  'POST /groups': { by: 'membership admins', body: { name: 'Engineering' } },
  'GET /groups/:group_id': { by: 'membership admins', body: null },
  'PATCH /groups/:group_id': { by: 'membership admins', body: { name: 'Engineering' } },
  'DELETE /groups/:group_id': { by: 'membership admins', body: null },
  'GET /groups/:group_id/members': { by: 'membership admins', body: null },
  'POST /groups/:group_id/members': { by: 'membership admins', body: { user_id: v7() } },
  'DELETE /groups/:group_id/members/:user_id': { by: 'membership admins', body: null },
  'GET /teamspaces': { by: 'members', body: null },
  'POST /teamspaces': { by: 'members', body: { name: 'Design' } },
  'GET /teamspaces/:teamspace_id': { by: 'members', body: null },
  'PATCH /teamspaces/:teamspace_id': { by: 'members', body: { name: 'Design' } },
  'DELETE /teamspaces/:teamspace_id': { by: 'members', body: null },
  'POST /teamspaces/:teamspace_id/restore': { by: 'members', body: null },
  'GET /teamspaces/:teamspace_id/members': { by: 'members', body: null },
  'POST /teamspaces/:teamspace_id/members': { by: 'members', body: { user_id: v7() } },
  'PATCH /teamspaces/:teamspace_id/members/:member_id': { by: 'members', body: { role: 'owner' } },
  'DELETE /teamspaces/:teamspace_id/members/:member_id': { by: 'members', body: null },
  'POST /teamspaces/:teamspace_id/join': { by: 'members', body: null },
  'POST /teamspaces/:teamspace_id/leave': { by: 'members', body: null },
  'GET /tokens': { by: 'members', body: null },
  'POST /tokens': { by: 'members', body: { name: 'laptop' } },
  'DELETE /tokens/:token_id': { by: 'members', body: null },
  'GET /scim_tokens': { by: 'owners', body: null },
  'POST /scim_tokens': { by: 'owners', body: { name: 'okta' } },
  'DELETE /scim_tokens/:token_id': { by: 'owners', body: null },
  'GET /domains': { by: 'owners', body: null },
  'POST /domains': { by: 'owners', body: { domain: 'acme.test' } },
  'GET /domains/:domain_id': { by: 'owners', body: null },
  'DELETE /domains/:domain_id': { by: 'owners', body: null },
  'POST /domains/:domain_id/verify': { by: 'owners', body: null },
  'GET /saml': { by: 'owners', body: null },
  'GET /saml/enforcement': { by: 'owners', body: null },
  'PUT /saml': { by: 'owners', body: { just_in_time: true } },
  'DELETE /saml': { by: 'owners', body: null },
  'POST /saml/refresh': { by: 'owners', body: null },
  'POST /saml/test': { by: 'owners', body: null },
  'POST /tokens/revoke_leaked': { by: 'owners', body: { tokens: [] } },
  'GET /connections': { by: 'members', body: null },
  'POST /connections': { by: 'members', body: { name: 'A connection' } },
  'GET /connections/:connection_id': { by: 'members', body: null },
  'PATCH /connections/:connection_id': { by: 'members', body: { name: 'Another name' } },
  'DELETE /connections/:connection_id': { by: 'members', body: null },
  'GET /connections/:connection_id/secret': { by: 'members', body: null },
  'POST /connections/:connection_id/rotate': { by: 'members', body: { grace_seconds: 60 } },
  'GET /connections/:connection_id/secrets': { by: 'members', body: null },
  'DELETE /connections/:connection_id/secrets/previous': { by: 'members', body: null },
  'GET /connections/:connection_id/distribution': { by: 'members', body: null },
  'GET /connections/:connection_id/requests': { by: 'members', body: null },
  'GET /connections/:connection_id/users': { by: 'members', body: null },
  'DELETE /connections/:connection_id/users/:user_id': { by: 'members', body: null },
  'POST /connections/:connection_id/disconnect_all': { by: 'members', body: null },
  'GET /connections/:connection_id/pages': { by: 'members', body: null },
  'POST /connections/:connection_id/pages': { by: 'owners', body: { workspace: true } },
  'DELETE /connections/:connection_id/pages': { by: 'owners', body: null },
  'GET /scim_requests': { by: 'owners', body: null },
  'GET /directory_graph': { by: 'owners', body: null },
  'GET /directory_conflicts': { by: 'membership admins', body: null },
  'POST /directory_conflicts/:conflict_id/resolve': { by: 'membership admins', body: null },
  'GET /catalogue': { by: 'members', body: null },
  'GET /approved_connections': { by: 'owners', body: null },
  'POST /approved_connections': { by: 'owners', body: { connection_id: v7() } },
  'DELETE /approved_connections/:connection_id': { by: 'owners', body: null },
  'GET /connection_requests': { by: 'members', body: null },
  'POST /connection_requests': { by: 'members', body: { connection_id: v7() } },
  'PATCH /connection_requests/:request_id': { by: 'owners', body: { state: 'approved' } },
}

const PREFIX = '/admin/v1/spaces/:workspace_id'

/** What concerns the account of the caller and no workspace alone. */
const outside = ['GET /admin/v1/workspaces', 'POST /admin/v1/workspaces']

const isOutside = ({ method, url }: AnyRoute): boolean => outside.includes(`${method} ${url}`)

const entryOf = ({ method, url }: AnyRoute) => {
  const address = `${method} ${url.slice(PREFIX.length)}`
  assert.ok(url.startsWith(PREFIX), `${url} stands outside of a workspace`)
  const entry = routes[address]
  assert.ok(entry, `the census knows no ${address}`)
  return { ...entry, address }
}

/** Whatever else the address names does not exist. */
const pathOf = ({ url }: AnyRoute, workspaceId: string): string =>
  url.replace(':workspace_id', workspaceId).replaceAll(/:\w+/g, () => v7())

function call(client: Client, route: AnyRoute, workspaceId: string): Promise<Answer> {
  const path = pathOf(route, workspaceId)
  const { body } = entryOf(route)
  if (route.method === 'GET') return client.get(path)
  if (route.method === 'DELETE') return client.delete(path)
  if (route.method === 'PUT') return client.put(path, body)
  return route.method === 'PATCH' ? client.patch(path, body) : client.post(path, body ?? undefined)
}

describeStores('every route of the administration API', (store) => {
  test('is closed to who may not administer, and to other workspaces', async (t) => {
    const acme = await workspace(t, store)
    await acme.events()
    for (const route of adminRoutes.filter((one) => !isOutside(one))) {
      const { address, by } = entryOf(route)
      const anonymous = await acme.app.inject({ method: route.method, url: pathOf(route, acme.id) })
      assert.equal(anonymous.statusCode, 401, `${address} without a token`)

      const refused = [acme.as('editor'), acme.as('guest'), ...(by === 'members' ? [] : [acme.as('member')])]
      for (const client of refused) {
        const answer = await call(client, route, acme.id)
        assert.equal(answer.status, 403, `${address}: ${JSON.stringify(answer.body)}`)
        assert.equal(answer.body.code, 'restricted_resource')
      }
      const elsewhere = await call(acme.as('owner'), route, await otherWorkspace(acme))
      assert.equal(elsewhere.status, 404, `${address} of another workspace`)
      assert.equal(elsewhere.body.code, 'object_not_found')
    }
    assert.deepEqual(await acme.events(), [], 'nothing of all this changed anything')
  })

  test('outside of a workspace is closed to connections, and to make one is for owners', async (t) => {
    const acme = await workspace(t, store)
    await acme.events()
    assert.deepEqual(
      adminRoutes.filter(isOutside).map(({ method, url }) => `${method} ${url}`),
      outside,
    )
    for (const { method, url } of adminRoutes.filter(isOutside)) {
      assert.equal((await acme.app.inject({ method, url })).statusCode, 401, `${method} ${url}`)
      const names = method === 'GET' ? (['editor'] as const) : (['editor', 'guest', 'member'] as const)
      for (const name of names) {
        const client = acme.as(name)
        const answer = await (method === 'GET' ? client.get(url) : client.post(url, { name: 'Another' }))
        assert.deepEqual(
          [answer.status, answer.body.code],
          [403, 'restricted_resource'],
          `${method} by ${name}`,
        )
      }
    }
    assert.deepEqual(await acme.events(), [])
  })
})

const otherWorkspace = async ({ store, id }: TestWorkspace): Promise<string> =>
  (await allWorkspaces(store.reader)).find((one) => one.id !== id)!.id
