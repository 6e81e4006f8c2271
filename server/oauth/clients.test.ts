/** OAuth as real clients do it: a strict one that knows the RFCs, and Notion's own SDK. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from '@notionhq/client'
import * as oauth from 'oauth4webapi'
import { authorizeAddress, partner, pkce, REDIRECT } from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

const insecure = { [oauth.allowInsecureRequests]: true }

describeStores('OAuth', (store) => {
  test('by oauth4webapi, from discovery to revocation', async (t) => {
    const acme = await partner(t, store)
    const base = new URL(await acme.server.listen(acme.app))
    const resource = await oauth
      .resourceDiscoveryRequest(new URL('/v1', base), insecure)
      .then((answer) => oauth.processResourceDiscoveryResponse(new URL('/v1', base), answer))
    const issuer = new URL(resource.authorization_servers![0]!)
    const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure })
    const server = await oauth.processDiscoveryResponse(issuer, discovered)
    const client = { client_id: acme.connection.clientId }
    const authentication = oauth.ClientSecretBasic(acme.connection.clientSecret)
    const verifier = oauth.generateRandomCodeVerifier()
    const challenge = await oauth.calculatePKCECodeChallenge(verifier)

    const answered = await acme.authorize(
      { code_challenge: challenge, code_challenge_method: 'S256', state: 'st ate' },
      { pages: [acme.pages.plan], browser: await acme.signIn('ada') },
    )
    const parameters = oauth.validateAuthResponse(server, client, answered, 'st ate')
    const tokens = await oauth
      .authorizationCodeGrantRequest(server, client, authentication, parameters, REDIRECT, verifier, insecure)
      .then((answer) => oauth.processAuthorizationCodeResponse(server, client, answer))
    assert.equal(tokens.token_type, 'bearer')
    assert.equal(tokens.expires_in, undefined)
    const page = await oauth.protectedResourceRequest(
      tokens.access_token,
      'GET',
      new URL(`/v1/pages/${acme.pages.child}`, base),
      new Headers({ 'notion-version': '2026-03-11' }),
      null,
      insecure,
    )
    assert.equal(page.status, 200)

    const again = await oauth
      .refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token!, insecure)
      .then((answer) => oauth.processRefreshTokenResponse(server, client, answer))
    assert.notEqual(again.access_token, tokens.access_token)
    const state = async (token: string) =>
      oauth
        .introspectionRequest(server, client, authentication, token, insecure)
        .then((answer) => oauth.processIntrospectionResponse(server, client, answer))
    assert.equal((await state(again.access_token)).active, true)
    await oauth
      .revocationRequest(server, client, authentication, again.refresh_token!, insecure)
      .then(oauth.processRevocationResponse)
    assert.equal((await state(again.access_token)).active, false)
  })

  test('by the methods of the official SDK', async (t) => {
    const acme = await partner(t, store)
    const baseUrl = await acme.server.listen(acme.app)
    const notion = new Client({ baseUrl })
    const { clientId: client_id, clientSecret: client_secret } = acme.connection
    const code = (
      await acme.authorize({}, { pages: [acme.pages.plan], browser: await acme.signIn('ada') })
    ).searchParams.get('code')!
    const tokens = await notion.oauth.token({
      client_id,
      client_secret,
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
    })
    const { access_token, refresh_token, request_id, bot_id, ...rest } = tokens
    assert.match(access_token, /^octa_/)
    assert.match(refresh_token!, /^octr_/)
    assert.ok(request_id && bot_id)
    const ada = {
      object: 'user',
      id: acme.people.ada,
      name: 'Ada Lovelace',
      avatar_url: null,
      type: 'person',
      person: { email: 'ada@acme.test' },
    }
    assert.deepEqual(rest, {
      token_type: 'bearer',
      workspace_id: acme.acme.id,
      workspace_name: 'Acme',
      workspace_icon: null,
      owner: { type: 'user', user: ada },
      duplicated_template_id: null,
    })

    const bot = new Client({ baseUrl, auth: access_token })
    const me = (await bot.users.me({})) as { id: string; bot: { owner: unknown } }
    assert.equal(me.id, bot_id)
    assert.deepEqual(me.bot.owner, { type: 'user', user: ada })
    const listed = (await bot.users.list({})).results.find(({ id }) => id === bot_id)
    assert.deepEqual((listed as typeof me).bot.owner, me.bot.owner)
    const found = (await bot.search({})).results.map(({ id }) => id).sort()
    assert.deepEqual(found, [acme.pages.plan, acme.pages.child].sort())
    await assert.rejects(bot.pages.retrieve({ page_id: acme.pages.notes }), { code: 'object_not_found' })

    const next = await notion.oauth.token({
      client_id,
      client_secret,
      grant_type: 'refresh_token',
      refresh_token: refresh_token!,
    })
    assert.equal(next.bot_id, bot_id)
    const credentials = { client_id, client_secret }
    const known = await notion.oauth.introspect({ ...credentials, token: next.access_token })
    assert.deepEqual(Object.keys(known).sort(), ['active', 'client_id', 'iat', 'request_id', 'scope'])
    assert.equal(known.active, true)
    const revoked = await notion.oauth.revoke({ ...credentials, token: next.access_token })
    assert.deepEqual(Object.keys(revoked), ['request_id'])
    const after = new Client({ baseUrl, auth: next.access_token })
    await assert.rejects(after.users.me({}), { code: 'unauthorized' })
  })

  test('by a client without a secret, which PKCE keeps safe', async (t) => {
    const acme = await partner(t, store)
    await acme.server.store.transaction(async (db) => {
      await db.sql.updateTable('connections').set({ client_auth_method: 'none' }).execute()
    })
    const { clientId } = acme.connection
    await acme.browser.open(authorizeAddress(acme.connection))
    assert.match(acme.browser.page.path, /error=invalid_request.*code_challenge/)
    const { verifier, challenge } = pkce()
    const pkceAsked = { code_challenge: challenge, code_challenge_method: 'S256' }
    const code = (await acme.authorize(pkceAsked)).searchParams.get('code')!
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, client_id: clientId }
    assert.equal((await acme.post('/v1/oauth/token', form)).body.error, 'invalid_grant')
    const tokens = await acme.post('/v1/oauth/token', { ...form, code_verifier: verifier })
    assert.equal(tokens.status, 200, tokens.body.message)
  })
})
