import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const runs = (content: string) => [{ text: { content } }]
const textOf = ({ rich_text }: { rich_text: { plain_text: string }[] }) =>
  rich_text.map(({ plain_text }) => plain_text).join('')

/** A page that was commented on, and a block of it twice. */
async function commented(acme: TestWorkspace) {
  const editor = acme.as('editor')
  const page = await acme.aPage({ children: [{ paragraph: { rich_text: runs('text') } }] })
  const block = (await editor.get(`/v1/blocks/${page}/children`)).body.results[0].id as string
  const comment = async (about: object, markdown: string): Promise<Answer['body']> =>
    (await editor.post('/v1/comments', { ...about, markdown })).body
  const onPage = await comment({ parent: { page_id: page } }, 'page')
  const onBlock = await comment({ parent: { block_id: block } }, 'block')
  await comment({ discussion_id: onBlock.discussion_id }, 'answer')
  const second = await comment({ parent: { block_id: block } }, 'again')
  return { page, block, ids: [onPage, onBlock, second].map(({ discussion_id }) => discussion_id) }
}

describeStores('discussions', (store) => {
  test('are listed with what was said, on the page and on its blocks', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { page, block, ids } = await commented(acme)
    const { body } = await editor.get(`/v1/pages/${page}/discussions`)
    assert.deepEqual(
      body.results.map(({ id, comments }: { id: string; comments: never[] }) => [id, comments.map(textOf)]),
      [
        [ids[0], ['page']],
        [ids[1], ['block', 'answer']],
        [ids[2], ['again']],
      ],
    )
    const { comments: _, ...one } = body.results[1]
    assert.deepEqual(one, {
      object: 'discussion',
      id: ids[1],
      parent: { type: 'block_id', block_id: block },
      page_id: page,
      resolved: false,
      resolved_time: null,
      resolved_by: null,
      comment_count: 2,
    })
    const first = await editor.get(`/v1/pages/${page}/discussions?page_size=2`)
    assert.equal(first.body.next_cursor, ids[2])
    const alone = await editor.get(`/v1/discussions/${ids[1]}`)
    assert.deepEqual(alone.body.comments, body.results[1].comments)
    const said = await editor.get(`/v1/discussions/${ids[1]}/comments?page_size=1`)
    assert.deepEqual([said.body.results.map(textOf), said.body.has_more], [['block'], true])
    const rest = await editor.get(`/v1/discussions/${ids[1]}/comments?start_cursor=${said.body.next_cursor}`)
    assert.deepEqual(rest.body.results.map(textOf), ['answer'])
  })

  test('are resolved and opened again, by whoever may comment', async (t) => {
    const acme = await workspace(t, store)
    const [editor, viewer] = [acme.as('editor'), acme.as('viewer')]
    const { page, ids } = await commented(acme)
    const resolve = (resolved: boolean, client = editor) =>
      client.patch(`/v1/discussions/${ids[1]}`, { resolved })
    const listed = async (query = '') =>
      (await editor.get(`/v1/pages/${page}/discussions${query}`)).body.results.map(
        ({ id }: { id: string }) => id,
      )
    await acme.events()
    const { body } = await resolve(true)
    assert.deepEqual([body.resolved, body.resolved_by], [true, { object: 'user', id: editor.userId }])
    await resolve(true)
    assert.deepEqual(await acme.events(), ['discussion.resolved'], 'the same again changes nothing')
    assert.deepEqual(await listed(), [ids[0], ids[2]])
    assert.deepEqual(await listed('?resolved=true'), [ids[1]])
    assert.deepEqual((await resolve(false)).body.resolved_time, null)
    assert.deepEqual(await acme.events(), ['discussion.reopened'])
    assert.deepEqual(await listed(), ids)
    assert.equal((await resolve(true, viewer)).status, 403)
    assert.equal((await resolve(true, acme.as('stranger'))).status, 404)
    assert.equal((await viewer.get(`/v1/discussions/${ids[1]}`)).status, 200)
  })

  test('go into the trash with what they are on', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { page, block, ids } = await commented(acme)
    const listed = async () =>
      (await editor.get(`/v1/pages/${page}/discussions`)).body.results.map(({ id }: { id: string }) => id)
    await editor.delete(`/v1/blocks/${block}`)
    assert.deepEqual(await listed(), [ids[0]])
    assert.equal((await editor.patch(`/v1/discussions/${ids[1]}`, { resolved: true })).status, 400)
    await editor.patch(`/v1/blocks/${block}`, { in_trash: false })
    await editor.patch(`/v1/pages/${page}`, { in_trash: true })
    assert.deepEqual(await listed(), ids)
  })
})
