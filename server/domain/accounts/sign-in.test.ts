import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { isSignInEmail } from './sign-in-email.ts'

test('the sign-in library is not loaded before somebody signs in', () => {
  const script = `
    import { registerHooks } from 'node:module'
    registerHooks({
      load(url, context, next) {
        if (/node_modules\\/better-auth\\//.test(url)) console.log(url)
        return next(url, context)
      },
    })
    await import('#server/app.ts')
    console.log('loaded the app')`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  assert.equal(stdout.trim(), 'loaded the app')
})

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
