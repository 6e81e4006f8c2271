import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { openProvider, type ProviderSettings } from '#server/adapters/identity-provider.ts'
import { makeOutgoing, type Outgoing } from '#server/adapters/outgoing-http.ts'
import type { Server } from '#server/http/contexts.ts'
import { userByEmail } from '#server/store/users.ts'
import { type FormBrowser, formBrowser, type Shown } from '#test/form-browser.ts'
import { certificate } from '#test/https.ts'
import { identityProvider, type Known, type TestProvider } from '#test/identity-provider.ts'
import { newestEvents } from '#test/newest-events.ts'
import { signedIn } from '#test/signed-in.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const CALLBACK = 'http://octavo.test/login/oidc/acme/callback'

const member: Known = { sub: 'm1', email: 'member@acme.test', email_verified: true, name: 'The member' }
const owner: Known = { sub: 'o1', email: 'owner@acme.test', email_verified: true }

type Tamper = (claims: JWTPayload, provider: TestProvider) => Promise<string | undefined>

interface Setting {
  acme: TestWorkspace
  provider: TestProvider
  /** Changes the ID tokens that come from the provider. */
  tamper(how: Tamper): void
  wait(milliseconds: number): void
}

async function withProvider(
  t: Parameters<typeof workspace>[0],
  store: TestStore,
  { joins = false, ...changes }: Partial<ProviderSettings> & { joins?: boolean } = {},
): Promise<Setting> {
  const acme = await workspace(t, store)
  const provider = await identityProvider(t, CALLBACK, { ...changes, ...(joins && { join: acme.id }) })
  const server = acme.server as { -readonly [Key in keyof Server]: Server[Key] }
  let [how, later]: [Tamper | null, number] = [null, 0]
  const { now, newId } = server.surroundings
  server.surroundings = { now: () => now() + later, newId }
  server.outgoing = tampering(makeOutgoing(['127.0.0.1'], { ca: certificate }), (claims) =>
    how === null ? null : how(claims, provider),
  )
  server.providers = [provider.settings, { ...provider.settings, id: 'other', name: 'Other ID' }].map(
    (settings) => openProvider(settings, server.outgoing),
  )
  return {
    acme,
    provider,
    tamper: (wanted) => {
      how = wanted
    },
    wait: (milliseconds) => {
      later += milliseconds
    },
  }
}

/** Stands between Octavo and the token endpoint. */
const tampering = (
  outgoing: Outgoing,
  how: (claims: JWTPayload) => Promise<string | undefined> | null,
): Outgoing => ({
  ...outgoing,
  async fetch(url, options) {
    const response = await outgoing.fetch(url, options)
    if (!url.endsWith('/token') || response.status !== 200) return response
    const tokens = (await response.json()) as { id_token: string }
    const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1]!, 'base64url').toString('utf8'))
    const changed = how(claims)
    return Response.json(changed === null ? tokens : { ...tokens, id_token: await changed })
  },
})

/** Begins and lets the provider answer; where the browser comes back. */
async function answerOf(
  { provider }: Setting,
  browser: FormBrowser,
  who: Known | null,
  next = '/',
): Promise<URL> {
  provider.is(who)
  const begun = await browser.open(`/login/oidc/acme?${new URLSearchParams({ next })}`)
  assert.equal(begun.status, 303)
  return new URL(await provider.follow(begun.path))
}

const hear = (browser: FormBrowser, { pathname, search }: URL): Promise<Shown> =>
  browser.open(pathname + search)

async function signIn(set: Setting, who: Known, next = '/'): Promise<Shown & { browser: FormBrowser }> {
  const browser = formBrowser(set.acme.app)
  return { ...(await hear(browser, await answerOf(set, browser, who, next))), browser }
}

function refused(page: Shown & { browser?: FormBrowser }, status: number, says: RegExp): void {
  assert.equal(page.status, status, page.text)
  assert.match(page.text.match(/role="alert">([^<]*)</)?.[1] ?? page.text, says)
  assert.match(page.text, /action="\/login"/, 'every way in is still there')
}

describeStores('an identity provider', (store) => {
  test('is taken away at /account, and bound anew', async (t) => {
    const set = await withProvider(t, store)
    const { browser } = await signIn(set, member)
    const page = await browser.open('/account')
    assert.match(page.text, /Acme ID <small>since \d{4}-\d\d-\d\d</)
    await set.acme.events()
    const removed = await browser.submit('/account/identities/remove', {})
    assert.doesNotMatch(removed.text, /Acme ID/)
    assert.deepEqual(await set.acme.events(), ['user.identity_unbound'])
    assert.equal((await signIn(set, { ...member, sub: 'm2' })).path, '/')
    const theirs = await signIn(set, owner)
    const [id] = (await browser.open('/account')).text.match(/(?<=name="id" value=")[^"]*/)!
    await theirs.browser.open('/account')
    assert.equal((await theirs.browser.submit('/account/identities/remove', { id })).status, 404)
    Object.assign(set.acme.server, { mail: { kind: 'none' } })
    await theirs.browser.open('/account')
    const last = await theirs.browser.submit('/account/identities/remove', {})
    assert.equal(last.status, 409)
    assert.match(last.text, /There would be no way into this account any more/)
  })

  test('has a button, and lets in who it vouches for', async (t) => {
    const set = await withProvider(t, store)
    const { acme } = set
    const browser = formBrowser(acme.app)
    const page = await browser.open('/login?next=/healthz?a=1')
    assert.match(
      page.text,
      /<a class="button" href="\/login\/oidc\/acme\?next=%2Fhealthz%3Fa%3D1">Sign in with Acme ID<\/a>/,
    )
    await acme.events()
    const inside = await signIn(set, member, '/healthz?a=1')
    assert.equal(inside.path, '/healthz?a=1')
    assert.match((await inside.browser.open('/workspace')).text, /The member/)
    const events = await newestEvents(acme, 2)
    assert.deepEqual(
      events.map(({ type, actor_id, data }) => [type, actor_id, JSON.parse(data)]),
      [
        ['user.login', acme.as('member').userId, { method: 'oidc' }],
        ['user.identity_bound', acme.as('member').userId, { issuer: set.provider.settings.issuer }],
      ],
    )
  })

  test('is believed about its subject, whatever e-mail it tells later', async (t) => {
    const set = await withProvider(t, store)
    await signIn(set, member)
    for (const changed of [
      { email: 'owner@acme.test' },
      { email_verified: false },
      { email: 'new@acme.test' },
    ]) {
      const { browser } = await signIn(set, { ...member, ...changed })
      assert.match((await browser.open('/workspace')).text, /The member/, JSON.stringify(changed))
    }
    await set.acme.events()
    refused(await signIn(set, { ...member, sub: 'm2' }), 403, /with another account of Acme ID/)
    assert.match((await (await signIn(set, owner)).browser.open('/workspace')).text, /The owner/)
  })

  const strangers: [string, Partial<Known>, number, RegExp][] = [
    ['has not verified the e-mail', { email_verified: false }, 403, /has not verified that member@acme.test/],
    [
      'does not say that the e-mail is verified',
      { email_verified: undefined as never },
      403,
      /has not verified/,
    ],
    ['tells no e-mail', { email: undefined as never }, 403, /does not tell your e-mail/],
    ['tells an e-mail that is none', { email: 'member' }, 403, /has not verified/],
    [
      'tells the e-mail of nobody',
      { email: 'nobody@acme.test' },
      403,
      /Nobody with the e-mail nobody@acme.test/,
    ],
  ]
  for (const [how, change, status, says] of strangers) {
    test(`that ${how} lets nobody in`, async (t) => {
      const set = await withProvider(t, store)
      refused(await signIn(set, { ...member, ...change }), status, says)
      const { accounts } = await accountsIn(set.acme)
      assert.equal(accounts, 0, 'no account is made')
    })
  }

  test('whose e-mails the operator trusts need not be verified', async (t) => {
    const set = await withProvider(t, store, { trustsEmail: true })
    assert.equal((await signIn(set, { ...member, email_verified: false })).path, '/')
  })

  test('of some domains lets in people of these alone', async (t) => {
    const set = await withProvider(t, store, { domains: ['elsewhere.test'] })
    await signedIn(set.acme)
    refused(await signIn(set, member), 403, /only people of elsewhere.test/)
    await set.acme.performDue()
    const [failed] = await newestEvents(set.acme, 1)
    assert.deepEqual(JSON.parse(failed!.data), { method: 'oidc', reason: 'domain_not_allowed' })
  })

  test('brings people into the workspace that the operator names, and nobody who was taken out', async (t) => {
    const set = await withProvider(t, store, { domains: ['acme.test'], joins: true })
    const { acme } = set
    await acme.events()
    const grace = { sub: 'g1', email: 'Grace@acme.test', email_verified: true, name: 'Grace Hopper' }
    const { browser } = await signIn(set, grace)
    assert.match((await browser.open('/workspace')).text, /Grace Hopper/)
    assert.deepEqual(await acme.events(), ['user.added', 'user.identity_bound', 'user.login'])
    const [, , added] = await newestEvents(acme, 3)
    assert.equal(added!.origin, 'saml_jit')
    refused(
      await signIn(set, { ...grace, sub: 'g2', email: 'eve@evil.test' }),
      403,
      /only people of acme.test/,
    )
    refused(
      await signIn(set, { ...grace, sub: 'g2', email: 'eve@acme.test', email_verified: false }),
      403,
      /not verified/,
    )
    await acme.do(({ db }) =>
      db.sql
        .updateTable('users')
        .set({ state: 'removed' })
        .where('email_key', '=', 'grace@acme.test')
        .execute(),
    )
    refused(await signIn(set, grace), 403, /in no workspace/)
    refused(await signIn(set, { ...grace, sub: 'g3' }), 403, /Nobody with the e-mail/)
  })

  test('brings in nobody whom it does not let in', async (t) => {
    const set = await withProvider(t, store, { domains: ['acme.test'], joins: true })
    const grace = { sub: 'g1', email: 'grace@acme.test', email_verified: true }
    await signIn(set, grace)
    await set.acme.do(({ db }) => db.sql.deleteFrom('users').where('email_key', '=', grace.email).execute())
    await set.acme.events()
    refused(await signIn(set, { ...grace, sub: 'g2' }), 403, /with another account of Acme ID/)
    assert.equal(await userByEmail(set.acme.store.reader, set.acme.id, grace.email), undefined)
    assert.deepEqual(await set.acme.events(), [], 'nothing is left of it')
  })

  test('brings people in whatever they call themselves there', async (t) => {
    const set = await withProvider(t, store, { domains: ['acme.test'], joins: true })
    for (const [at, name] of ['a\u0000b', 'x'.repeat(201)].entries()) {
      const email = `person${at}@acme.test`
      const { path } = await signIn(set, { sub: `p${at}`, email, email_verified: true, name })
      assert.equal(path, '/')
      assert.equal((await userByEmail(set.acme.store.reader, set.acme.id, email))?.name, null)
    }
  })

  test('that declines, or cannot be reached, says so', async (t) => {
    const set = await withProvider(t, store)
    const browser = formBrowser(set.acme.app)
    refused(
      await hear(browser, await answerOf(set, browser, null)),
      401,
      /did not let you through \(access_denied\)/,
    )
    const gone = { ...set.provider.settings, issuer: 'https://127.0.0.1:1' }
    const server = set.acme.server as { providers: unknown }
    server.providers = [openProvider(gone, set.acme.server.outgoing)]
    refused(await browser.open('/login/oidc/acme'), 503, /cannot be asked at the moment/)
    const walled = { ...gone, issuer: 'https://10.0.0.1' }
    server.providers = [openProvider(walled, set.acme.server.outgoing)]
    refused(await browser.open('/login/oidc/acme'), 503, /inside a private network/)
    refused(await browser.open('/login/oidc/unknown'), 404, /knows no such identity provider/)
  })

  test('leads to this server only', async (t) => {
    const set = await withProvider(t, store)
    assert.equal((await signIn(set, member, 'https://evil.test/')).path, '/')
  })
})

/** Each is what somebody does between the answer of a provider for the member and the browser of the victim. */
const attacks: [string, (answer: URL, set: Setting, browser: FormBrowser) => Promise<Shown>, RegExp][] = [
  [
    'a state of their own making',
    (answer, _set, browser) => hear(browser, changed(answer, { state: 'x'.repeat(43) })),
    /belongs to no sign-in/,
  ],
  [
    'no state',
    (answer, _set, browser) => hear(browser, changed(answer, { state: null })),
    /belongs to no sign-in/,
  ],
  [
    'an answer a second time',
    async (answer, _set, browser) => {
      assert.equal((await hear(browser, answer)).path, '/')
      browser.cookies.delete('octavo_session')
      return hear(browser, answer)
    },
    /belongs to no sign-in/,
  ],
  [
    'an answer in another browser',
    (answer, { acme }) => hear(formBrowser(acme.app), answer),
    /belongs to no sign-in/,
  ],
  [
    'an answer of theirs in a browser that has begun too',
    async (answer, set) => {
      const victim = formBrowser(set.acme.app)
      await victim.open('/login/oidc/acme')
      return hear(victim, answer)
    },
    /belongs to no sign-in/,
  ],
  [
    'a code of theirs with a state of the victim',
    async (answer, set, browser) => {
      const theirs = await answerOf(set, formBrowser(set.acme.app), owner)
      return hear(browser, changed(answer, { code: theirs.searchParams.get('code') }))
    },
    /not to be believed/,
  ],
  [
    'the answer of another issuer',
    (answer, _set, browser) => hear(browser, changed(answer, { iss: 'https://evil.test' })),
    /not to be believed/,
  ],
  [
    'an answer without its issuer, where the provider promises to name it',
    (answer, _set, browser) => hear(browser, changed(answer, { iss: null })),
    /not to be believed/,
  ],
  [
    'an answer of one provider as that of another',
    (answer, _set, browser) => browser.open(`/login/oidc/other/callback${answer.search}`),
    /belongs to no sign-in/,
  ],
  [
    'an answer after ten minutes',
    (answer, { wait }, browser) => {
      wait(10 * 60_000)
      return hear(browser, answer)
    },
    /belongs to no sign-in/,
  ],
  [
    'parameters twice',
    (answer, _set, browser) => browser.open(`${answer.pathname}${answer.search}&code=x&state=y`),
    /not to be believed/,
  ],
]

const hour = 3600
const seconds = () => Math.floor(Date.now() / 1000)

/** Each is an ID token that a thief or a broken provider answers with. */
const forgeries: [string, Tamper][] = [
  ['another nonce', (claims, { sign }) => sign({ ...claims, nonce: 'another' })],
  ['no nonce', ({ nonce: _, ...claims }, { sign }) => sign(claims)],
  ['another audience', (claims, { sign }) => sign({ ...claims, aud: 'another' })],
  [
    'several audiences of which another is meant',
    (claims, { sign }) => sign({ ...claims, aud: ['octavo', 'another'], azp: 'another' }),
  ],
  ['another issuer', (claims, { sign }) => sign({ ...claims, iss: 'https://evil.test' })],
  [
    'its time over',
    (claims, { sign }) => sign({ ...claims, iat: seconds() - 2 * hour, exp: seconds() - hour }),
  ],
  ['no end', ({ exp: _, ...claims }, { sign }) => sign(claims)],
  ['no subject', ({ sub: _, ...claims }, { sign }) => sign(claims)],
  ['no signature', async (claims) => new UnsecuredJWT(claims).encode()],
  [
    'the signature of another key',
    async (claims) => {
      const { privateKey } = await generateKeyPair('RS256')
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key' }).sign(privateKey)
    },
  ],
  [
    'a signature by the public key as if it were a secret',
    async (claims) => {
      const { publicKey } = await generateKeyPair('RS256', { extractable: true })
      const secret = Buffer.from(JSON.stringify(await exportJWK(publicKey)))
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    },
  ],
  ['nothing at all', async () => undefined],
]

describeStores('whoever would come in as somebody else by a provider', (store) => {
  for (const [what, attack, says] of attacks) {
    test(`is refused with ${what}`, async (t) => {
      const set = await withProvider(t, store)
      const browser = formBrowser(set.acme.app)
      const answer = await answerOf(set, browser, member)
      const page = await attack(answer, set, browser)
      refused(page, 401, says)
      assert.ok(!browser.cookies.has('octavo_session'))
    })
  }

  test('is refused with every forged token', async (t) => {
    const set = await withProvider(t, store)
    for (const [what, tamper] of forgeries) {
      set.tamper(tamper)
      const page = await signIn(set, member)
      refused(page, 401, /not to be believed/)
      assert.ok(!page.browser.cookies.has('octavo_session'), what)
    }
    set.tamper((claims, { sign }) => sign(claims))
    assert.equal((await signIn(set, member)).path, '/', 'a token that is right lets in')
    assert.equal((await accountsIn(set.acme)).accounts, 1)
  })
})

function changed(answer: URL, values: Record<string, string | null>): URL {
  const url = new URL(answer)
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url
}

async function accountsIn({ store }: TestWorkspace): Promise<{ accounts: number }> {
  const rows = await store.reader.sql.selectFrom('accounts').select('id').execute()
  return { accounts: rows.length }
}
