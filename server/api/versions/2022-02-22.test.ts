import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const BEFORE = '2021-08-16'
const words = (content: string) => [{ text: { content } }]

describeStores('before 2022-02-22', (store) => {
  test('blocks take and tell their text as `text`, at any depth', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const made = await editor.post(
      '/v1/pages',
      {
        parent: { page_id: await aPage() },
        children: [{ toggle: { text: words('A'), children: [{ quote: { text: words('B') } }] } }],
      },
      BEFORE,
    )
    assert.equal(made.status, 200, JSON.stringify(made.body))
    const path = `/v1/blocks/${made.body.id}/children`
    const columns = {
      column_list: {
        children: [
          { column: { children: [{ paragraph: { text: words('C') } }] } },
          { column: { children: [{ to_do: { text: words('D'), checked: true } }] } },
        ],
      },
    }
    assert.equal((await editor.patch(path, { children: [columns] }, BEFORE)).status, 200)

    const [first] = (await editor.get(path, BEFORE)).body.results
    assert.deepEqual(Object.keys(first.toggle), ['text', 'color'])
    const below = `/v1/blocks/${first.id}/children`
    assert.equal((await editor.get(below, BEFORE)).body.results[0].quote.text[0].plain_text, 'B')
    assert.equal((await editor.get(below)).body.results[0].quote.rich_text[0].plain_text, 'B')

    const changed = await editor.patch(`/v1/blocks/${first.id}`, { toggle: { text: words('Z') } }, BEFORE)
    assert.equal(changed.body.toggle.text[0].plain_text, 'Z')
    const newer = await editor.patch(`/v1/blocks/${first.id}`, { toggle: { text: words('Y') } }, '2022-02-22')
    assert.equal(newer.status, 400)
  })

  test('filters are called `text` and `phone`, in groups too', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database } = await aDataSource({
      Name: { title: {} },
      Text: { rich_text: {} },
      Phone: { phone_number: {} },
    })
    const parent = { database_id: database }
    const properties = {
      Name: { title: words('A') },
      Text: { rich_text: words('abc') },
      Phone: { phone_number: '+49' },
    }
    assert.equal((await editor.post('/v1/pages', { parent, properties }, BEFORE)).status, 200)
    const count = async (filter: object, version = BEFORE) => {
      const { body } = await editor.post(`/v1/databases/${database}/query`, { filter }, version)
      return body.results?.length ?? body.code
    }
    const text = { property: 'Text', type: 'text', text: { contains: 'b' } }
    const phone = { property: 'Phone', phone: { starts_with: '+4' } }
    assert.equal(await count(text), 1)
    assert.equal(await count({ property: 'Name', text: { equals: 'a' } }), 1)
    assert.equal(await count({ and: [text, { or: [phone] }] }), 1)
    assert.equal(await count({ and: [text, { or: [{ property: 'Phone', phone: { is_empty: true } }] }] }), 0)
    assert.equal(await count({ property: 'Text', rich_text: { contains: 'b' } }), 1)
    assert.equal(await count(text, '2022-02-22'), 'validation_error')
  })
})
