import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } })

const CONTENT = [
  '## Plan',
  'A paragraph with **bold** and *italic* text.',
  '- one',
  '\t- nested',
  '- two',
  '- [x] done',
  '> quoted',
  '```python',
  'print("x")',
  '```',
  '---',
].join('\n')

describeStores('page markdown', (store) => {
  test('is empty for an empty page', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const page = await aPage()
    const { body } = await as('reader').get(`/v1/pages/${page}/markdown`)
    assert.deepEqual(
      { ...body, request_id: undefined },
      {
        object: 'page_markdown',
        id: page,
        markdown: '',
        truncated: false,
        unknown_block_ids: [],
        request_id: undefined,
      },
    )
  })

  test('mentions the database of a data source, and misses a page as a page', async (t) => {
    const { as, aPage, aDataSource } = await workspace(t, store)
    const page = await aPage()
    const { database, dataSource } = await aDataSource()
    const editor = as('editor')
    const { body } = await editor.patch(`/v1/pages/${page}/markdown`, {
      type: 'insert_content',
      insert_content: { content: `See <mention-data-source url="collection://${dataSource}"/>` },
    })
    assert.match(
      body.markdown,
      new RegExp(`^See <mention-database url="[^"]*/${database.replaceAll('-', '')}">`),
    )
    assert.match(
      (await as('stranger').get(`/v1/pages/${page}/markdown`)).body.message,
      /^Could not find page with/,
    )
  })

  test('reads back what it was replaced with, and a page made from it', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const page = await aPage({ children: [paragraph('before')] })
    await events()
    const editor = as('editor')
    const written = await editor.patch(`/v1/pages/${page}/markdown`, {
      type: 'replace_content',
      replace_content: { new_str: CONTENT },
    })
    assert.equal(written.status, 200, JSON.stringify(written.body))
    assert.equal(written.body.markdown, CONTENT)
    assert.deepEqual(await events(), ['page.content_updated'])

    const made = await editor.post('/v1/pages', {
      parent: { page_id: page },
      markdown: `# Title\n${CONTENT}`,
    })
    assert.equal(made.body.properties.title.title[0].plain_text, 'Title')
    const read = await editor.get(`/v1/pages/${made.body.id}/markdown`)
    assert.equal(read.body.markdown, CONTENT)
  })

  test('keeps the ids of blocks that stay, and leaves no trace of an edit that changes nothing', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const page = await aPage({ children: ['one', 'two', 'three', 'four'].map(paragraph) })
    const editor = as('editor')
    const ids = async () => {
      const { body } = await editor.get(`/v1/blocks/${page}/children`)
      return body.results.map((block: { id: string }) => block.id) as string[]
    }
    const [one, two, three, four] = await ids()
    await events()
    const same = { type: 'replace_content', replace_content: { new_str: 'one\ntwo\nthree\nfour' } }
    await editor.patch(`/v1/pages/${page}/markdown`, same)
    assert.deepEqual(await events(), [])

    const update = (old_str: string, new_str: string) =>
      editor.patch(`/v1/pages/${page}/markdown`, {
        type: 'update_content',
        update_content: { content_updates: [{ old_str, new_str }] },
      })
    await update('one\n', '')
    const edited = await update('two', 'two!\nnew')
    assert.equal(edited.body.markdown, 'two!\nnew\nthree\nfour')
    const after = await ids()
    assert.deepEqual([after[0], after[2], after[3]], [two, three, four])
    assert.ok(!after.includes(one!))
  })

  test('refuses to lose a child page unless that is allowed', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const page = await aPage()
    const child = await aPage({ title: 'Precious', parent: page })
    const editor = as('editor')
    const replace = (options: object) =>
      editor.patch(`/v1/pages/${page}/markdown`, {
        type: 'replace_content',
        replace_content: { new_str: 'only text', ...options },
      })
    const refused = await replace({})
    assert.equal(refused.status, 400)
    assert.equal(
      refused.body.message,
      'This operation would delete 1 child page(s) or database(s): page: "Precious"',
    )
    assert.equal((await editor.get(`/v1/pages/${child}`)).body.in_trash, false)
    assert.equal((await replace({ allow_deleting_content: true })).status, 200)
    assert.equal((await editor.get(`/v1/pages/${child}`)).body.in_trash, true)
  })

  test('applies a batch whole or not at all', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const page = await aPage({ children: [paragraph('one')] })
    await events()
    const answer = await as('editor').patch(`/v1/pages/${page}/markdown`, {
      type: 'update_content',
      update_content: {
        content_updates: [
          { old_str: 'one', new_str: 'changed' },
          { old_str: 'absent', new_str: 'x' },
        ],
      },
    })
    assert.equal(answer.status, 400)
    assert.match(answer.body.message, /body\.update_content\.content_updates\[1\]\.old_str/)
    assert.equal((await as('editor').get(`/v1/pages/${page}/markdown`)).body.markdown, 'one')
    assert.deepEqual(await events(), [])
  })

  test('moves a child page that the text names elsewhere', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const page = await aPage({ children: [paragraph('one')] })
    await aPage({ title: 'Child', parent: page })
    const editor = as('editor')
    const { body } = await editor.get(`/v1/pages/${page}/markdown`)
    const [text, link] = body.markdown.split('\n')
    const moved = await editor.patch(`/v1/pages/${page}/markdown`, {
      type: 'replace_content',
      replace_content: { new_str: `${link}\n- list\n\t- inner\n${text}` },
    })
    assert.equal(moved.body.markdown, `${link}\n- list\n\t- inner\n${text}`)
  })
})
