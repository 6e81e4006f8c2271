import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside, type Scim } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

describeStores('a trial of what a directory writes', (store) => {
  test('answers as if it were done, and leaves nothing behind', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const members = [{ value: grace.id }]
    const { body: navy } = await scim('POST', '/Groups', { displayName: 'Navy', members })
    const token = await outside(acme).token(grace.id)
    const everything = async () => [
      (await scim('GET', '/Users?count=100')).body,
      (await scim('GET', '/Groups?count=100')).body,
    ]
    const before = await everything()
    await acme.events()

    const [user, group] = [`/Users/${grace.id}?dry_run=true`, `/Groups/${navy.id}?dry_run=true`]
    const replace = (path: string, value: unknown) => ({ Operations: [{ op: 'replace', path, value }] })
    const table: [...Parameters<Scim>, status: number, shows: object | null][] = [
      ['POST', '/Users?dry_run=true', aUser('ada@acme.test'), {}, 201, { userName: 'ada@acme.test' }],
      ['PUT', user, aUser('hopper@acme.test'), {}, 200, { userName: 'hopper@acme.test' }],
      ['PATCH', user, replace('active', false), {}, 200, { active: false }],
      ['DELETE', user, undefined, {}, 204, null],
      ['POST', '/Groups?dry_run=true', { displayName: 'Army', members }, {}, 201, { displayName: 'Army' }],
      ['PUT', group, { displayName: 'Fleet' }, {}, 200, { displayName: 'Fleet' }],
      ['PATCH', `${group}&attributes=members`, replace('members', []), {}, 200, { members: undefined }],
      ['PATCH', group, replace('displayName', 'Fleet'), {}, 204, null],
      ['DELETE', group, undefined, {}, 204, null],
    ]
    for (const [method, path, body, headers, status, shows] of table) {
      const answer = await scim(method, path, body, headers)
      const what = `${method} ${path}: ${JSON.stringify(answer.body)}`
      assert.deepEqual([answer.status, answer.headers['octavo-dry-run']], [status, 'true'], what)
      for (const [key, value] of Object.entries(shows ?? {})) assert.deepEqual(answer.body[key], value, what)
    }
    assert.deepEqual(await everything(), before)
    assert.deepEqual(await acme.events(), [])
    assert.equal(await outside(acme).works(token), true)
  })

  test('says what would be refused, and is never taken for the real thing', async (t) => {
    const { acme, scim } = await directory(t, store)
    await scim('POST', '/Users', aUser('grace@acme.test'))
    const last = acme.as('owner').userId
    await acme.events()
    const operations = [{ method: 'POST', path: '/Users', bulkId: 'a', data: aUser('ada@acme.test') }]
    const table: [...Parameters<Scim>, status: number, detail: RegExp][] = [
      ['POST', '/Users?dry_run=true', aUser('grace@acme.test'), {}, 409, /Somebody else/],
      ['POST', '/Users?dry_run=true', { displayName: 'Ada' }, {}, 400, /userName is required/],
      ['DELETE', `/Users/${last}?dry_run=true`, undefined, {}, 409, /owner/],
      ['POST', '/Bulk?dry_run=true', { Operations: operations }, {}, 400, /not possible in bulk/],
      ['POST', '/Users?dry_run=yes', aUser('ada@acme.test'), {}, 400, /dry_run should be true or false/],
      ['POST', '/Users?dry_run=true&dry_run=true', aUser('a@b.test'), {}, 400, /dry_run should be true or/],
    ]
    for (const [method, path, body, headers, status, detail] of table) {
      const answer = await scim(method, path, body, headers)
      assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
      assert.match(answer.body.detail, detail)
    }
    assert.deepEqual(await acme.events(), [])
    const real = await scim('POST', '/Users?dry_run=false', aUser('ada@acme.test'))
    assert.deepEqual([real.status, real.headers['octavo-dry-run']], [201, undefined])
  })
})
