import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { apiVersions } from '../versions/change.ts'
import { meaningsAt } from './meanings.ts'
import { namesAt } from './names.ts'

test('every type that a subscription may ask for is explained, at every version', () => {
  for (const version of apiVersions) {
    const meanings = meaningsAt(version)
    assert.deepEqual(
      meanings.map(({ name }) => name),
      [...namesAt(version).keys()],
    )
    for (const { name, description } of meanings) assert.match(description ?? '', /\w.*\.$/, name)
  }
})

describeStores('the types that a subscription may ask for', (store) => {
  test('are told with what each needs, for the version that is asked for', async (t) => {
    const acme = await workspace(t, store)
    const list = async (query: string) =>
      (await acme.as('nobody').get(`/v1/webhooks/event_types${query}`)).body.results as { type: string }[]
    const newest = await list('')
    assert.deepEqual(
      newest.find(({ type }) => type === 'comment.created'),
      {
        object: 'webhook_event_type',
        type: 'comment.created',
        description: 'Somebody commented.',
        needs: 'read_comments',
        is_aggregated: false,
      },
    )
    const has = (types: { type: string }[], name: string) => types.some(({ type }) => type === name)
    assert.ok(has(newest, 'data_source.created') && !has(newest, 'token.created'))
    assert.ok(!has(await list('?api_version=2022-06-28'), 'data_source.created'))
    const refused = await acme.as('nobody').get('/v1/webhooks/event_types?api_version=2020-01-01')
    assert.equal(refused.status, 400)
  })
})
