import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BetterAuthOptions } from 'better-auth'
import { v7 } from 'uuid'
import { signInAdapter } from '#server/store/sign-in-adapter.ts'
import { describeStores } from '#test/stores.ts'
import { hashedTokens } from './hashed-tokens.ts'

const times = { createdAt: 'created_time', updatedAt: 'updated_time' }
const options: BetterAuthOptions = {
  session: {
    modelName: 'sessions',
    fields: {
      token: 'token_hash',
      userId: 'account_id',
      expiresAt: 'expires_time',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  advanced: { database: { generateId: () => v7() } },
}

describeStores('tokens of sessions', (testStore) => {
  test('are kept by their hash, and the library does not notice', async (t) => {
    const store = await testStore.open(t)
    const adapter = hashedTokens(signInAdapter(store.root)(options), (token) => `hash of ${token}`)
    const model = 'session'
    const now = new Date()
    const data = { token: 'abc', userId: 'ada', expiresAt: now, createdAt: now, updatedAt: now }
    const where = [{ field: 'token', value: 'abc' }]

    assert.equal((await adapter.create<{ token: string }>({ model, data })).token, 'abc')
    const rows = await store.reader.run<{ token_hash: string }>('select token_hash from sessions', [])
    assert.deepEqual(
      rows.map((row) => row.token_hash),
      ['hash of abc'],
    )
    assert.equal((await adapter.findOne<{ token: string }>({ model, where }))?.token, 'abc')
    assert.equal((await adapter.findMany({ model, where })).length, 1)
    const update = { userAgent: 'A browser' }
    assert.equal((await adapter.update<{ token: string }>({ model, where, update }))?.token, 'abc')
    assert.equal(await adapter.findOne({ model, where: [{ field: 'token', value: 'hash of abc' }] }), null)
    await adapter.delete({ model, where })
    assert.equal(await adapter.findOne({ model, where }), null)
    await adapter.create({ model, data })
    assert.equal(await adapter.deleteMany({ model, where }), 1)
  })
})
