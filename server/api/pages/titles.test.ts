import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const ABSENT = '0190a4b0-0000-7000-8000-000000000001'

describeStores('titles of pages', (store) => {
  test('are told together, of those that the caller sees', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const plan = await aPage({ title: 'Plan' })
    const untitled = await aPage({ title: '' })
    const ask = (name: 'editor' | 'stranger', page_ids: unknown) =>
      as(name).post('/v1/pages/titles', { page_ids })

    const { status, body } = await ask('editor', [plan, untitled.replaceAll('-', ''), plan, ABSENT])
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body.results, [
      { object: 'page_title', id: plan, title: 'Plan' },
      { object: 'page_title', id: untitled, title: '' },
    ])
    assert.deepEqual((await ask('stranger', [plan])).body.results, [])
    assert.deepEqual((await ask('editor', [])).body.results, [])
    for (const wrong of [undefined, ['x'], Array(101).fill(plan)]) {
      assert.equal((await ask('editor', wrong)).status, 400)
    }
  })
})
