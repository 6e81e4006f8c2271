import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32 } from '@better-auth/utils/base32'
import { newTotpSecret, stepOfCode, totpAddress, totpCode } from './totp.ts'

/** RFC 6238 appendix B, for SHA-1; the last six of the eight digits there. */
const secret = base32.encode('12345678901234567890', { padding: false })

for (const [seconds, code] of [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const) {
  test(`the code after ${seconds} seconds is that of RFC 6238`, async () => {
    assert.equal(await totpCode(secret, seconds * 1000), code)
  })
}

test('a code is taken a step early and a step late, and tells of which step it is', async () => {
  const code = await totpCode(secret, 600_000)
  for (const [time, step] of [
    [569_999, null],
    [570_000, 20],
    [600_000, 20],
    [659_999, 20],
    [660_000, null],
  ] as const) {
    assert.equal(await stepOfCode(secret, code, time), step, String(time))
  }
})

test('a secret has the 160 bits of RFC 4226, and apps are told it with whose it is', () => {
  const made = newTotpSecret()
  assert.match(made, /^[A-Z2-7]{32}$/)
  const address = new URL(totpAddress(made, 'wiki.acme.test:3000', 'ada+1@acme.test'))
  assert.equal(address.href.split('?')[0], 'otpauth://totp/wiki.acme.test%3A3000:ada%2B1%40acme.test')
  assert.equal(address.searchParams.get('secret'), made)
  assert.equal(address.searchParams.get('issuer'), 'wiki.acme.test:3000')
})
