import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { jobs } from '#server/jobs/jobs.ts'
import { performDue } from '#server/jobs/runner.ts'
import {
  authorizeAddress,
  basic,
  type Partner,
  partner,
  pkce,
  REDIRECT,
  submit,
} from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

const DAY = 24 * 60 * 60_000

async function open(acme: Partner): Promise<void> {
  const connections = { ...defaultSettings.policy.connections, self_registration: true }
  const settings = { ...defaultSettings, policy: { ...defaultSettings.policy, connections } }
  await acme.server.store.transaction(async (db) => {
    await db.sql
      .updateTable('workspaces')
      .set({ settings: JSON.stringify(settings) })
      .execute()
  })
}

async function register(acme: Partner, metadata: unknown) {
  const answer = await acme.app.inject({
    method: 'POST',
    url: '/v1/oauth/register',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(metadata),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

describeStores('POST /v1/oauth/register', (store) => {
  test('is closed until the policy of the first workspace opens it', async (t) => {
    const acme = await partner(t, store)
    const { status, body } = await register(acme, { redirect_uris: [REDIRECT] })
    assert.deepEqual([status, body.error, body.code], [403, 'access_denied', 'restricted_resource'])
    const metadata = async () => (await acme.app.inject('/.well-known/oauth-authorization-server')).json()
    assert.equal((await metadata()).registration_endpoint, undefined)
    await open(acme)
    assert.equal((await metadata()).registration_endpoint, 'http://octavo.test/v1/oauth/register')
  })

  test('takes a client of oauth4webapi as far as a token, and warns the person', async (t) => {
    const acme = await partner(t, store)
    await open(acme)
    const base = new URL(await acme.server.listen(acme.app))
    const insecure = { [oauth.allowInsecureRequests]: true }
    const discovered = await oauth.discoveryRequest(base, { algorithm: 'oauth2', ...insecure })
    const server = await oauth.processDiscoveryResponse(base, discovered)
    const wanted = {
      client_name: 'A <b>bold</b> tool',
      redirect_uris: ['http://localhost/callback'],
      token_endpoint_auth_method: 'none',
    }
    const client = await oauth
      .dynamicClientRegistrationRequest(server, wanted, insecure)
      .then(oauth.processDynamicClientRegistrationResponse)
    assert.equal(client.client_secret, undefined)

    const browser = await acme.signIn('ada')
    const { verifier, challenge } = pkce()
    const asked = {
      redirect_uri: 'http://localhost:4711/callback',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }
    await browser.open(authorizeAddress({ clientId: client.client_id }, asked))
    assert.match(browser.page.text, /<strong>Unverified app.<\/strong>/)
    assert.match(browser.page.text, /A &#60;b&#62;bold/)
    await submit(browser, { step: 'choose' })
    const { path } = await submit(browser, { step: 'allow', pages: acme.pages.plan })
    const parameters = oauth.validateAuthResponse(server, client, new URL(path), 'xyz')
    const tokens = await oauth
      .authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        parameters,
        asked.redirect_uri,
        verifier,
        insecure,
      )
      .then((answer) => oauth.processAuthorizationCodeResponse(server, client, answer))
    assert.equal((await acme.api(tokens.access_token, `/v1/pages/${acme.pages.plan}`)).status, 200)
  })

  test('echoes what it took, with a secret for who can keep one', async (t) => {
    const acme = await partner(t, store)
    await open(acme)
    const asked = {
      client_name: 'Tool',
      redirect_uris: [REDIRECT],
      client_uri: 'https://tool.test',
      scope: 'read_content',
      software_id: 'x',
    }
    const { status, body, headers } = await register(acme, asked)
    assert.equal(status, 201)
    assert.equal(headers['cache-control'], 'no-store')
    const { client_id, client_secret, client_id_issued_at, request_id, ...echoed } = body
    assert.ok(client_id && client_id_issued_at && request_id)
    assert.match(client_secret, /^octc_/)
    assert.deepEqual(echoed, {
      client_secret_expires_at: 0,
      client_name: 'Tool',
      redirect_uris: [REDIRECT],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'read_content',
      client_uri: 'https://tool.test',
    })
    const known = { clientId: client_id, clientSecret: client_secret }
    const asking = await acme.post('/v1/oauth/introspect', { token: 'x' }, { authorization: basic(known) })
    assert.equal(asking.status, 200)
  })

  for (const [mistake, metadata, error] of [
    ['no redirect_uris', {}, 'invalid_redirect_uri'],
    ['an empty list of them', { redirect_uris: [] }, 'invalid_redirect_uri'],
    ['one that is no text', { redirect_uris: [1] }, 'invalid_redirect_uri'],
    ['one that a browser would run', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['one over plain http', { redirect_uris: ['http://tool.test/'] }, 'invalid_redirect_uri'],
    ['one with a fragment', { redirect_uris: ['https://tool.test/#a'] }, 'invalid_redirect_uri'],
    ['another grant', { redirect_uris: [REDIRECT], grant_types: ['implicit'] }, 'invalid_client_metadata'],
    ['another response', { redirect_uris: [REDIRECT], response_types: ['token'] }, 'invalid_client_metadata'],
    [
      'another proof',
      { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'private_key_jwt' },
      'invalid_client_metadata',
    ],
    ['an unknown scope', { redirect_uris: [REDIRECT], scope: 'all' }, 'invalid_scope'],
    ['a name that is none', { redirect_uris: [REDIRECT], client_name: {} }, 'invalid_client_metadata'],
    [
      'a site that is none',
      { redirect_uris: [REDIRECT], client_uri: 'javascript:alert(1)' },
      'invalid_client_metadata',
    ],
    ['no object', [], 'invalid_request'],
    ['text that no store keeps', { redirect_uris: [REDIRECT], client_name: '\u0000' }, 'invalid_request'],
  ] as const) {
    test(`refuses ${mistake}`, async (t) => {
      const acme = await partner(t, store)
      await open(acme)
      const { status, body } = await register(acme, metadata)
      assert.deepEqual([status, body.error, body.object], [400, error, 'error'])
    })
  }

  test('takes thirty clients in an hour from one address', async (t) => {
    const acme = await partner(t, store)
    await open(acme)
    const statuses: number[] = []
    for (let count = 0; count < 31; count++)
      statuses.push((await register(acme, { redirect_uris: [REDIRECT] })).status)
    assert.deepEqual([statuses[29], statuses[30]], [201, 429])
  })

  test('forgets clients that nobody connected within a week, and keeps the others', async (t) => {
    const acme = await partner(t, store)
    await open(acme)
    const [unused, used] = [
      await register(acme, { redirect_uris: [REDIRECT] }),
      await register(acme, { redirect_uris: [REDIRECT] }),
    ]
    const client = { clientId: used.body.client_id, clientSecret: used.body.client_secret }
    await acme.browser.open(authorizeAddress(client))
    await submit(acme.browser, { step: 'choose' })
    const code = new URL((await submit(acme.browser, { step: 'allow' })).path).searchParams.get('code')!
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
    assert.equal((await acme.post('/v1/oauth/token', form, { authorization: basic(client) })).status, 200)
    acme.server.wait(7 * DAY + 1)
    await performDue(acme.server, jobs)
    const known = async ({ body }: typeof used) =>
      (await acme.app.inject(authorizeAddress({ clientId: body.client_id }))).statusCode
    assert.deepEqual([await known(unused), await known(used)], [400, 303])
    assert.equal((await acme.app.inject(authorizeAddress(acme.connection))).statusCode, 303)
    const codes = await acme.server.store.reader.sql.selectFrom('oauth_codes').selectAll().execute()
    assert.deepEqual(codes, [])
  })
})
