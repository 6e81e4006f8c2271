import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRegistered, withParameters } from './redirect-uri.ts'

const partner = 'https://partner.test/callback'
const desktop = 'http://127.0.0.1:9999/callback'

for (const [asked, registered, expected] of [
  [partner, partner, true],
  [`${partner}/`, partner, false],
  [`${partner}?next=1`, partner, false],
  ['https://partner.test/CALLBACK', partner, false],
  ['https://PARTNER.test/callback', partner, false],
  ['http://partner.test/callback', partner, false],
  ['https://partner.test:8443/callback', partner, false],
  ['https://partner.test.evil.test/callback', partner, false],
  ['https://partner.test@evil.test/callback', partner, false],
  [desktop, desktop, true],
  ['http://127.0.0.1:1/callback', desktop, true],
  ['http://127.0.0.1/callback', desktop, true],
  ['http://127.0.0.1:1/other', desktop, false],
  ['http://127.0.0.1:1@evil.test/callback', desktop, false],
  ['http://127.0.0.1.evil.test:1/callback', desktop, false],
  ['https://127.0.0.1:1/callback', desktop, false],
  ['http://localhost:1/callback', desktop, false],
  ['http://localhost:1/callback', 'http://localhost/callback', true],
  ['http://[::1]:1/callback', 'http://[::1]/callback', true],
  ['test.partner.app:/callback', 'test.partner.app:/callback', true],
] as const) {
  test(`${asked} is ${expected ? '' : 'not '}${registered}`, () => {
    assert.equal(isRegistered([registered], asked), expected)
  })
}

test('parameters come behind those that an address has', () => {
  assert.equal(withParameters(partner, { code: 'a b', state: null }), `${partner}?code=a+b`)
  assert.equal(withParameters(`${partner}?a=1`, { state: '' }), `${partner}?a=1&state=`)
})
