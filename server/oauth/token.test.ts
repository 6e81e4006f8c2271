import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { hashOfToken } from '#server/domain/access/authenticate.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { changeAccess } from '#server/domain/access/share.ts'
import { createInternalConnection, createPublicConnection } from '#server/domain/connections/create.ts'
import { sharedNode } from '#server/domain/connections/on-page.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { removePerson } from '#server/domain/users/remove.ts'
import { toUser } from '#server/domain/users/user.ts'
import { grantsOf, grantsTo } from '#server/store/access-grants.ts'
import { installOf } from '#server/store/connection-installs.ts'
import { accessIdOf } from '#server/store/reach.ts'
import { updateUser, userById } from '#server/store/users.ts'
import { authorizeAddress, basic, type Partner, partner, pkce, REDIRECT } from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

const MINUTE = 60_000

async function codeOf(acme: Partner, parameters = {}, choice = {}): Promise<string> {
  return (await acme.authorize(parameters, choice)).searchParams.get('code')!
}

async function tokensOf(acme: Partner, choice = {}): Promise<Record<string, string>> {
  const code = await codeOf(acme, {}, choice)
  return (await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })).body
}

const statusOf = async (acme: Partner, token: string, page: string) =>
  (await acme.api(token, `/v1/pages/${page}`)).status

describeStores('POST /v1/oauth/token', (store) => {
  test('takes JSON with Basic, a form with Basic, and a form with the secret in it', async (t) => {
    const acme = await partner(t, store)
    const { clientId: client_id, clientSecret: client_secret } = acme.connection
    const authorization = basic(acme.connection)
    const request = async () => ({
      grant_type: 'authorization_code',
      code: await codeOf(acme),
      redirect_uri: REDIRECT,
    })
    const json = await acme.app.inject({
      method: 'POST',
      url: '/v1/oauth/token',
      headers: { 'content-type': 'application/json', authorization, 'notion-version': '2022-06-28' },
      payload: JSON.stringify({ ...(await request()), external_account: { key: 'a', name: 'b' } }),
    })
    assert.equal(json.statusCode, 200, json.body)
    assert.equal(json.headers['cache-control'], 'no-store')
    const inHeader = await acme.post('/v1/oauth/token', await request(), { authorization })
    const inBody = await acme.post('/v1/oauth/token', { ...(await request()), client_id, client_secret })
    assert.deepEqual([inHeader.status, inBody.status], [200, 200])
    assert.equal(inHeader.body.bot_id, json.json().bot_id, 'one bot for one person')
    const dashless = { ...(await request()), client_id: client_id.replaceAll('-', ''), client_secret }
    assert.equal((await acme.post('/v1/oauth/token', dashless)).status, 200)
  })

  test('grants nothing before the code is exchanged, then what was chosen', async (t) => {
    const acme = await partner(t, store)
    const before = await acme.server.store.reader.sql.selectFrom('access_grants').selectAll().execute()
    const code = await codeOf(acme, {}, { pages: [acme.pages.plan] })
    assert.deepEqual(await acme.events(), ['user.login', 'connection.authorization_granted'])
    assert.deepEqual(
      await acme.server.store.reader.sql.selectFrom('access_grants').selectAll().execute(),
      before,
    )
    const { body } = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.deepEqual(await acme.events(), ['connection.added', 'page.permissions_updated'])
    const { plan, child, notes } = acme.pages
    const statuses = [plan, child, notes].map((page) => statusOf(acme, body.access_token, page))
    assert.deepEqual(await Promise.all(statuses), [200, 200, 404])
    const install = await installOf(
      acme.server.store.reader,
      acme.acme.id,
      acme.connection.id,
      acme.people.ada,
    )
    assert.equal(install!.bot_id, body.bot_id)
  })

  test('keeps the bot and settles the pages when a person authorises again', async (t) => {
    const acme = await partner(t, store)
    const { plan, notes, child } = acme.pages
    const first = await tokensOf(acme, { pages: [plan] })
    const second = await tokensOf(acme, { pages: [child, notes] })
    assert.equal(second.bot_id, first.bot_id)
    for (const token of [first.access_token!, second.access_token!]) {
      assert.deepEqual(
        await Promise.all([plan, child, notes].map((page) => statusOf(acme, token, page))),
        [404, 200, 200],
      )
    }
    assert.ok((await acme.events()).includes('connection.authorized_again'))
    const third = await tokensOf(acme, { pages: [notes], replace: 'yes' })
    assert.equal(third.bot_id, first.bot_id)
    assert.equal(await statusOf(acme, second.access_token!, notes), 401, 'what was given before has ended')
    assert.equal(await statusOf(acme, third.access_token!, notes), 200)

    const grace = await tokensOf(acme, { browser: await acme.signIn('grace') })
    assert.notEqual(grace.bot_id, first.bot_id, 'another person has another bot')
  })

  test('ends with the person: bot, tokens of both kinds, pages; they authorise anew when they are back', async (t) => {
    const acme = await partner(t, store)
    const { plan } = acme.pages
    const given = await tokensOf(acme, { pages: [plan] })
    const { body: made } = await acme.api(given.access_token!, '/v1/pages', { parent: { workspace: true } })
    const ada = () => acme.do(({ db, workspace }) => userById(db, workspace.id, acme.people.ada), 'grace')
    const [before] = await ada()
    await acme.do((context) => removePerson(context, toUser(before!)), 'grace')

    assert.equal(await statusOf(acme, given.access_token!, plan), 401)
    const refresh = { grant_type: 'refresh_token', refresh_token: given.refresh_token! }
    assert.equal((await acme.token(refresh)).body.error, 'invalid_grant')
    await acme.do(async ({ db, workspace }) => {
      const [bot] = await userById(db, workspace.id, given.bot_id!)
      assert.equal(bot!.state, 'removed')
      assert.deepEqual(await grantsTo(db, workspace.id, principalOf.bot(bot!.id)), [])
      const refreshing = db.sql.selectFrom('oauth_refresh_tokens').selectAll()
      assert.deepEqual(await refreshing.where('revoked_time', 'is', null).execute(), [])
      const list = await accessIdOf(db, workspace.id, made.id)
      const holders = (await grantsOf(db, workspace.id, list!)).map(({ principal }) => principal)
      assert.deepEqual(
        holders,
        [principalOf.user(acme.people.ada)],
        'what only the bot had waits for its person',
      )
    }, 'grace')

    const [away] = await ada()
    await acme.do((context) => changePerson(context, toUser(away!), { state: 'active' }), 'grace')
    acme.server.wait(1)
    assert.equal((await acme.token(refresh)).body.error, 'invalid_grant')
    const again = await tokensOf(acme, { pages: [plan], browser: await acme.signIn('ada') })
    assert.equal(again.bot_id, given.bot_id)
    assert.equal(await statusOf(acme, again.access_token!, plan), 200)
  })

  test('exchanges a code once; again it ends what came of it', async (t) => {
    const acme = await partner(t, store)
    const code = await codeOf(acme, {}, { pages: [acme.pages.plan] })
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
    const { body } = await acme.token(form)
    assert.equal(await statusOf(acme, body.access_token, acme.pages.plan), 200)
    const again = await acme.token(form)
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant'])
    assert.match(again.body.error_description, /this code has been revoked/)
    assert.equal(await statusOf(acme, body.access_token, acme.pages.plan), 401)
    assert.ok((await acme.events()).includes('connection.removed'))
    const refreshed = await acme.token({ grant_type: 'refresh_token', refresh_token: body.refresh_token })
    assert.equal(refreshed.body.error, 'invalid_grant')
  })

  const { verifier, challenge } = pkce()
  const challenged = { code_challenge: challenge, code_challenge_method: 'S256' }
  for (const [mistake, asked, form, error] of [
    ['an unknown code', {}, { code: 'x' }, 'invalid_grant'],
    ['no code', {}, { code: '' }, 'invalid_request'],
    ['no grant type', {}, { grant_type: '' }, 'invalid_request'],
    ['a password', {}, { grant_type: 'password' }, 'unsupported_grant_type'],
    ['what every object has', {}, { grant_type: '__proto__' }, 'unsupported_grant_type'],
    ['no redirect_uri', {}, { redirect_uri: '' }, 'invalid_request'],
    ['another redirect_uri', {}, { redirect_uri: 'https://partner.test/' }, 'invalid_grant'],
    ['no verifier', challenged, {}, 'invalid_grant'],
    ['a wrong verifier', challenged, { code_verifier: `${verifier}x` }, 'invalid_grant'],
    ['a verifier without a challenge', {}, { code_verifier: verifier }, 'invalid_grant'],
    ['another resource', {}, { resource: 'http://octavo.test/v1' }, 'invalid_target'],
  ] as [string, object, Record<string, string>, string][]) {
    test(`refuses ${mistake}`, async (t) => {
      const acme = await partner(t, store)
      const code = await codeOf(acme, asked)
      const { status, body } = await acme.token({
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT,
        ...form,
      })
      assert.deepEqual(
        [status, body.error, body.object, body.status, body.code],
        [400, error, 'error', 400, error === 'invalid_grant' ? error : 'validation_error'],
      )
      assert.ok(body.error_description && body.message && body.request_id)
    })
  }

  test('refuses a code after ten minutes, of another client, and of who is gone', async (t) => {
    const acme = await partner(t, store)
    const form = { grant_type: 'authorization_code', redirect_uri: REDIRECT }
    const late = await codeOf(acme)
    acme.server.wait(10 * MINUTE)
    assert.match((await acme.token({ ...form, code: late })).body.message, /expired/)

    const grace = await acme.signIn('grace')
    const code = await codeOf(acme, {}, { browser: grace })
    await acme.server.store.transaction((db) =>
      updateUser(db, acme.acme.id, acme.people.grace, { state: 'suspended' }),
    )
    assert.equal((await acme.token({ ...form, code })).body.error, 'invalid_grant')

    const other = await acme.do((context) =>
      createPublicConnection(context, {
        name: 'Other',
        capabilities: everyCapability,
        redirectUris: [REDIRECT],
      }),
    )
    const own = await codeOf(acme)
    const stolen = await acme.post('/v1/oauth/token', { ...form, code: own }, { authorization: basic(other) })
    assert.equal(stolen.body.error, 'invalid_grant')
    assert.equal((await acme.token({ ...form, code: own })).status, 200, 'and its own client is not harmed')
  })

  test('refuses who does not prove to be the client, all alike', async (t) => {
    const acme = await partner(t, store)
    const { clientId, clientSecret } = acme.connection
    const form = { grant_type: 'authorization_code', code: 'x' }
    for (const headers of [
      {},
      { authorization: basic({ clientId, clientSecret: 'wrong' }) },
      { authorization: basic({ clientId: acme.people.ada, clientSecret }) },
      { authorization: basic({ clientId, clientSecret: '' }) },
      { authorization: basic({ clientId: '\u0000', clientSecret: '\u0000' }) },
      { authorization: 'Basic' },
      { authorization: 'Basic %%%' },
      { authorization: 'Bearer x' },
    ] as Record<string, string>[]) {
      const { status, body, headers: told } = await acme.post('/v1/oauth/token', form, headers)
      assert.deepEqual([status, body.error, body.code], [401, 'invalid_client', 'unauthorized'])
      assert.match(String(told['www-authenticate']), /^Basic realm=/)
    }
    for (const more of [{ client_secret: clientSecret }, { client_id: acme.people.ada }]) {
      const twice = await acme.token({ ...form, ...more } as Record<string, string>)
      assert.equal(twice.body.error, 'invalid_request')
    }
    const doubled = await acme.app.inject({
      method: 'POST',
      url: '/v1/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: basic(acme.connection) },
      payload: 'grant_type=authorization_code&code=x&code=x',
    })
    assert.equal(doubled.json().error, 'invalid_request')
  })

  test('takes the secret before this one for as long as it was given', async (t) => {
    const acme = await partner(t, store)
    const until = acme.server.surroundings.now() + MINUTE
    await acme.server.store.transaction(async (db) => {
      const rotated = {
        previous_secret_hash: hashOfToken('the old one'),
        previous_secret_expires_time: until,
      }
      await db.sql.updateTable('connections').set(rotated).execute()
    })
    const form = { grant_type: 'refresh_token', refresh_token: 'x' }
    const authorization = basic({ ...acme.connection, clientSecret: 'the old one' })
    const ask = async () => (await acme.post('/v1/oauth/token', form, { authorization })).body.error
    assert.equal(await ask(), 'invalid_grant')
    acme.server.wait(MINUTE)
    assert.equal(await ask(), 'invalid_client')
  })

  test('tells how long access tokens work where they do not work for ever', async (t) => {
    const acme = await partner(t, store)
    await acme.server.store.transaction(async (db) => {
      await db.sql.updateTable('connections').set({ access_token_seconds: 3600 }).execute()
    })
    const { access_token, refresh_token, expires_in } = await tokensOf(acme, { pages: [acme.pages.plan] })
    assert.equal(expires_in, 3600)
    acme.server.wait(3600 * 1000)
    assert.equal(await statusOf(acme, access_token!, acme.pages.plan), 401)
    const again = await acme.token({ grant_type: 'refresh_token', refresh_token: refresh_token! })
    assert.equal(await statusOf(acme, again.body.access_token, acme.pages.plan), 200)
  })
})

describeStores('refresh tokens', (store) => {
  const refresh = (acme: Partner, refresh_token: string, more = {}) =>
    acme.token({ grant_type: 'refresh_token', refresh_token, ...more })

  test('are exchanged once; a lost answer is given again within a minute', async (t) => {
    const acme = await partner(t, store)
    const first = await tokensOf(acme, { pages: [acme.pages.plan] })
    const next = await refresh(acme, first.refresh_token!)
    const { request_id: _, ...pair } = next.body
    assert.equal(pair.bot_id, first.bot_id)
    assert.notEqual(pair.refresh_token, first.refresh_token)
    acme.server.wait(MINUTE - 1)
    const { request_id: __, ...again } = (await refresh(acme, first.refresh_token!)).body
    assert.deepEqual(again, pair)
    assert.equal(await statusOf(acme, first.access_token!, acme.pages.plan), 200)
    acme.server.wait(1)
    assert.equal(
      await statusOf(acme, first.access_token!, acme.pages.plan),
      401,
      'the one before it has ended',
    )
    assert.equal(await statusOf(acme, pair.access_token, acme.pages.plan), 200)
  })

  test('that come again later end the whole family, and an event tells', async (t) => {
    const acme = await partner(t, store)
    const first = await tokensOf(acme, { pages: [acme.pages.plan] })
    const next = (await refresh(acme, first.refresh_token!)).body
    await acme.events()
    acme.server.wait(MINUTE)
    assert.equal((await refresh(acme, first.refresh_token!)).body.error, 'invalid_grant')
    assert.deepEqual(await acme.events(), ['connection.refresh_token_reused', 'connection.removed'])
    assert.equal(await statusOf(acme, next.access_token, acme.pages.plan), 401)
    assert.equal((await refresh(acme, next.refresh_token)).body.error, 'invalid_grant')
  })

  test('get no more than was granted', async (t) => {
    const acme = await partner(t, store)
    const code = await codeOf(acme, { scope: 'read_content', resource: 'http://octavo.test/v1' })
    const { body } = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    for (const [more, error] of [
      [{ scope: 'read_content read_user' }, 'invalid_scope'],
      [{ scope: 'everything' }, 'invalid_scope'],
      [{ resource: 'http://octavo.test' }, 'invalid_target'],
    ] as const) {
      assert.equal((await refresh(acme, body.refresh_token, more)).body.error, error)
    }
    const same = { scope: 'read_content', resource: 'http://octavo.test/v1' }
    assert.equal((await refresh(acme, body.refresh_token, same)).body.scope, 'read_content')
  })

  test('of two that are exchanged at the same moment both clients get the same', async (t) => {
    const acme = await partner(t, store)
    const { refresh_token } = await tokensOf(acme)
    const answers = await Promise.all([1, 2, 3].map(() => refresh(acme, refresh_token!)))
    assert.equal(new Set(answers.map(({ body }) => body.access_token)).size, 1)
  })

  test('end with the person’s time in the workspace, and so does what they were exchanged for', async (t) => {
    const acme = await partner(t, store)
    const { access_token, refresh_token } = await tokensOf(acme, { browser: await acme.signIn('grace') })
    for (const state of ['suspended', 'removed'] as const) {
      await acme.server.store.transaction((db) => updateUser(db, acme.acme.id, acme.people.grace, { state }))
      assert.equal((await acme.api(access_token!, '/v1/users/me')).status, 401)
      assert.equal((await refresh(acme, refresh_token!)).body.error, 'invalid_grant')
      const told = await acme.post(
        '/v1/oauth/introspect',
        { token: access_token! },
        { authorization: basic(acme.connection) },
      )
      assert.equal(told.body.active, false)
    }
  })
})

describeStores('revoking and introspecting', (store) => {
  for (const which of ['access_token', 'refresh_token'] as const) {
    test(`the ${which} of a pair ends both, and the connection goes`, async (t) => {
      const acme = await partner(t, store)
      const tokens = await tokensOf(acme, { pages: [acme.pages.plan] })
      await acme.events()
      const authorization = basic(acme.connection)
      const revoked = await acme.post('/v1/oauth/revoke', { token: tokens[which]! }, { authorization })
      assert.deepEqual([revoked.status, Object.keys(revoked.body)], [200, ['request_id']])
      assert.deepEqual(await acme.events(), ['connection.authorization_revoked', 'connection.removed'])
      assert.equal((await acme.api(tokens.access_token!, '/v1/users/me')).status, 401)
      for (const token of [tokens.access_token!, tokens.refresh_token!]) {
        const { body } = await acme.post('/v1/oauth/introspect', { token }, { authorization })
        assert.equal(body.active, false)
      }
      const { reader } = acme.server.store
      assert.equal(await installOf(reader, acme.acme.id, acme.connection.id, acme.people.ada), undefined)
      const again = await tokensOf(acme)
      assert.equal(again.bot_id, tokens.bot_id, 'who comes back has the same bot')

      const code = await codeOf(acme)
      await acme.post('/v1/oauth/revoke', { token: again.access_token! }, { authorization })
      const next = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
      assert.equal(next.status, 200, 'a client may give up the old before it takes the new')
    })
  }

  test('is for a client’s own tokens; of all others it says the same as of none', async (t) => {
    const acme = await partner(t, store)
    const internal = await acme.do((context) =>
      createInternalConnection(context, { name: 'CI', capabilities: everyCapability }),
    )
    const authorization = basic(acme.connection)
    for (const token of [internal.token, 'unknown', '\u{1F600}']) {
      assert.deepEqual(
        (await acme.post('/v1/oauth/introspect', { token }, { authorization })).body.active,
        false,
      )
      assert.equal((await acme.post('/v1/oauth/revoke', { token }, { authorization })).status, 200)
    }
    assert.equal((await acme.api(internal.token, '/v1/users/me')).status, 200)
    const missing = await acme.post('/v1/oauth/revoke', {}, { authorization })
    assert.equal(missing.body.error, 'invalid_request')
    const anonymous = await acme.post('/v1/oauth/introspect', { token: 'x' })
    assert.deepEqual([anonymous.status, anonymous.body.error], [401, 'invalid_client'])
  })

  test('tells what a token is good for, since when and until when', async (t) => {
    const acme = await partner(t, store, { comments: [], user_info: 'none' })
    const { access_token } = await tokensOf(acme)
    const { body } = await acme.post(
      '/v1/oauth/introspect',
      { token: access_token! },
      { authorization: basic(acme.connection) },
    )
    const { request_id: _, ...told } = body
    const iat = Math.floor(acme.server.surroundings.now() / 1000)
    const scope = 'read_content update_content insert_content'
    assert.deepEqual(told, { active: true, scope, iat, client_id: acme.connection.clientId })
  })
})

describeStores('the bot of a person', (store) => {
  test('makes private pages of the workspace, which are the person’s too', async (t) => {
    const acme = await partner(t, store)
    const { access_token } = await tokensOf(acme, { browser: await acme.signIn('grace') })
    const page = {
      parent: { type: 'workspace', workspace: true },
      properties: { title: { title: [{ text: { content: 'By a bot' } }] } },
    }
    const made = await acme.api(access_token!, '/v1/pages', page)
    assert.equal(made.status, 200, made.body.message)
    assert.deepEqual(made.body.parent, { type: 'workspace', workspace: true })
    await acme.do((context) => pageFor(context, made.body.id, 'full_access'), 'grace')
    await assert.rejects(
      acme.do((context) => pageFor(context, made.body.id, 'read')),
      { kind: 'absent' },
    )
  })

  test('is meant by no “me”: that is the person', async (t) => {
    const acme = await partner(t, store)
    const { access_token } = await tokensOf(acme, { pages: [acme.pages.plan] })
    const made = await acme.api(access_token!, '/v1/databases', {
      parent: { type: 'page_id', page_id: acme.pages.plan },
      initial_data_source: { properties: { Name: { title: {} }, Who: { people: {} } } },
    })
    const source = made.body.data_sources[0].id
    for (const people of [[{ id: acme.people.ada }], []]) {
      const row = { parent: { data_source_id: source }, properties: { Who: { people } } }
      assert.equal((await acme.api(access_token!, '/v1/pages', row)).status, 200)
    }
    const query = { filter: { property: 'Who', people: { contains: 'me' } } }
    const found = await acme.api(access_token!, `/v1/data_sources/${source}/query`, query)
    assert.equal(found.body.results.length, 1, found.body.message)
  })

  test('shows as owner just the id of who authorised it where it may not see people', async (t) => {
    const acme = await partner(t, store, { user_info: 'none' })
    const { access_token, owner } = await tokensOf(acme)
    const user = { object: 'user', id: acme.people.ada }
    assert.deepEqual(owner, { type: 'user', user })
    assert.deepEqual((await acme.api(access_token!, '/v1/users/me')).body.bot.owner, { type: 'user', user })
  })
})

describeStores('the template of a connection', (store) => {
  const offer = (acme: Partner, page: string) =>
    acme.server.store.transaction(async (db) => {
      const template_url = `http://octavo.test/Plan-${page.replaceAll('-', '')}`
      await db.sql.updateTable('connections').set({ template_url }).execute()
    })

  test('is copied into a private page that the bot reaches', async (t) => {
    const acme = await partner(t, store)
    await offer(acme, acme.pages.plan)
    const { duplicated_template_id: id, access_token } = await tokensOf(acme, { template: 'yes' })
    assert.match(acme.browser.page.path, /^https:\/\/partner.test/)
    const page = await acme.api(access_token!, `/v1/pages/${id}`)
    assert.deepEqual(page.body.parent, { type: 'workspace', workspace: true })
    assert.equal(page.body.properties.title.title[0].plain_text, 'Plan')
    const children = await acme.api(access_token!, `/v1/blocks/${id}/children`)
    assert.deepEqual(
      children.body.results.map((block: { child_page: unknown }) => block.child_page),
      [{ title: 'Child' }],
    )
    assert.equal(
      await statusOf(acme, access_token!, acme.pages.plan),
      404,
      'and the template itself is not reached',
    )
  })

  test('is none where the person cannot read it, and nobody is told otherwise', async (t) => {
    const acme = await partner(t, store)
    await offer(acme, acme.pages.plan)
    const browser = await acme.signIn('grace')
    const { duplicated_template_id } = await tokensOf(acme, { browser, template: 'yes' })
    assert.equal(duplicated_template_id, null)
  })

  test('is everybody’s where it is published, as far as the public reads it', async (t) => {
    const acme = await partner(t, store)
    await offer(acme, acme.pages.plan)
    await acme.do(async (context) => {
      const change = async (page: string, principal: string, more: object) => {
        const level = principal === principalOf.public ? 'view' : 'full_access'
        const node = sharedNode('page', await pageFor(context, page, 'full_access'))
        await changeAccess(context, node, { set: [{ principal, level }], ...more })
      }
      await change(acme.pages.child, principalOf.user(acme.people.ada), { inherits: false })
      await change(acme.pages.plan, principalOf.public, {})
    })
    const browser = await acme.signIn('grace')
    await browser.open(authorizeAddress(acme.connection))
    assert.match(browser.page.text, />Next</)
    const { duplicated_template_id: id, access_token } = await tokensOf(acme, { browser, template: 'yes' })
    assert.equal(await statusOf(acme, access_token!, id!), 200)
    const children = await acme.api(access_token!, `/v1/blocks/${id}/children`)
    assert.deepEqual(children.body.results, [], 'what is kept from the public is not copied')
  })
})
