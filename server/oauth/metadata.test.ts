import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partner } from '#test/oauth-partner.ts'
import { describeStores } from '#test/stores.ts'

describeStores('what the server says of itself', (store) => {
  test('is found from a 401, step by step', async (t) => {
    const acme = await partner(t, store)
    const open = async (url: string) => (await acme.app.inject(url.replace('http://octavo.test', ''))).json()
    const anonymous = await acme.app.inject('/v1/users/me')
    const told = String(anonymous.headers['www-authenticate'])
    assert.equal(
      told,
      'Bearer resource_metadata="http://octavo.test/.well-known/oauth-protected-resource/v1"',
    )
    const wrong = await acme.api('octa_wrong', '/v1/users/me')
    assert.equal(wrong.headers['www-authenticate'], `${told}, error="invalid_token"`)

    const resource = await open(/"(.*)"/.exec(told)![1]!)
    assert.equal(resource.resource, 'http://octavo.test/v1')
    assert.deepEqual(resource.authorization_servers, ['http://octavo.test'])
    assert.equal((await open('/.well-known/oauth-protected-resource')).resource, 'http://octavo.test')

    const server = await open('/.well-known/oauth-authorization-server')
    assert.deepEqual(await open('/.well-known/openid-configuration'), server)
    assert.equal(server.issuer, 'http://octavo.test')
    assert.deepEqual(server.code_challenge_methods_supported, ['S256'])
    assert.deepEqual(server.response_types_supported, ['code'])
    assert.deepEqual(server.grant_types_supported, ['authorization_code', 'refresh_token'])
    assert.equal(server.authorization_response_iss_parameter_supported, true)
    for (const [name, path] of [
      ['authorization_endpoint', 'authorize'],
      ['token_endpoint', 'token'],
      ['revocation_endpoint', 'revoke'],
      ['introspection_endpoint', 'introspect'],
    ] as const) {
      assert.equal(server[name], `http://octavo.test/v1/oauth/${path}`)
    }
  })
})
