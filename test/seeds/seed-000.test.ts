/**
 * Each bullet of the help page "Add & manage connections with the API" is a test that is named after it, asked for
 * through HTTP. What a bullet shows on a screen is asked of the API that the screen is made of.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nobody } from '#server/domain/access/actor.ts'
import { administrationOf } from '#server/domain/access/administration.ts'
import { connectionFor } from '#server/domain/access/connections.ts'
import { disconnectUser } from '#server/domain/connections/disconnect.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { authorised } from '../authorised.ts'
import { authorizeAddress, type Partner, partner, REDIRECT, submit } from '../oauth-partner.ts'
import { describeStores } from '../stores.ts'
import { send } from '../two-processes.ts'
import { type Answer, type Name, type TestWorkspace, workspace } from '../workspace.ts'

interface Acme extends TestWorkspace {
  admin(path: string): string
  make(fields?: Record<string, unknown>, by?: Name): Promise<{ id: string; token: string; bot_id: string }>
  policy(connections: Record<string, unknown>): Promise<Answer>
}

async function acmeOf(...given: Parameters<typeof workspace>): Promise<Acme> {
  const acme = await workspace(...given)
  const admin = (path: string) => `/admin/v1/spaces/${acme.id}${path}`
  return {
    ...acme,
    admin,
    make: async (fields = {}, by = 'owner') => {
      const made = await acme.as(by).post(admin('/connections'), { name: 'Partner', ...fields })
      assert.equal(made.status, 200, made.body.message)
      return made.body
    },
    policy: (connections) => acme.as('owner').patch(admin('/policy'), { connections }),
  }
}

const idsOf = ({ body }: Answer): string[] => body.results.map(({ id }: { id: string }) => id)

const statusIn = ({ body }: Answer, id: string): string =>
  body.results.find((one: { id: string }) => one.id === id)?.status

const reads = async ({ app }: Acme, token: string, page: string) =>
  (await send(app, token, 'GET', `/v1/pages/${page}`)).statusCode

/** Marks a connection as the operator of a server does in the workspace file. */
const markFirstParty = ({ store }: Acme, id: string) =>
  store.root.updateTable('connections').set({ first_party: 1 }).where('id', '=', id).execute()

describeStores('Add & manage integrations with the API', (store) => {
  test('Members can add connections to a workspace in My connections; workspace owners in Connections', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({}, 'member')
    const ofOwner = await acme.make()
    assert.deepEqual(idsOf(await acme.as('member').get(acme.admin('/connections'))), [id])
    const all = idsOf(await acme.as('owner').get(acme.admin('/connections')))
    assert.ok(all.includes(id) && all.includes(ofOwner.id))
  })

  test('Once a connection is added, it can be added to more pages', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, token } = await acme.make()
    for (const page of [await acme.aPage(), await acme.aPage()]) {
      await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
      assert.equal(await reads(acme, token, page), 200)
    }
  })

  test('The ability to add connections can be restricted to workspace owners', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make()
    await acme.policy({ install: 'owners_only' })
    const page = (await acme.as('member').post('/v1/pages', { parent: { workspace: true } })).body.id
    const refused = await acme.as('member').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    assert.match(refused.body.message, /Only owners of this workspace may add connections/)
    assert.equal(statusIn(await acme.as('member').get(acme.admin('/catalogue')), id), 'refused_by_policy')
    const own = await acme.aPage()
    const added = await acme.as('owner').post(`/v1/pages/${own}/connections`, { connection_id: id })
    assert.equal(added.status, 200)
  })

  test('In order to use a connection, you need to add it to the specific page where it will be active', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, token } = await acme.make()
    const [page, other] = [await acme.aPage(), await acme.aPage()]
    assert.equal(await reads(acme, token, page), 404)
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.deepEqual([await reads(acme, token, page), await reads(acme, token, other)], [200, 404])
  })

  test('Only workspace owners can manage all connections; members only the connections that they’ve created', async (t) => {
    const acme = await acmeOf(t, store)
    const [ofOwner, ofMember] = [await acme.make(), await acme.make({}, 'member')]
    const rename = (by: Name, id: string) =>
      acme.as(by).patch(acme.admin(`/connections/${id}`), { name: `By the ${by}` })
    assert.equal((await rename('member', ofMember.id)).status, 200)
    assert.equal((await rename('owner', ofMember.id)).status, 200)
    assert.equal((await rename('owner', ofOwner.id)).status, 200)
    assert.equal((await rename('member', ofOwner.id)).status, 404)
  })

  test('You can restrict the ability to create connections to workspace owners only', async (t) => {
    const acme = await acmeOf(t, store)
    await acme.policy({ create: 'owners' })
    assert.equal((await acme.as('member').post(acme.admin('/connections'), { name: 'Mine' })).status, 403)
    await acme.make()
  })
})

describeStores('Add connections to a page', (store) => {
  test('Search for and select the connection; you’ll only see those created for and associated with this workspace', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ name: 'CI bot' })
    const { body } = await acme.as('member').get(acme.admin('/catalogue'))
    const names = body.results.map(({ name }: { name: string }) => name)
    assert.ok(names.includes('CI bot') && !names.includes('The outsider'), names.join())
    assert.equal(statusIn({ body } as Answer, id), 'available')
  })

  test('The connection will now appear in the ••• menu for the page', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make()
    const page = await acme.aPage()
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.ok(idsOf(await acme.as('owner').get(`/v1/pages/${page}/connections`)).includes(id))
  })

  test('To remove a connection from a page, press Disconnect', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, token } = await acme.make()
    const page = await acme.aPage()
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    const off = await acme.as('owner').delete(`/v1/pages/${page}/connections/${id}`)
    assert.equal(off.body.outcome, 'removed')
    assert.equal(await reads(acme, token, page), 404)
    assert.ok(!idsOf(await acme.as('owner').get(`/v1/pages/${page}/connections`)).includes(id))
  })
})

describeStores('Manage connections in your workspace', (store) => {
  test('You’ll see all of the existing connections, who added each connection, and the date each was added', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({}, 'member')
    const { body } = await acme.as('owner').get(acme.admin('/connections'))
    const line = body.results.find((one: { id: string }) => one.id === id)
    const { userId } = acme.as('member')
    assert.deepEqual(line.added_by, { object: 'user', id: userId, name: 'The member' })
    assert.match(line.added_time, /^\d{4}-\d\d-\d\dT/)
    const ofFile = body.results.find(({ name }: { name: string }) => name === 'The editor')
    assert.deepEqual([ofFile.installed, ofFile.added_by, ofFile.added_time], [false, null, null])
  })

  test('Retrieve an internal API token', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, token } = await acme.make({}, 'member')
    for (const name of ['owner', 'member'] as const) {
      const { body } = await acme.as(name).get(acme.admin(`/connections/${id}/secret`))
      assert.equal(body.token, token)
    }
  })

  test('Visit the developer’s website or contact their support', async (t) => {
    const acme = await acmeOf(t, store)
    const links = { website_url: 'https://partner.test', support_url: 'mailto:help@partner.test' }
    const { id } = await acme.make(links)
    const line = (await acme.as('owner').get(acme.admin(`/connections/${id}`))).body
    assert.deepEqual([line.website_url, line.support_url], Object.values(links))
  })

  test('View users with access to the connection', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ kind: 'public' })
    const { userId } = acme.as('member')
    await authorised(acme, id, userId)
    assert.deepEqual(idsOf(await acme.as('owner').get(acme.admin(`/connections/${id}/users`))), [userId])
  })

  test('Disconnect the connection', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, token } = await acme.make()
    const page = await acme.aPage()
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    await acme.as('owner').post(acme.admin(`/connections/${id}/disconnect_all`))
    assert.equal(await reads(acme, token, page), 401)
    const { body } = await acme.as('owner').get(acme.admin(`/connections/${id}`))
    assert.equal(body.installed, false)
    // It is still there: added again, it gets another token.
    const { body: secret } = await acme.as('owner').post(acme.admin(`/connections/${id}/rotate`))
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.equal(await reads(acme, secret.token, page), 200)
  })
})

describeStores('Restrict members from installing connections', (store) => {
  test('No restrictions: all workspace members can install any connection in the workspace', async (t) => {
    const acme = await acmeOf(t, store)
    await acme.policy({ install: 'unrestricted' })
    const { id } = await acme.make()
    const page = (await acme.as('member').post('/v1/pages', { parent: { workspace: true } })).body.id
    const added = await acme.as('member').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.equal(added.status, 200)
    assert.equal(statusIn(await acme.as('member').get(acme.admin('/catalogue')), id), 'installed')
  })

  test('Only from approved list: workspace members can only install connections pre-approved by an owner', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make()
    await acme.policy({ install: 'approved_only' })
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const page = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    const add = () => member.post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.equal((await add()).status, 403)
    assert.equal(statusIn(await member.get(acme.admin('/catalogue')), id), 'to_be_requested')

    // Who may not may ask, and an owner answers.
    await acme.events()
    const asked = await member.post(acme.admin('/connection_requests'), {
      connection_id: id,
      message: 'Please.',
    })
    assert.deepEqual([asked.status, asked.body.state, asked.body.message], [200, 'pending', 'Please.'])
    const again = await member.post(acme.admin('/connection_requests'), { connection_id: id })
    assert.equal(again.body.id, asked.body.id, 'asking twice is asking once')
    assert.deepEqual(await acme.events(), ['connection.requested'])
    assert.equal(statusIn(await member.get(acme.admin('/catalogue')), id), 'requested')
    const [waiting] = (await owner.get(acme.admin('/connection_requests?state=pending'))).body.results
    assert.deepEqual(
      [waiting.id, waiting.user.name, waiting.connection.name],
      [asked.body.id, 'The member', 'Partner'],
    )
    const answered = await owner.patch(acme.admin(`/connection_requests/${asked.body.id}`), {
      state: 'approved',
    })
    assert.deepEqual([answered.body.state, answered.body.decided_by.name], ['approved', 'The owner'])
    assert.deepEqual(await acme.events(), ['connection.approved', 'connection.request_approved'])
    const late = await owner.patch(acme.admin(`/connection_requests/${asked.body.id}`), { state: 'denied' })
    assert.deepEqual([late.status, late.body.code], [409, 'conflict_error'])
    assert.equal((await add()).status, 200)
    const mails = (await acme.app.inject('/admin/v1/mail')).json().results
    assert.deepEqual(mails.map(({ to, subject }: Record<string, string>) => [to, subject]).sort(), [
      ['member@acme.test', '“Partner” was approved'],
      ['owner@acme.test', 'The member asks for the connection “Partner”'],
    ])

    const other = await acme.make({ name: 'Other', kind: 'public' })
    const second = await member.post(acme.admin('/connection_requests'), { connection_id: other.id })
    await owner.patch(acme.admin(`/connection_requests/${second.body.id}`), { state: 'denied' })
    const catalogue = await member.get(acme.admin('/catalogue'))
    assert.equal(statusIn(catalogue, other.id), 'to_be_requested')
    const refused = catalogue.body.results.find(({ id }: { id: string }) => id === other.id)
    assert.equal(refused.request.state, 'denied', 'who asked sees the answer')
  })
})

describeStores('Auto-approve connections built by Notion', (store) => {
  test('If From approved list is selected, owners can auto-approve connections that are built by the operator', async (t) => {
    const acme = await acmeOf(t, store)
    const [ours, theirs] = [await acme.make({ name: 'Ours' }), await acme.make({ name: 'Theirs' })]
    await markFirstParty(acme, ours.id)
    await acme.policy({ install: 'approved_only' })
    const standing = async () => {
      const catalogue = await acme.as('member').get(acme.admin('/catalogue'))
      return [statusIn(catalogue, ours.id), statusIn(catalogue, theirs.id)]
    }
    assert.deepEqual(await standing(), ['to_be_requested', 'to_be_requested'])
    await acme.policy({ auto_approve_first_party: true })
    assert.deepEqual(await standing(), ['approved', 'to_be_requested'])
    const page = (await acme.as('member').post('/v1/pages', { parent: { workspace: true } })).body.id
    const added = await acme.as('member').post(`/v1/pages/${page}/connections`, { connection_id: ours.id })
    assert.equal(added.status, 200)
    const itself = await acme
      .as('owner')
      .patch(acme.admin(`/connections/${theirs.id}`), { first_party: true })
    assert.equal(itself.status, 400, 'a connection cannot mark itself')
  })
})

describeStores('Approved connections list', (store) => {
  test('+ Add approved connection: an owner approves additional connections, before anybody has installed them too', async (t) => {
    const acme = await acmeOf(t, store)
    await acme.policy({ install: 'approved_only' })
    const { id } = await acme.make({ kind: 'public' })
    const approved = await acme.as('owner').post(acme.admin('/approved_connections'), { connection_id: id })
    assert.deepEqual([approved.status, approved.body.connection_id, approved.body.users], [200, id, []])
    assert.equal(statusIn(await acme.as('member').get(acme.admin('/catalogue')), id), 'approved')
    assert.equal((await acme.as('member').get(acme.admin('/approved_connections'))).status, 403)
  })

  test('What an owner installs is put on the list by that', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make()
    await acme.policy({ install: 'approved_only' })
    const page = await acme.aPage()
    await acme.events()
    await acme.as('owner').post(`/v1/pages/${page}/connections`, { connection_id: id })
    assert.deepEqual(await acme.events(), ['connection.approved', 'page.permissions_updated'])
    const { body } = await acme.as('owner').get(acme.admin('/approved_connections'))
    assert.equal(body.results[0].connection_id, id)
  })

  test('To the right of each connection’s name, the names of the users who have installed it are listed', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ kind: 'public' })
    await acme.as('owner').post(acme.admin('/approved_connections'), { connection_id: id })
    for (const name of ['owner', 'member'] as const) await authorised(acme, id, acme.as(name).userId)
    const [line] = (await acme.as('owner').get(acme.admin('/approved_connections'))).body.results
    assert.equal(line.connection.name, 'Partner')
    assert.deepEqual(line.users.map(({ name }: { name: string }) => name).sort(), ['The member', 'The owner'])
  })

  test('Filter by user', async (t) => {
    const acme = await acmeOf(t, store)
    const [one, other] = [await acme.make({ kind: 'public' }), await acme.make({ kind: 'public' })]
    for (const { id } of [one, other]) {
      await acme.as('owner').post(acme.admin('/approved_connections'), { connection_id: id })
    }
    const { userId } = acme.as('member')
    await authorised(acme, one.id, userId)
    const filtered = await acme.as('owner').get(acme.admin(`/approved_connections?user_id=${userId}`))
    assert.deepEqual(
      filtered.body.results.map((line: { connection_id: string }) => line.connection_id),
      [one.id],
    )
  })

  test('Revoke specific users’ access to a connection', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ kind: 'public' })
    const page = await acme.aPage()
    const [mine, theirs] = [
      await authorised(acme, id, acme.as('owner').userId, [page]),
      await authorised(acme, id, acme.as('member').userId, [page]),
    ]
    const { userId } = acme.as('member')
    await acme.as('owner').delete(acme.admin(`/connections/${id}/users/${userId}`))
    assert.deepEqual([await reads(acme, mine.token, page), await reads(acme, theirs.token, page)], [200, 401])
  })

  test('Disconnect all users', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ kind: 'public' })
    const page = await acme.aPage()
    const all = [
      await authorised(acme, id, acme.as('owner').userId, [page]),
      await authorised(acme, id, acme.as('member').userId, [page]),
    ]
    await acme.as('owner').post(acme.admin(`/connections/${id}/disconnect_all`))
    for (const { token } of all) assert.equal(await reads(acme, token, page), 401)
    assert.deepEqual(idsOf(await acme.as('owner').get(acme.admin(`/connections/${id}/users`))), [])
  })

  test('Remove the connection from the approved list', async (t) => {
    const acme = await acmeOf(t, store)
    const { id } = await acme.make({ kind: 'public' })
    await acme.policy({ install: 'approved_only' })
    await acme.as('owner').post(acme.admin('/approved_connections'), { connection_id: id })
    const page = await acme.aPage()
    const { token } = await authorised(acme, id, acme.as('owner').userId, [page])
    await acme.events()
    const removed = await acme.as('owner').delete(acme.admin(`/approved_connections/${id}`))
    assert.equal(removed.status, 200)
    assert.deepEqual(await acme.events(), ['connection.unapproved'])
    assert.equal(statusIn(await acme.as('member').get(acme.admin('/catalogue')), id), 'to_be_requested')
    assert.equal(await reads(acme, token, page), 200, 'who installed it goes on with it')
    await acme.as('owner').post(acme.admin('/approved_connections'), { connection_id: id })
    await acme.as('owner').delete(acme.admin(`/approved_connections/${id}?disconnect=true`))
    assert.equal(await reads(acme, token, page), 401)
    assert.equal((await acme.as('owner').delete(acme.admin(`/approved_connections/${id}`))).status, 404)
  })
})

describeStores('Install directly from a partner platform via OAuth', (store) => {
  /** What Ada, who owns Acme, sees at her browser of the administration API. */
  const asAda = async ({ browser, acme }: Partner, path: string) =>
    JSON.parse((await browser.open(`/admin/v1/spaces/${acme.id}${path}`)).text)

  test('Search for Notion in the partner platform’s app menu and add it', async (t) => {
    const given = await partner(t, store)
    const { searchParams } = await given.authorize({ state: 'from the menu' }, { pages: [given.pages.plan] })
    assert.deepEqual([searchParams.get('state'), searchParams.has('code')], ['from the menu', true])
  })

  test('You’ll be asked by the partner connection to allow access; the access levels required will be specified', async (t) => {
    const given = await partner(t, store, { content: ['read'], comments: [], user_info: 'none' })
    const { text } = await given.browser.open(authorizeAddress(given.connection))
    assert.match(text, /Partner would like to connect to/)
    assert.match(text, /Read the pages and databases that you choose/)
  })

  test('Connections are workspace-specific! Click the workspace name to switch to another workspace', async (t) => {
    const given = await partner(t, store)
    const other = await anotherWorkspace(given)
    await given.browser.open(authorizeAddress(given.connection))
    await submit(given.browser, { step: 'workspace', to: other.id })
    assert.match(given.browser.page.text, /connect to Analytical Engines/)
    await submit(given.browser, { step: 'choose' })
    const { path } = await submit(given.browser, { step: 'allow', pages: [] })
    const code = new URL(path).searchParams.get('code')!
    const { body } = await given.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.equal(body.workspace_id, other.id)
    assert.deepEqual((await given.api(body.access_token, `/v1/pages/${given.pages.plan}`)).status, 404)
  })

  test('Choose the pages you would like the connection to be able to access, and then press Allow access', async (t) => {
    const given = await partner(t, store)
    const token = await connect(given)
    const { plan, child, notes } = given.pages
    const statuses = []
    for (const page of [plan, child, notes])
      statuses.push((await given.api(token, `/v1/pages/${page}`)).status)
    assert.deepEqual(statuses, [200, 200, 404])
  })

  test('You’ll see this connection in your workspace’s settings, where it can be visited, contacted and disconnected', async (t) => {
    const given = await partner(t, store)
    const token = await connect(given)
    const { id } = given.connection
    const [line] = (await asAda(given, '/connections')).results
    assert.deepEqual([line.id, line.installed, line.added_by.name], [id, true, 'Ada Lovelace'])
    assert.ok('website_url' in line && 'support_url' in line)
    const reached = (await asAda(given, `/connections/${id}/pages`)).results
    assert.deepEqual(
      reached.map(({ title, parent, inherited }: Record<string, unknown>) => [title, parent, inherited]),
      [
        ['Plan', null, false],
        ['Child', { type: 'page_id', page_id: given.pages.plan }, true],
      ],
    )
    await given.do(async (context) => {
      const connection = await connectionFor(
        context,
        administrationOf(context, given.acme.id, 'members'),
        id,
        'read',
      )
      await disconnectUser(context, connection, given.people.ada)
    })
    assert.equal((await given.api(token, '/v1/users/me')).status, 401)
    assert.equal((await asAda(given, `/connections/${id}`)).installed, false)
    // Connected again it is the same bot, and works.
    assert.equal((await given.api(await connect(given), '/v1/users/me')).status, 200)
  })

  /** Through both screens and the token endpoint; the access token. */
  async function connect(given: Partner): Promise<string> {
    const { searchParams } = await given.authorize({}, { pages: [given.pages.plan] })
    const code = searchParams.get('code')!
    const answer = await given.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.access_token
  }

  const anotherWorkspace = async ({ server }: Partner) => {
    const other = await server.store.transaction((db) =>
      createWorkspace(db, server.surroundings, {
        name: 'Analytical Engines',
        settings: defaultSettings,
      }),
    )
    const caller = { workspace: other, actor: nobody }
    await inTransaction(server, caller, server.surroundings.now(), (context) =>
      addPerson(context, { name: 'Ada', email: 'ada@acme.test', role: 'member' }),
    )
    return other
  }
})

describeStores('Install via internal integration token', (store) => {
  test('Copy internal integration token', async (t) => {
    const acme = await acmeOf(t, store)
    const { id, bot_id } = await acme.make()
    const { token } = (await acme.as('owner').get(acme.admin(`/connections/${id}/secret`))).body
    const me = (await send(acme.app, token, 'GET', '/v1/users/me')).json()
    assert.deepEqual([me.id, me.bot.workspace_id], [bot_id, acme.id])
  })
})
