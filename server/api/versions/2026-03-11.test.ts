import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { NEWEST, workspace } from '#test/workspace.ts'

const BEFORE = '2025-09-03'
const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } })
const missing = '59833787-2cf9-4fdf-8782-e53db20768a5'

describeStores('before 2026-03-11', (store) => {
  test('`archived` puts pages, blocks, databases and data sources into the trash, and takes them out', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage({ children: [paragraph('A')] })
    const [block] = (await editor.get(`/v1/blocks/${page}/children`)).body.results
    const { database, dataSource } = await aDataSource()
    const paths = [
      `/v1/pages/${page}`,
      `/v1/blocks/${block.id}`,
      `/v1/databases/${database}`,
      `/v1/data_sources/${dataSource}`,
    ]
    for (const path of [paths[1]!, paths[0]!, paths[3]!, paths[2]!]) {
      for (const archived of [true, false]) {
        const { status, body } = await editor.patch(path, { archived }, BEFORE)
        assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
        assert.deepEqual([body.archived, body.in_trash], [archived, archived], path)
        assert.equal(Object.keys(body).at(-2), 'archived', 'it stands last, but for the id of the request')
        const newest = await editor.get(path)
        assert.equal(newest.body.in_trash, archived, path)
        assert.ok(!('archived' in newest.body))
      }
      const { body } = await editor.patch(path, { archived: 'yes' }, BEFORE)
      assert.equal(
        body.message,
        'body failed validation: body.archived should be a boolean or `undefined`, instead was `"yes"`.',
      )
      const refused = await editor.patch(path, { archived: true }, NEWEST)
      assert.equal(refused.status, 400)
      assert.equal(
        refused.body.message,
        'body failed validation: body.archived should be not present, instead was `true`.',
      )
    }
  })

  test('`archived` finds the rows in the trash', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { dataSource } = await aDataSource()
    const row = await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })
    await editor.patch(`/v1/pages/${row.body.id}`, { archived: true }, BEFORE)
    const path = `/v1/data_sources/${dataSource}/query`
    const { body } = await editor.post(path, { archived: true }, BEFORE)
    assert.deepEqual(
      body.results.map(({ id }: { id: string }) => id),
      [row.body.id],
    )
    assert.deepEqual((await editor.post(path, { archived: false }, BEFORE)).body.results, [])
  })

  test('blocks are appended `after` another, or at a position as later', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage({ children: [paragraph('A'), paragraph('D')] })
    const path = `/v1/blocks/${page}/children`
    const [first] = (await editor.get(path)).body.results
    const put = await editor.patch(path, { children: [paragraph('C')], after: first.id }, BEFORE)
    assert.equal(put.status, 200)
    const position = { type: 'after_block', after_block: { id: first.id } }
    await editor.patch(path, { children: [paragraph('B')], position }, BEFORE)
    const { results } = (await editor.get(path)).body
    const words = results.map(
      (block: { paragraph: { rich_text: { plain_text: string }[] } }) =>
        block.paragraph.rich_text[0]?.plain_text,
    )
    assert.deepEqual(words, ['A', 'B', 'C', 'D'])
  })

  test('a bad `after` is refused by its name', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const path = `/v1/blocks/${await aPage()}/children`
    const send = async (body: object, version: string) =>
      (await editor.patch(path, body, version)).body.message
    assert.equal(
      await send({ children: [], after: 'abc' }, BEFORE),
      'body failed validation: body.after should be a valid uuid or `undefined`, instead was `"abc"`.',
    )
    for (const [body, version] of [
      [{ children: [], after: missing, position: { type: 'end' } }, BEFORE],
      [{ children: [], after: missing }, NEWEST],
    ] as const) {
      assert.equal(
        await send(body, version),
        `body failed validation: body.after should be not present, instead was \`"${missing}"\`.`,
      )
    }
  })
})
