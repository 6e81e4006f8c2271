import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nobody } from '#server/domain/access/actor.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { createPublicConnection } from '#server/domain/connections/create.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { formBrowser } from '#test/form-browser.ts'
import {
  AUTHORIZE,
  authorizeAddress,
  type Partner,
  partner,
  pkce,
  REDIRECT,
  submit,
} from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

describeStores('GET /v1/oauth/authorize', (store) => {
  test('tells the person, and never the client, when the client or its address is not known', async (t) => {
    const acme = await partner(t, store)
    const { clientId } = acme.connection
    for (const [query, message] of [
      ['', /Missing or incomplete Client ID/],
      ['client_id=', /Missing or incomplete Client ID/],
      [`client_id=${acme.people.ada}&redirect_uri=${REDIRECT}`, /Missing or incomplete Client ID/],
      ['client_id=https://app.test/client.json', /Missing or incomplete Client ID/],
      ['client_id=%00', /client_id should be given once/],
      ['client_id=%00&state=a&state=b', /client_id should be given once/],
      [`client_id=${clientId}&client_id=${clientId}`, /client_id should be given once/],
      [`client_id=${clientId}&redirect_uri=https://evil.test/`, /Mismatching redirect_uri/],
      [`client_id=${clientId}&redirect_uri=${REDIRECT}/`, /Mismatching redirect_uri/],
      [
        `client_id=${clientId}&redirect_uri=${REDIRECT}&redirect_uri=${REDIRECT}`,
        /redirect_uri should be given once/,
      ],
    ] as const) {
      const answer = await acme.app.inject(`${AUTHORIZE}?${query}`)
      assert.equal(answer.statusCode, 400, query)
      assert.match(answer.body, message)
      assert.match(String(answer.headers['content-type']), /^text\/html/)
      assert.equal(answer.headers.location, undefined)
    }
  })

  const { challenge } = pkce()
  for (const [mistake, parameters, error] of [
    ['no response type', { response_type: '' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['another owner', { owner: 'workspace' }, 'invalid_request'],
    ['another response mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['an unknown scope', { scope: 'read_content everything' }, 'invalid_scope'],
    ['a plain challenge', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that says no method', { code_challenge: challenge }, 'invalid_request'],
    ['a challenge that is none', { code_challenge: 'x', code_challenge_method: 'S256' }, 'invalid_request'],
    ['another resource', { resource: 'https://elsewhere.test' }, 'invalid_target'],
    ['no person wanted', { prompt: 'none' }, 'login_required'],
  ] as [string, Record<string, string>, string][]) {
    test(`tells the client of ${mistake}`, async (t) => {
      const acme = await partner(t, store)
      const answer = await acme.app.inject(authorizeAddress(acme.connection, parameters))
      assert.equal(answer.statusCode, 303)
      const told = new URL(String(answer.headers.location))
      assert.equal(told.origin + told.pathname, REDIRECT)
      assert.equal(told.searchParams.get('error'), error)
      assert.equal(told.searchParams.get('state'), 'xyz')
      assert.equal(told.searchParams.get('iss'), 'http://octavo.test')
    })
  }

  test('tells the client of a parameter that came twice', async (t) => {
    const acme = await partner(t, store)
    const answer = await acme.app.inject(
      `${authorizeAddress(acme.connection)}&scope=read_user&scope=read_user`,
    )
    assert.match(String(answer.headers.location), /\?error=invalid_request&/)
  })

  test('asks who is not signed in to do so, and goes on from there', async (t) => {
    const acme = await partner(t, store)
    const browser = formBrowser(acme.app)
    await browser.open(authorizeAddress(acme.connection))
    assert.match(browser.page.path, /^\/login\?next=/)
    await browser.submit('/login', { email: 'grace@acme.test', password: 'correct horse battery' })
    assert.match(browser.page.text, /Partner would like to connect to Acme/)
    assert.match(browser.page.text, /You are Grace Hopper/)
  })

  test('is a page that no other site can frame, and that tells nobody where it was', async (t) => {
    const acme = await partner(t, store)
    const { headers } = await acme.browser.open(authorizeAddress(acme.connection))
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cache-control'], 'no-store')
  })

  test('says what a connection can do and what it cannot, and who built and supports it', async (t) => {
    const acme = await partner(t, store, { content: ['read'], comments: [], user_info: 'no_email' })
    await acme.server.store.transaction(async (db) => {
      const told = {
        developer_name: 'Partner <Inc>',
        website_url: 'https://partner.test',
        support_url: 'mailto:help@partner.test',
      }
      await db.sql.updateTable('connections').set(told).execute()
    })
    const { text } = await acme.browser.open(authorizeAddress(acme.connection))
    const [can, cannot] = [listOf(text, 'can'), listOf(text, 'cannot')]
    assert.deepEqual(can, [
      'Read the pages and databases that you choose',
      'See the names and pictures of the people in this workspace',
    ])
    assert.ok(cannot.includes('Change the pages that you choose, and move them to the trash'))
    assert.ok(cannot.includes('See the e-mail addresses of people in this workspace'))
    assert.match(text, /Built by <strong>Partner &#60;Inc&#62;<\/strong>, who supports it, and not Octavo/)
    assert.match(text, /href="mailto:help@partner.test"/)
    assert.match(text, /You go on to <strong>partner.test<\/strong>/)
    assert.doesNotMatch(text, /Unverified/)
  })

  test('narrows what is agreed to by a scope', async (t) => {
    const acme = await partner(t, store)
    const code = (
      await acme.authorize({ scope: 'read_user read_content' }, { pages: [acme.pages.plan] })
    ).searchParams.get('code')!
    assert.deepEqual(listOf(acme.browser.page.text, 'can'), [])
    const tokens = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.equal(tokens.body.scope, 'read_user read_content')
    const { access_token } = tokens.body
    assert.equal((await acme.api(access_token, `/v1/pages/${acme.pages.plan}`)).status, 200)
    assert.equal((await acme.api(access_token, '/v1/users')).status, 200)
    const refused = await acme.api(access_token, `/v1/comments?block_id=${acme.pages.plan}`)
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
  })

  test('goes back to the client with access_denied after Cancel, with an empty state when none was sent', async (t) => {
    const acme = await partner(t, store)
    await acme.browser.open(authorizeAddress(acme.connection, { state: '' }))
    const { path } = await submit(acme.browser, { step: 'cancel' })
    assert.match(
      path,
      /^https:\/\/partner.test\/callback\?error=access_denied&error_description=[^&]+&state=&iss=/,
    )
    assert.deepEqual(await acme.events(), ['user.login'])
  })

  test('needs no redirect_uri where just one is registered', async (t) => {
    const acme = await partner(t, store)
    const code = (await acme.authorize({ redirect_uri: '' })).searchParams.get('code')!
    const form = { grant_type: 'authorization_code', code }
    const forbidden = await acme.token({ ...form, redirect_uri: REDIRECT })
    assert.deepEqual([forbidden.status, forbidden.body.error], [400, 'invalid_request'])
    assert.equal((await acme.token(form)).status, 200)
  })

  test('shows the pages that the person has full access to, in their tree, and finds them by title', async (t) => {
    const acme = await partner(t, store)
    const grace = await acme.signIn('grace')
    await grace.open(authorizeAddress(acme.connection))
    const { text } = await submit(grace, { step: 'choose' })
    assert.match(
      text,
      /There is no page that you have full access to/,
      'Grace may edit the handbook and no more',
    )

    await acme.browser.open(authorizeAddress(acme.connection))
    const all = await submit(acme.browser, { step: 'choose' })
    assert.match(all.text, /<h2>Shared<\/h2>[\s\S]*Handbook[\s\S]*<h2>Private<\/h2>[\s\S]*Plan/)
    assert.deepEqual(titles(all.text), ['Handbook', 'Plan', 'Notes'], 'what is below comes when it is opened')
    const open = await submit(acme.browser, { toggle: acme.pages.plan, pages: [acme.pages.shared] })
    assert.deepEqual(titles(open.text), ['Handbook', 'Plan', 'Child', 'Notes'])
    assert.match(open.text, /Plan[\s\S]*<ul>[\s\S]*Child/)
    assert.match(
      open.text,
      new RegExp(`value="${acme.pages.shared}" checked`),
      'what was chosen stays chosen',
    )
    const closed = await submit(acme.browser, { toggle: acme.pages.plan, pages: [acme.pages.child] })
    assert.match(closed.text, /<h2>Chosen<\/h2>[\s\S]*Child[\s\S]*<h2>Shared<\/h2>/, 'and is never unseen')
    const found = await submit(acme.browser, { step: 'choose', query: 'CHIL', pages: [acme.pages.notes] })
    assert.deepEqual(titles(found.text), ['Notes', 'Child'], 'what was chosen before stays')
    assert.match(found.text, new RegExp(`value="${acme.pages.notes}" checked`))
    assert.match(
      (await submit(acme.browser, { step: 'choose', query: '100%' })).text,
      /No title has these words/,
    )
  })

  test('grants no page that the person may not share', async (t) => {
    const acme = await partner(t, store)
    const browser = await acme.signIn('grace')
    const code = (
      await acme.authorize({}, { browser, pages: [acme.pages.shared, acme.pages.plan] })
    ).searchParams.get('code')!
    const tokens = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    for (const page of [acme.pages.shared, acme.pages.plan]) {
      assert.equal((await acme.api(tokens.body.access_token, `/v1/pages/${page}`)).status, 404)
    }
    assert.equal((await acme.api(tokens.body.access_token, '/v1/users/me')).status, 200, 'zero pages will do')
  })

  test('is for a form of its own pages only', async (t) => {
    const acme = await partner(t, store)
    await acme.browser.open(authorizeAddress(acme.connection))
    for (const [fields, headers] of [
      [{ form_token: 'x' }, {}],
      [{}, { origin: 'https://evil.test' }],
      [{}, { 'sec-fetch-site': 'cross-site' }],
    ] as [Record<string, string>, Record<string, string>][]) {
      const answer = await acme.browser.submit(AUTHORIZE, { step: 'allow', ...fields }, headers)
      assert.equal(answer.status, 403)
      await acme.browser.open(authorizeAddress(acme.connection))
    }
  })
})

describeStores('who may authorise a connection', (store) => {
  const policy = (acme: Partner, install: 'owners_only' | 'approved_only') =>
    acme.server.store.transaction(async (db) => {
      const settings = {
        ...defaultSettings,
        policy: {
          ...defaultSettings.policy,
          connections: { ...defaultSettings.policy.connections, install },
        },
      }
      await db.sql
        .updateTable('workspaces')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', acme.acme.id)
        .execute()
    })

  test('is no guest', async (t) => {
    const acme = await partner(t, store)
    const vera = await acme.signIn('vera')
    const { text } = await vera.open(authorizeAddress(acme.connection))
    assert.match(text, /Ask an owner to make you a member/)
    assert.doesNotMatch(text, /Ask an owner<\/button>/)
    assert.match((await submit(vera, { step: 'allow' })).text, /Ask an owner to make you a member/)
    assert.match((await submit(vera, { step: 'cancel' })).path, /error=access_denied/)
  })

  test('is an owner where the policy says so', async (t) => {
    const acme = await partner(t, store)
    await policy(acme, 'owners_only')
    const grace = await acme.signIn('grace')
    await grace.open(authorizeAddress(acme.connection))
    assert.match(grace.page.text, /Ask one of them to add this one/)
    assert.match((await submit(grace, { step: 'ask' })).text, /Ask one of them to add this one/)
    assert.deepEqual(await acme.events(), ['user.login', 'user.login'])
    assert.ok((await acme.authorize()).searchParams.has('code'), 'Ada is one')
  })

  test('is, where connections must be approved, who asks an owner, or comes after one', async (t) => {
    const acme = await partner(t, store)
    await policy(acme, 'approved_only')
    const grace = await acme.signIn('grace')
    await grace.open(authorizeAddress(acme.connection))
    assert.match(grace.page.text, /an owner has approved, and this is not one of them/)
    await submit(grace, { step: 'ask', message: 'For the report' })
    assert.match(grace.page.text, /An owner was asked/)
    await grace.open(authorizeAddress(acme.connection))
    await submit(grace, { step: 'ask' })
    assert.deepEqual(
      await acme.events(),
      ['user.login', 'user.login', 'connection.requested'],
      'asking again is no other request',
    )
    const { reader } = acme.server.store
    const [request] = await reader.sql.selectFrom('connection_requests').selectAll().execute()
    assert.deepEqual(
      [request!.user_id, request!.message, request!.state],
      [acme.people.grace, 'For the report', 'pending'],
    )

    const code = (await acme.authorize()).searchParams.get('code')!
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
    assert.equal((await acme.token(form)).status, 200)
    const after = await grace.open(authorizeAddress(acme.connection))
    assert.doesNotMatch(after.text, /role="alert"/, 'what an owner adds is approved')
  })

  test('is asked again when the policy changes before the code is exchanged', async (t) => {
    const acme = await partner(t, store)
    const code = (await acme.authorize({}, { browser: await acme.signIn('grace') })).searchParams.get('code')!
    await policy(acme, 'owners_only')
    const refused = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.deepEqual([refused.status, refused.body.error], [403, 'access_denied'])
  })

  test('may do so in another of their workspaces, and the connection is the same there', async (t) => {
    const acme = await partner(t, store)
    const { server } = acme
    const other = await server.store.transaction((db) =>
      createWorkspace(db, server.surroundings, {
        name: 'Analytical Engines',
        settings: defaultSettings,
      }),
    )
    const own = await inTransaction(
      server,
      { workspace: other, actor: nobody },
      server.surroundings.now(),
      async (context) => {
        await addPerson(context, { name: 'Ada', email: 'ada@acme.test', role: 'member' })
        return createPublicConnection(context, {
          name: 'Theirs',
          capabilities: everyCapability,
          redirectUris: [REDIRECT],
        })
      },
    )
    await acme.browser.open(authorizeAddress(acme.connection))
    assert.match(acme.browser.page.text, /to Acme<\/h1>/)
    await submit(acme.browser, { step: 'workspace', to: other.id })
    assert.match(acme.browser.page.text, /to Analytical Engines<\/h1>/)
    const stale = await submit(acme.browser, { step: 'allow', workspace_id: acme.acme.id })
    assert.match(
      stale.text,
      /to Analytical Engines<\/h1>/,
      'what was shown for one workspace is not agreed to in another',
    )
    const code = (await acme.authorize()).searchParams.get('code')!
    const tokens = await acme.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
    assert.equal(tokens.body.workspace_id, other.id)
    const again = (await acme.authorize()).searchParams.get('code')!
    const more = await acme.token({ grant_type: 'authorization_code', code: again, redirect_uri: REDIRECT })
    assert.equal(more.body.bot_id, tokens.body.bot_id)
    assert.equal(
      (await acme.api(tokens.body.access_token, '/v1/users/me')).body.bot.workspace_name,
      'Analytical Engines',
    )

    await server.store.transaction(async (db) => {
      await db.sql.updateTable('connections').set({ distribution: 'this_workspace' }).execute()
    })
    assert.match((await acme.browser.open(authorizeAddress(own))).text, /Theirs would like/)
    await submit(acme.browser, { step: 'workspace', to: acme.acme.id })
    assert.match(acme.browser.page.text, /made for another workspace/)
  })
})

const listOf = (text: string, name: string): string[] => {
  const [, list = ''] = new RegExp(`<ul class="${name}">(.*?)</ul>`, 's').exec(text) ?? []
  return [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, sentence]) => sentence!)
}

const titles = (text: string): string[] =>
  [...text.matchAll(/name="pages"[\s\S]*?<span aria-hidden="true">.*?<\/span> <span>([^<]*)/g)].map(
    ([, title]) => title!,
  )
