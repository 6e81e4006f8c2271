import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BetterAuthOptions, DBAdapter } from 'better-auth'
import { v7 } from 'uuid'
import { describeStores, type TestStore } from '#test/stores.ts'
import { signInAdapter } from './sign-in-adapter.ts'

const options: BetterAuthOptions = {
  user: {
    modelName: 'accounts',
    fields: {
      email: 'email_key',
      emailVerified: 'email_verified',
      image: 'avatar_url',
      createdAt: 'created_time',
      updatedAt: 'updated_time',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_time', createdAt: 'created_time', updatedAt: 'updated_time' },
  },
  advanced: { database: { generateId: () => v7() } },
}

const moment = new Date('2026-05-01T10:00:00.123Z')
const people = [
  { name: 'Ada', email: 'ada@acme.test', emailVerified: true },
  { name: 'Grace', email: 'grace@acme.test', emailVerified: false },
  { name: '100%_\\', email: 'odd@acme.test', emailVerified: false, image: 'https://acme.test/a.png' },
]

describeStores('the tables of the sign-in library', (testStore) => {
  test('give back times and flags as the library knows them, and hold them as we do', async (t) => {
    const { adapter, store } = await withPeople(t, testStore)
    const ada = await adapter.findOne<Row>({
      model: 'user',
      where: [{ field: 'email', value: 'ada@acme.test' }],
    })
    assert.deepEqual(ada?.createdAt, moment)
    assert.equal(ada?.emailVerified, true)
    assert.equal(ada?.image, null)
    const [row] = await store.reader.run<Record<string, unknown>>(
      'select * from accounts order by name desc',
      [],
    )
    assert.equal(row?.created_time, moment.getTime())
    assert.equal(row?.email_verified, 0)
  })

  const finds: [string, Where, string[]][] = [
    ['eq', [{ field: 'name', value: 'Ada' }], ['Ada']],
    ['eq null', [{ field: 'image', value: null }], ['Ada', 'Grace']],
    ['eq without case', [{ field: 'name', value: 'ADA', mode: 'insensitive' }], ['Ada']],
    ['ne', [{ field: 'name', value: 'Ada', operator: 'ne' }], ['100%_\\', 'Grace']],
    ['ne null', [{ field: 'image', value: null, operator: 'ne' }], ['100%_\\']],
    ['in', [{ field: 'name', value: ['Ada', 'Nobody'], operator: 'in' }], ['Ada']],
    ['in without case', [{ field: 'name', value: ['ADA'], operator: 'in', mode: 'insensitive' }], ['Ada']],
    ['in nothing', [{ field: 'name', value: [], operator: 'in' }], []],
    ['not in', [{ field: 'name', value: ['Ada'], operator: 'not_in' }], ['100%_\\', 'Grace']],
    ['not in nothing', [{ field: 'name', value: [], operator: 'not_in' }], ['100%_\\', 'Ada', 'Grace']],
    ['a flag', [{ field: 'emailVerified', value: true }], ['Ada']],
    ['a time before', [{ field: 'createdAt', value: moment, operator: 'lt' }], []],
    [
      'a time not after',
      [{ field: 'createdAt', value: moment, operator: 'lte' }],
      ['100%_\\', 'Ada', 'Grace'],
    ],
    ['a time after', [{ field: 'createdAt', value: moment, operator: 'gt' }], []],
    [
      'a time not before',
      [{ field: 'createdAt', value: moment, operator: 'gte' }],
      ['100%_\\', 'Ada', 'Grace'],
    ],
    ['contains', [{ field: 'name', value: 'rac', operator: 'contains' }], ['Grace']],
    ['contains signs of a pattern', [{ field: 'name', value: '%_\\', operator: 'contains' }], ['100%_\\']],
    ['starts with', [{ field: 'name', value: 'Gr', operator: 'starts_with' }], ['Grace']],
    ['ends with', [{ field: 'name', value: 'a', operator: 'ends_with' }], ['Ada']],
    [
      'either',
      [
        { field: 'name', value: 'Ada', connector: 'OR' },
        { field: 'name', value: 'Grace', connector: 'OR' },
        { field: 'emailVerified', value: false },
      ],
      ['Grace'],
    ],
  ]
  test('find by every operator', async (t) => {
    const { adapter } = await withPeople(t, testStore)
    for (const [name, where, expected] of finds) {
      const found = await adapter.findMany<Row>({
        model: 'user',
        where,
        sortBy: { field: 'name', direction: 'asc' },
      })
      assert.deepEqual(found.map((row) => row.name).sort(), expected, name)
      assert.equal(await adapter.count({ model: 'user', where }), expected.length, name)
    }
  })

  test('sort, skip and end', async (t) => {
    const { adapter } = await withPeople(t, testStore)
    const sortBy = { field: 'email', direction: 'desc' } as const
    const found = await adapter.findMany<Row>({ model: 'user', sortBy, limit: 1, offset: 1 })
    assert.deepEqual(
      found.map((row) => row.name),
      ['Grace'],
    )
  })

  test('change and delete what was asked, and count it', async (t) => {
    const { adapter } = await withPeople(t, testStore)
    const where: Where = [{ field: 'emailVerified', value: false }]
    const changed = await adapter.update<Row>({
      model: 'user',
      where: [{ field: 'name', value: 'Ada' }],
      update: { name: 'Ada L.' },
    })
    assert.equal(changed?.name, 'Ada L.')
    assert.equal(
      await adapter.update({
        model: 'user',
        where: [{ field: 'name', value: 'Nobody' }],
        update: { name: 'x' },
      }),
      null,
    )
    assert.equal(await adapter.updateMany({ model: 'user', where, update: { image: null } }), 2)
    assert.equal(await adapter.deleteMany({ model: 'user', where }), 2)
    await adapter.delete({ model: 'user', where: [{ field: 'name', value: 'Ada L.' }] })
    assert.equal(await adapter.count({ model: 'user' }), 0)
  })

  test('give what can be used once to one of many', async (t) => {
    const { adapter } = await withPeople(t, testStore)
    const data = { identifier: 'link', value: '0', expiresAt: moment, createdAt: moment, updatedAt: moment }
    await adapter.create({ model: 'verification', data })
    const where: Where = [{ field: 'identifier', value: 'link' }]
    const taken = await Promise.all(
      Array.from({ length: 5 }, () => adapter.consumeOne({ model: 'verification', where })),
    )
    assert.equal(taken.filter((row) => row !== null).length, 1)
  })
})

type Where = NonNullable<Parameters<DBAdapter['findMany']>[0]['where']>

interface Row {
  name: string
  image: string | null
  emailVerified: boolean
  createdAt: Date
}

async function withPeople(t: Parameters<TestStore['open']>[0], testStore: TestStore) {
  const store = await testStore.open(t)
  const adapter = signInAdapter(store.root)(options)
  for (const person of people) {
    await adapter.create({ model: 'user', data: { ...person, createdAt: moment, updatedAt: moment } })
  }
  return { store, adapter }
}
