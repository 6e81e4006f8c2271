import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { certificate, serveHttps } from '#test/https.ts'
import { makeOutgoing, UnreachableAddress } from './outgoing-http.ts'

const never = new AbortController().signal

describe('a request to an address from outside', () => {
  const inside = [
    'https://127.0.0.1/',
    'https://localhost/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[64:ff9b::7f00:1]/',
  ]
  for (const url of inside) {
    test(`does not reach ${url}`, () =>
      assert.rejects(makeOutgoing([]).get(url, never), (error) => {
        assert.ok(error instanceof UnreachableAddress)
        assert.match(error.message, /inside a private network/)
        return true
      }))
  }

  for (const url of ['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'example.com']) {
    test(`is not made to ${url}`, () => assert.rejects(makeOutgoing([]).get(url, never), /Only https/))
  }

  for (const allowed of ['localhost', '127.0.0.0/8']) {
    test(`reaches what ${allowed} allows, once`, async (t) => {
      const server = await serveHttps(t, (_request, response) => response.end('hello'))
      const host = allowed === 'localhost' ? 'localhost' : '127.0.0.1'
      const answer = await makeOutgoing([allowed, '::1'], certificate).get(
        `https://${host}:${server.port}/`,
        never,
      )
      assert.equal(await text(answer), 'hello')
    })
  }

  test('does not trust a certificate that nobody vouches for', async (t) => {
    const { port } = await serveHttps(t, (_request, response) => response.end())
    await assert.rejects(
      makeOutgoing(['127.0.0.1']).get(`https://127.0.0.1:${port}/`, never),
      UnreachableAddress,
    )
  })

  test('answers a redirect as it is', async (t) => {
    const { port } = await serveHttps(t, (_request, response) =>
      response.writeHead(302, { location: 'https://127.0.0.1/' }).end(),
    )
    const answer = await makeOutgoing(['127.0.0.1'], certificate).get(`https://127.0.0.1:${port}/`, never)
    assert.equal(answer.statusCode, 302)
    answer.resume()
  })
})
