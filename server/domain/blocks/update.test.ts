import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const run = (content: string) => [{ text: { content } }]

describeStores('a change to a block', (store) => {
  test('does not take the place of its children away', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const page = await aPage({
      children: [
        {
          heading_1: {
            rich_text: run('Open'),
            is_toggleable: true,
            children: [{ paragraph: { rich_text: run('inside') } }],
          },
        },
      ],
    })
    const editor = as('editor')
    const [heading] = (await editor.get(`/v1/blocks/${page}/children`)).body.results
    await events()
    const refused = await editor.patch(`/v1/blocks/${heading.id}`, { heading_1: { is_toggleable: false } })
    assert.equal(refused.status, 400)
    assert.match(refused.body.message, /has children/)
    const [inside] = (await editor.get(`/v1/blocks/${heading.id}/children`)).body.results
    await editor.delete(`/v1/blocks/${inside.id}`)
    const changed = await editor.patch(`/v1/blocks/${heading.id}`, { heading_1: { is_toggleable: false } })
    assert.equal(changed.body.heading_1.is_toggleable, false)
  })

  test('gives an icon only to the label of a tab', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const label = { paragraph: { rich_text: run('First') } }
    const page = await aPage({ children: [{ tab: { children: [label] } }, label] })
    const editor = as('editor')
    const [tab, paragraph] = (await editor.get(`/v1/blocks/${page}/children`)).body.results
    const [inTab] = (await editor.get(`/v1/blocks/${tab.id}/children`)).body.results
    const icon = { paragraph: { icon: { emoji: '🎯' } } }
    assert.equal((await editor.patch(`/v1/blocks/${inTab.id}`, icon)).status, 200)
    assert.equal((await editor.patch(`/v1/blocks/${paragraph.id}`, icon)).status, 400)
  })
})
