import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const BEFORE = '2021-05-13'
const words = (content: string) => [{ text: { content } }]

describeStores('before 2021-08-16', (store) => {
  test('appending blocks answers with what they were appended to', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const page = await aPage({ title: 'Home' })
    await events()
    const path = `/v1/blocks/${page}/children`
    const children = [{ paragraph: { text: words('A') } }]
    const { status, body } = await as('editor').patch(path, { children }, BEFORE)
    assert.equal(status, 200)
    assert.deepEqual([body.object, body.id, body.child_page], ['block', page, { title: 'Home' }])
    assert.equal(body.has_children, true)
    assert.deepEqual(await events(), ['page.content_updated'])

    const partial = await as('inserter').patch(path, { children }, BEFORE)
    assert.deepEqual({ ...partial.body, request_id: 0 }, { object: 'block', id: page, request_id: 0 })
  })

  test('empty values are left out, and ids of properties are as they are', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const columns = Object.fromEntries(
      ['number', 'select', 'date', 'email', 'url', 'rich_text', 'checkbox'].map((type) => [
        type,
        { [type]: {} },
      ]),
    )
    const { database } = await aDataSource({ Name: { title: {} }, ...columns })
    const page = await editor.post('/v1/pages', { parent: { database_id: database }, properties: {} }, BEFORE)
    assert.deepEqual(Object.keys(page.body.properties).sort(), ['Name', 'checkbox', 'rich_text'])

    const ids = async (version: string) => {
      const { body } = await editor.get(`/v1/databases/${database}`, version)
      const properties = Object.values(body.properties as Record<string, { id: string }>)
      return properties.map(({ id }) => id)
    }
    const encoded = await ids('2021-08-16')
    const raw = await ids(BEFORE)
    assert.deepEqual(raw.map(encodeURIComponent), encoded)
    const [id] = raw
    const renamed = await editor.patch(
      `/v1/databases/${database}`,
      { properties: { [id!]: { name: 'New' } } },
      BEFORE,
    )
    assert.equal(renamed.body.properties.New.id, id)
  })

  test('unknown keys are passed over, and a request that is wrong without them is refused', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage()
    const path = `/v1/blocks/${page}/children`
    const block = { object: 'block', id: page, created_time: 'then', type: 'paragraph', has_children: false }
    const send = (body: object, version: string) => editor.patch(path, body, version)
    const copied = {
      children: [{ ...block, paragraph: { text: words('A'), color: 'red', style: 'bold' } }],
      and: 1,
    }
    assert.equal((await send(copied, '2021-08-16')).status, 400)
    assert.equal((await send(copied, BEFORE)).status, 200)
    const [made] = (await editor.get(path)).body.results
    assert.deepEqual([made.paragraph.color, made.paragraph.rich_text[0].plain_text], ['red', 'A'])

    assert.equal((await editor.get(`${path}?sort=up`, '2021-08-16')).status, 400)
    assert.equal((await editor.get(`${path}?sort=up`, BEFORE)).status, 200)
    const { body } = await send({ children: [{ paragraph: { text: 'A' } }], and: 1 }, BEFORE)
    assert.match(
      body.message,
      /^body failed validation: body\.children\[0\]\.paragraph\.rich_text should be an array/,
    )
  })
})
