import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSignInEmail } from './sign-in-email.ts'

test('an e-mail to sign in with has a domain of two parts and plain letters', () => {
  for (const email of ['ada@acme.test', "o'brien@a-b.example.org", 'A.B+c_d@x1.io'])
    assert.ok(isSignInEmail(email), email)
  for (const email of [
    '',
    'ada',
    'ada@acme',
    '.a@b.cd',
    'a..b@c.de',
    'a@-b.cd',
    'a b@c.de',
    'a@b.c1',
    'ä@b.cd',
    `${'a'.repeat(250)}@b.cd`,
  ]) {
    assert.ok(!isSignInEmail(email), email)
  }
})
