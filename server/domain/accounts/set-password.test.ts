import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyServer } from '#test/empty-server.ts'
import { describeStores } from '#test/stores.ts'
import { setPassword, setPasswords } from './set-password.ts'

const ada = { name: 'Ada', email: 'ada@acme.test', password: 'correct horse battery' }
const grace = { name: 'Grace', email: 'grace@acme.test', password: 'ada' }

describeStores('setting passwords', (testStore) => {
  test('changes nothing the second time', async (t) => {
    const server = await emptyServer(t, testStore)
    const everything = () =>
      server.store.reader.run(
        'select * from accounts a join account_credentials c on c.account_id = a.id',
        [],
      )
    assert.deepEqual(await setPasswords(server, [ada, grace]), [ada.email, grace.email])
    const before = await everything()
    server.wait(1000)
    assert.deepEqual(await setPasswords(server, [ada, { ...grace, email: ' GRACE@acme.test' }]), [])
    assert.deepEqual(await everything(), before)
  })

  test('changes what is another one, and one account for each e-mail stays', async (t) => {
    const server = await emptyServer(t, testStore)
    await setPassword(server, ada)
    assert.equal(await setPassword(server, { ...ada, email: 'ADA@acme.test', password: 'another one' }), true)
    assert.equal(await setPassword(server, { ...ada, password: 'another one' }), false)
    assert.equal((await server.store.reader.run('select * from accounts', [])).length, 1)
    assert.equal((await server.store.reader.run('select * from account_credentials', [])).length, 1)
  })

  test('twice for one e-mail keeps the last one, every time', async (t) => {
    const server = await emptyServer(t, testStore)
    const both = [ada, { ...ada, email: 'ADA@acme.test', password: 'the last one' }]
    assert.equal((await setPasswords(server, both)).length, 1)
    assert.deepEqual(await setPasswords(server, both), [])
    assert.equal(await setPassword(server, { ...ada, password: 'the last one' }), false)
  })

  test('of nobody is nothing', async (t) => {
    assert.deepEqual(await setPasswords(await emptyServer(t, testStore), []), [])
  })

  for (const [person, reason] of [
    [{ ...ada, email: 'ada@localhost' }, /should be like name@example.com/],
    [{ ...ada, email: 'ada' }, /should be like name@example.com/],
    [{ ...ada, password: '' }, /should have 1 to 256 characters/],
    [{ ...ada, password: 'x'.repeat(257) }, /should have 1 to 256 characters/],
  ] as const) {
    test(`refuses ${person.email} with ${person.password.length} characters, and sets nobody's`, async (t) => {
      const server = await emptyServer(t, testStore)
      await assert.rejects(setPasswords(server, [grace, person]), reason)
      assert.deepEqual(await server.store.reader.run('select * from accounts', []), [])
    })
  }
})
