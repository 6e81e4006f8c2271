import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const titled = (content: string) => ({ title: { title: [{ text: { content } }] } })

describeStores('pages', (store) => {
  test('are made below a page and read back', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const home = await aPage({ title: 'Home' })
    await events()
    const editor = as('editor')
    const made = await editor.post('/v1/pages', {
      parent: { page_id: home },
      properties: titled('A child'),
      icon: { emoji: '🎯' },
      children: [{ paragraph: { rich_text: [{ text: { content: 'Hello' } }] } }],
    })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    assert.deepEqual(await events(), ['page.created'])
    const read = await editor.get(`/v1/pages/${made.body.id}`)
    assert.deepEqual({ ...read.body, request_id: 0 }, { ...made.body, request_id: 0 })
    assert.equal(read.body.properties.title.title[0].plain_text, 'A child')
    assert.deepEqual(read.body.parent, { type: 'page_id', page_id: home })

    const children = await editor.get(`/v1/blocks/${made.body.id}/children`)
    assert.equal(children.body.results[0].paragraph.rich_text[0].plain_text, 'Hello')
    const top = await editor.get(`/v1/blocks/${home}/children`)
    assert.equal(top.body.results[0].child_page.title, 'A child')
  })

  test('that are not shared look absent, to every stranger alike', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const home = await aPage({ title: 'Home' })
    for (const name of ['stranger', 'outsider'] as const) {
      const answer = await as(name).get(`/v1/pages/${home}`)
      assert.equal(answer.status, 404)
      assert.equal(answer.body.code, 'object_not_found')
      assert.match(answer.body.message, new RegExp(`shared with your integration "The ${name}"`))
    }
  })

  test('are refused for the first of what is wrong', async (t) => {
    const { app, as, aPage } = await workspace(t, store)
    const page = await aPage()
    const strange = '393abc1e-edcd-81b4-97e4-6ba7b8109dad'
    const [editor, nobody] = [as('editor').token, as('nobody').token]
    const unknownKey = { in_trash: false, nonsense: 1 }
    for (const [url, token, version, body, code, message] of [
      ['/v1/page/x', 'wrong', 'never', unknownKey, 'invalid_request_url', /./],
      ['/v1/pages/x', 'wrong', 'never', unknownKey, 'unauthorized', /./],
      ['/v1/pages/x', nobody, 'never', unknownKey, 'validation_error', /^Notion-Version header/],
      ['/v1/pages/x', nobody, '2026-03-11', unknownKey, 'validation_error', /^path failed/],
      [`/v1/pages/${strange}`, nobody, '2026-03-11', unknownKey, 'restricted_resource', /./],
      [`/v1/pages/${strange}`, editor, '2026-03-11', unknownKey, 'validation_error', /^body failed/],
      [`/v1/pages/${strange}`, editor, '2026-03-11', { properties: { No: [] } }, 'object_not_found', /./],
      [
        `/v1/pages/${page}`,
        editor,
        '2026-03-11',
        { properties: { No: [] } },
        'validation_error',
        /^No is not/,
      ],
    ] as const) {
      const headers = { authorization: `Bearer ${token}`, 'notion-version': version }
      const answer = (await app.inject({ method: 'PATCH', url, headers, payload: body })).json()
      assert.equal(answer.code, code, `${url}: ${JSON.stringify(answer)}`)
      assert.match(answer.message, message)
    }
  })

  test('and databases say where access is changed when an update carries it', async (t) => {
    const { as, aDataSource, events } = await workspace(t, store)
    const { page, database } = await aDataSource()
    await events()
    for (const key of ['permissions', 'users', 'share']) {
      for (const path of [`/v1/pages/${page}`, `/v1/databases/${database}`]) {
        for (const version of ['2026-03-11', '2022-06-28']) {
          const answer = await as('editor').patch(path, { [key]: [{ role: 'editor' }] }, version)
          assert.equal(answer.status, 400, `${key} on ${path} at ${version}`)
          assert.match(answer.body.message, new RegExp(`body\\.${key} .*/v1/pages/\\{page_id\\}/permissions`))
        }
      }
    }
    assert.deepEqual(await events(), [])
  })
})
