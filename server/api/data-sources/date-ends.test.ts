import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, workspace } from '#test/workspace.ts'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

describeStores('where dates end', (store) => {
  test('is what a filter may ask for, of properties and formulas', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { dataSource } = await aDataSource({
      Name: { title: {} },
      Due: { date: {} },
      Same: { formula: { expression: 'prop("Due")' } },
    })
    for (const [name, due] of [
      ['day before', { start: '2026-11-30' }],
      ['day', { start: '2026-12-01' }],
      ['ends before', { start: '2026-11-01', end: '2026-11-30' }],
      ['lasts', { start: '2025-01-01', end: '2026-12-01' }],
      ['ends in a minute', { start: '2026-11-01T10:00:00Z', end: '2026-12-01T00:01:00Z' }],
      ['begins later', { start: '2026-12-24', end: '2026-12-26' }],
      ['never', null],
    ] as const) {
      const properties = { Name: { title: [{ text: { content: name } }] }, Due: { date: due } }
      good(await editor.post('/v1/pages', { parent: { data_source_id: dataSource }, properties }))
    }
    const namesOf = async (filter: object): Promise<string[]> => {
      const { results } = good(await editor.post(`/v1/data_sources/${dataSource}/query`, { filter }))
      return results
        .map(({ properties }: never) => (properties as Titled).Name.title[0]!.plain_text)
        .reverse()
    }
    const lasting = { ends_on_or_after: '2026-12-01' }
    const found = ['day', 'lasts', 'ends in a minute', 'begins later']
    assert.deepEqual(await namesOf({ property: 'Due', date: lasting }), found)
    assert.deepEqual(await namesOf({ property: 'Same', formula: { date: lasting } }), found)
    const begun = { property: 'Due', date: { on_or_before: '2026-12-20' } }
    const and = [begun, { property: 'Due', date: lasting }]
    assert.deepEqual(await namesOf({ and }), found.slice(0, 3))
    const wrong = await editor.post(`/v1/data_sources/${dataSource}/query`, {
      filter: { property: 'Due', date: { ends_on_or_after: 'x' } },
    })
    assert.equal(wrong.status, 400)
  })
})

interface Titled {
  Name: { title: { plain_text: string }[] }
}
