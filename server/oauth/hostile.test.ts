/** Whatever is sent, nothing here is a fault of the server. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AUTHORIZE, authorizeAddress, basic, partner, REDIRECT } from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u0000',
    '__proto__',
    'constructor',
    '💥',
    '\ud800',
    'x'.repeat(5000),
    'a b+c%',
    '%zz',
    REDIRECT,
  ),
)
const name = fc.oneof(
  fc.constantFrom(
    ...[
      'grant_type',
      'code',
      'refresh_token',
      'redirect_uri',
      'client_id',
      'client_secret',
      'code_verifier',
      'token',
    ],
    ...[
      'scope',
      'resource',
      'state',
      'response_type',
      'prompt',
      'step',
      'request',
      'pages',
      'query',
      'workspace_id',
      'to',
    ],
  ),
  odd,
)
const fields = fc.array(fc.tuple(name, odd), { maxLength: 8 })
const value = fc.oneof(odd, fc.jsonValue(), fc.constantFrom('authorization_code', 'refresh_token'))

const encode = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed())).join('=')).join('&')

describeStores('OAuth', (store) => {
  test('answers whatever is sent without a fault', async (t) => {
    const acme = await partner(t, store)
    const cookie = [...acme.browser.cookies].map((pair) => pair.join('=')).join('; ')
    await acme.browser.open(authorizeAddress(acme.connection))
    const token = /name="form_token" value="([^"]*)"/.exec(acme.browser.page.text)![1]!
    const cookies = [...acme.browser.cookies].map((pair) => pair.join('=')).join('; ')
    const query = authorizeAddress(acme.connection).split('?')[1]!
    const endpoint = fc.constantFrom('token', 'revoke', 'introspect', 'register', 'nothing')
    const authorization = fc.oneof(
      fc.constant(basic(acme.connection)),
      odd.map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
    )

    await fc.assert(
      fc.asyncProperty(
        endpoint,
        authorization,
        fields,
        fc.dictionary(name, value),
        fc.boolean(),
        async (to, by, form, json, isForm) => {
          const answer = await acme.app.inject({
            method: 'POST',
            url: `/v1/oauth/${to}`,
            headers: {
              authorization: by,
              'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
            },
            payload: isForm ? encode(form) : JSON.stringify(json),
          })
          assert.ok(answer.statusCode < 500, `${answer.statusCode}: ${answer.body}`)
          if (answer.statusCode >= 400) assert.ok(answer.json().error)
        },
      ),
      { numRuns: 150 },
    )
    await fc.assert(
      fc.asyncProperty(fields, fc.boolean(), async (parameters, isKnown) => {
        const asked = isKnown ? `${query}&${encode(parameters)}` : encode(parameters)
        const shown = await acme.app.inject({ url: `${AUTHORIZE}?${asked}`, headers: { cookie } })
        assert.ok(shown.statusCode < 500, `${shown.statusCode}: ${shown.body}`)
        const decided = await acme.app.inject({
          method: 'POST',
          url: AUTHORIZE,
          headers: { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' },
          payload: encode([
            ['form_token', token],
            ['workspace_id', acme.acme.id],
            ...(isKnown ? [['request', query] as const] : []),
            ...parameters,
          ]),
        })
        assert.ok(decided.statusCode < 500, `${decided.statusCode}: ${decided.body}`)
      }),
      { numRuns: 150 },
    )
  })

  test('refuses a body that is too large in its own words', async (t) => {
    const acme = await partner(t, store)
    const { status, body } = await acme.token({ code: 'x'.repeat(300_000) })
    assert.deepEqual([status, body.error, body.object], [413, 'invalid_request', 'error'])
  })

  test('answers an unknown address and another method', async (t) => {
    const acme = await partner(t, store)
    for (const [method, url] of [
      ['GET', '/v1/oauth/token'],
      ['POST', '/v1/oauth/nothing'],
      ['DELETE', '/v1/oauth/authorize'],
    ] as const) {
      const answer = await acme.app.inject({ method, url })
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid_request_url'])
    }
  })
})
