import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside, type Scim } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { ENTERPRISE } from './schemas.ts'

const bulk = (scim: Scim, Operations: unknown, more: object = {}) =>
  scim('POST', '/Bulk', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations,
    ...more,
  })

const make = (bulkId: string, data: object = aUser(`${bulkId}@acme.test`)) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data,
})

const statuses = (answer: { body: { Operations: { status: string }[] } }) =>
  answer.body.Operations.map(({ status }) => status)

describeStores('Bulk', (store) => {
  test('does one after another what refers to each other, in whatever order', async (t) => {
    const { acme, scim } = await directory(t, store)
    const answer = await bulk(scim, [
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'g',
        data: { displayName: 'Navy', members: [{ value: 'bulkId:ann' }] },
      },
      make('ben', aUser('ben@acme.test', { [ENTERPRISE]: { manager: { value: 'bulkId:ann' } } })),
      make('ann'),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ben' }] }] },
      },
    ])
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'])
    assert.deepEqual(statuses(answer), ['201', '201', '201', '200'])
    const [group, ben, ann] = answer.body.Operations
    assert.deepEqual([group.bulkId, group.method, ann.bulkId], ['g', 'POST', 'ann'])
    const idOf = ({ location }: { location: string }) => location.split('/').at(-1)!
    const read = await scim('GET', `/Users/${idOf(ben)}`)
    assert.match(ben.version, /^W/)
    assert.deepEqual(read.body[ENTERPRISE].manager, { value: idOf(ann) })
    for (const one of [ann, ben]) assert.deepEqual(await outside(acme).groupsOf(idOf(one)), ['Navy'])
  })

  test('goes on after what failed, or stops after as many errors as are allowed', async (t) => {
    const { scim } = await directory(t, store)
    const operations = [
      make('ann'),
      make('ann2', aUser('ANN@acme.test')),
      { method: 'DELETE', path: '/Users/nobody' },
      make('ben'),
      { method: 'PUT', path: '/Users/bulkId:nope', data: aUser('x@acme.test') },
    ]
    const all = await bulk(scim, operations)
    assert.deepEqual(statuses(all), ['201', '409', '404', '201', '409'])
    const [, taken, missing] = all.body.Operations
    assert.equal(taken.response.scimType, 'uniqueness')
    assert.deepEqual([taken.location, missing.response.status], [undefined, '404'])
    const some = await bulk(scim, operations.slice(1), { failOnErrors: 2 })
    assert.deepEqual(statuses(some), ['409', '404'])
    assert.equal((await bulk(scim, operations, { failOnErrors: 0 })).body.scimType, 'invalidValue')
  })

  test('tells those that wait for each other', async (t) => {
    const { scim } = await directory(t, store)
    const manager = (of: string) =>
      aUser(`${of}@acme.test`, { [ENTERPRISE]: { manager: { value: `bulkId:${of === 'a' ? 'b' : 'a'}` } } })
    assert.deepEqual(statuses(await bulk(scim, [make('a', manager('a')), make('b', manager('b'))])), [
      '409',
      '409',
    ])
  })

  test('removes, and goes by versions', async (t) => {
    const { scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', aUser('ann@acme.test'))
    const remove = (version: string) => ({ method: 'delete', path: `/Users/${body.id}`, version })
    const answer = await bulk(scim, [remove('W/"x"'), remove(body.meta.version), remove(body.meta.version)])
    assert.deepEqual(statuses(answer), ['412', '204', '404'])
  })

  test('is refused where it is too much or makes no sense', async (t) => {
    const { acme, scim } = await directory(t, store)
    const tooMany = await bulk(
      scim,
      Array.from({ length: 1001 }, (_, index) => make(`p${index}`)),
    )
    assert.deepEqual([tooMany.status, tooMany.body.status], [413, '413'])
    const tooLarge = await bulk(scim, [make('a', { userName: 'x'.repeat(1_100_000) })])
    assert.deepEqual([tooLarge.status, tooLarge.body.status], [413, '413'])
    for (const operation of [
      null,
      {},
      { method: 'GET', path: '/Users' },
      { method: 'POST', path: '/Users', data: {} },
      { method: 'POST', path: '/Users/x', bulkId: 'a', data: {} },
      { method: 'PUT', path: '/Users', data: {} },
      { method: 'POST', path: '/Nope', bulkId: 'a', data: {} },
      { method: 'POST', path: '/Users', bulkId: 7, data: {} },
    ]) {
      assert.equal((await bulk(scim, [operation])).status, 400, JSON.stringify(operation))
    }
    assert.equal((await bulk(scim, 'x')).status, 400)
    assert.equal((await bulk(scim, [{ ...make('a'), data: undefined }])).body.Operations[0].status, '400')
    assert.deepEqual(await acme.events(), [])
  })
})
