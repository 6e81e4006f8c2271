import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Client, workspace } from '#test/workspace.ts'

const text = (content: string) => [{ text: { content } }]
const archived = "Can't edit block that is archived. You must unarchive the block before editing."

const ok = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const idsIn = (answer: Answer): string[] => ok(answer).results.map(({ id }: { id: string }) => id)

const isTrashed = async (client: Client, id: string): Promise<boolean> =>
  ok(await client.get(`/v1/blocks/${id}`)).in_trash

const hasChildren = async (client: Client, id: string): Promise<boolean> =>
  ok(await client.get(`/v1/blocks/${id}`)).has_children

describeStores('the trash', (store) => {
  test('takes a page with all that is below it, and gives it back', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const editor = as('editor')
    const top = await aPage({ title: 'Top' })
    const home = await aPage({ title: 'Home', parent: top })
    const sub = await aPage({ title: 'Sub', parent: home })
    const early = await aPage({ title: 'Early', parent: home })
    const database = ok(await editor.post('/v1/databases', { parent: { page_id: sub } }))
    const dataSource = database.data_sources[0].id
    const row = ok(await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })).id
    const oldRow = ok(await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })).id
    const inRow = await aPage({ title: 'In a row', parent: row })
    const [block] = idsIn(
      await editor.patch(`/v1/blocks/${sub}/children`, {
        children: [{ toggle: { rich_text: text('Toggle') } }],
      }),
    )
    const comment = ok(
      await editor.post('/v1/comments', { parent: { page_id: sub }, rich_text: text('Hi') }),
    ).id
    ok(await editor.patch(`/v1/pages/${early}`, { in_trash: true }))
    ok(await editor.patch(`/v1/pages/${oldRow}`, { in_trash: true }))
    await events()

    assert.equal(ok(await editor.patch(`/v1/pages/${home}`, { in_trash: true })).in_trash, true)
    assert.deepEqual(await events(), ['page.deleted'])
    assert.equal(await hasChildren(editor, top), false)
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${top}/children`)), [])
    const below = [home, sub, database.id, row, inRow, block!]
    for (const id of below) assert.equal(await isTrashed(editor, id), true)
    for (const id of [home, sub, row, inRow]) {
      assert.equal(ok(await editor.get(`/v1/pages/${id}`)).in_trash, true)
    }
    assert.equal(ok(await editor.get(`/v1/databases/${database.id}`)).in_trash, true)
    for (const address of [`blocks/${home}/children`, `blocks/${block}/children`, `pages/${home}/markdown`]) {
      const answer = await editor.get(`/v1/${address}`)
      assert.deepEqual([answer.status, answer.body.code], [404, 'object_not_found'], address)
    }
    const queried = await editor.post(`/v1/data_sources/${dataSource}/query`, {})
    assert.deepEqual([queried.status, queried.body.code], [404, 'object_not_found'])
    assert.deepEqual(idsIn(await editor.post('/v1/search', {})), [top])
    const found = idsIn(await editor.post('/v1/search', { filter: { in_trash: true } }))
    assert.deepEqual(found.sort(), [home, sub, early, row, oldRow, inRow, dataSource].sort())

    const children = [{ divider: {} }]
    const refused: Record<string, Answer> = {
      update: await editor.patch(`/v1/pages/${sub}`, { icon: { emoji: '🎯' } }),
      again: await editor.patch(`/v1/pages/${home}`, { in_trash: true }),
      deletion: await editor.delete(`/v1/blocks/${home}`),
      block: await editor.patch(`/v1/blocks/${block}`, { toggle: { rich_text: [] } }),
      append: await editor.patch(`/v1/blocks/${block}/children`, { children }),
      'append to the page': await editor.patch(`/v1/blocks/${home}/children`, { children }),
      page: await editor.post('/v1/pages', { parent: { page_id: sub } }),
      row: await editor.post('/v1/pages', { parent: { data_source_id: dataSource } }),
      database: await editor.post('/v1/databases', { parent: { page_id: sub } }),
      container: await editor.patch(`/v1/databases/${database.id}`, { title: text('New') }),
      table: await editor.patch(`/v1/data_sources/${dataSource}`, { title: text('New') }),
      'another table': await editor.post('/v1/data_sources', {
        parent: { database_id: database.id },
        properties: { Name: { title: {} } },
      }),
      move: await editor.post(`/v1/pages/${sub}/move`, { parent: { page_id: top } }),
      'move into it': await editor.post(`/v1/pages/${top}/move`, { parent: { page_id: sub } }),
      comment: await editor.post('/v1/comments', { parent: { block_id: block }, rich_text: text('Hi') }),
      'change of a comment': await editor.patch(`/v1/comments/${comment}`, { rich_text: text('Hello') }),
      'deletion of a comment': await editor.delete(`/v1/comments/${comment}`),
    }
    for (const [name, { status, body }] of Object.entries(refused)) {
      assert.deepEqual([name, status, body.code, body.message], [name, 400, 'validation_error', archived])
    }
    for (const [id, kind] of [
      [sub, 'page'],
      [early, 'page'],
      [row, 'page'],
      [oldRow, 'page'],
    ]) {
      const answer = await editor.patch(`/v1/pages/${id}`, { in_trash: false })
      const message = `Can't restore this ${kind} because its parent is in the trash. Restore the parent first.`
      assert.deepEqual([answer.status, answer.body.message], [400, message])
    }
    assert.equal((await editor.patch(`/v1/databases/${database.id}`, { in_trash: false })).status, 400)
    assert.equal((await editor.patch(`/v1/blocks/${block}`, { in_trash: false })).status, 400)
    assert.deepEqual(await events(), [])

    assert.equal(ok(await editor.patch(`/v1/pages/${home}`, { in_trash: false })).in_trash, false)
    assert.deepEqual(await events(), ['page.undeleted'])
    for (const id of below) assert.equal(await isTrashed(editor, id), false)
    for (const id of [early, oldRow]) assert.equal(await isTrashed(editor, id), true)
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${home}/children`)), [sub])
    assert.equal(await hasChildren(editor, top), true)
    const rows = (body: unknown) => editor.post(`/v1/data_sources/${dataSource}/query`, body)
    assert.deepEqual(idsIn(await rows({})), [row])
    assert.deepEqual(idsIn(await rows({ in_trash: true })), [oldRow])
    assert.deepEqual(
      idsIn(await rows({ in_trash: true, sorts: [{ timestamp: 'created_time', direction: 'ascending' }] })),
      [oldRow],
    )
    ok(await editor.patch(`/v1/pages/${early}`, { in_trash: false }))
    ok(await editor.patch(`/v1/pages/${oldRow}`, { in_trash: false }))
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${home}/children`)), [sub, early])
    assert.deepEqual(idsIn(await rows({})), [oldRow, row])
  })

  test('takes blocks one by one, and parents know whether anything is left', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const editor = as('editor')
    const home = await aPage({ title: 'Home' })
    const toggle = (name: string) => ({ toggle: { rich_text: text(name) } })
    const [outer] = idsIn(await editor.patch(`/v1/blocks/${home}/children`, { children: [toggle('Outer')] }))
    const [one, two] = idsIn(
      await editor.patch(`/v1/blocks/${outer}/children`, { children: [toggle('One'), toggle('Two')] }),
    )
    await events()
    assert.equal(ok(await editor.delete(`/v1/blocks/${one}`)).in_trash, true)
    assert.equal(await hasChildren(editor, outer!), true)
    assert.deepEqual((await editor.delete(`/v1/blocks/${one}`)).body.message, archived)
    ok(await editor.patch(`/v1/blocks/${two}`, { in_trash: true }))
    assert.equal(await hasChildren(editor, outer!), false)
    assert.deepEqual(await events(), ['page.content_updated', 'page.content_updated'])
    const [listed] = ok(await editor.get(`/v1/blocks/${home}/children`)).results
    assert.equal(listed.has_children, false)

    ok(await editor.delete(`/v1/blocks/${outer}`))
    assert.equal(await hasChildren(editor, home), false)
    ok(await editor.patch(`/v1/blocks/${outer}`, { in_trash: false }))
    assert.equal(await hasChildren(editor, home), true)
    assert.equal(await hasChildren(editor, outer!), false)
    ok(await editor.patch(`/v1/blocks/${one}`, { in_trash: false }))
    assert.equal(await hasChildren(editor, outer!), true)
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${outer}/children`)), [one])

    // A page that leaves takes away what its old parent had.
    const nested = ok(await editor.post('/v1/pages', { parent: { block_id: one } })).id
    assert.equal(await hasChildren(editor, one!), true)
    ok(await editor.post(`/v1/pages/${nested}/move`, { parent: { page_id: home } }))
    assert.equal(await hasChildren(editor, one!), false)
    const database = ok(await editor.post('/v1/databases', { parent: { block_id: one } })).id
    assert.equal(await hasChildren(editor, one!), true)
    ok(await editor.patch(`/v1/databases/${database}`, { parent: { page_id: home } }))
    assert.equal(await hasChildren(editor, one!), false)
  })

  test('takes a table with its rows, and leaves the other tables of the database', async (t) => {
    const { as, aDataSource } = await workspace(t, store)
    const editor = as('editor')
    const { database, dataSource } = await aDataSource()
    const second = ok(
      await editor.post('/v1/data_sources', {
        parent: { database_id: database },
        properties: { Name: { title: {} } },
      }),
    ).id
    const row = async (id: string) =>
      ok(await editor.post('/v1/pages', { parent: { data_source_id: id } })).id
    const [gone, stays] = [await row(dataSource), await row(second)]
    ok(await editor.patch(`/v1/data_sources/${dataSource}`, { in_trash: true }))
    assert.equal(await isTrashed(editor, gone), true)
    assert.equal(await isTrashed(editor, stays), false)
    assert.ok(!idsIn(await editor.post('/v1/search', {})).includes(gone))
    assert.equal((await editor.patch(`/v1/pages/${gone}`, { icon: { emoji: '🎯' } })).body.message, archived)
    assert.equal((await editor.patch(`/v1/pages/${gone}`, { in_trash: false })).status, 400)
    assert.equal(
      (await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })).body.message,
      archived,
    )

    // The database goes and comes back; what went before it does not.
    ok(await editor.patch(`/v1/databases/${database}`, { in_trash: true }))
    ok(await editor.patch(`/v1/databases/${database}`, { in_trash: false }))
    assert.equal(await isTrashed(editor, gone), true)
    assert.equal(await isTrashed(editor, stays), false)
    ok(await editor.patch(`/v1/data_sources/${dataSource}`, { in_trash: false }))
    assert.equal(await isTrashed(editor, gone), false)
    assert.deepEqual(idsIn(await editor.post(`/v1/data_sources/${dataSource}/query`, {})), [gone])
  })

  test('takes the content of a page that is erased', async (t) => {
    const { as, aPage, events } = await workspace(t, store)
    const editor = as('editor')
    const home = await aPage({ title: 'Home', children: [{ divider: {} }] })
    const sub = await aPage({ title: 'Sub', parent: home })
    const database = ok(await editor.post('/v1/databases', { parent: { page_id: home } })).id
    await events()
    const erased = ok(await editor.patch(`/v1/pages/${home}`, { erase_content: true }))
    assert.equal(erased.properties.title.title[0].plain_text, 'Home')
    assert.deepEqual(await events(), ['page.deleted', 'database.deleted', 'page.content_updated'])
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${home}/children`)), [])
    assert.equal(await hasChildren(editor, home), false)
    for (const id of [sub, database]) assert.equal(await isTrashed(editor, id), true)
    const before = ok(await editor.get(`/v1/pages/${home}`))
    const again = ok(await editor.patch(`/v1/pages/${home}`, { erase_content: true }))
    assert.deepEqual({ ...again, request_id: 0 }, { ...before, request_id: 0 })
    assert.deepEqual(await events(), [])
    ok(await editor.patch(`/v1/pages/${sub}`, { in_trash: false }))
    assert.deepEqual(idsIn(await editor.get(`/v1/blocks/${home}/children`)), [sub])
  })

  test('gives back blocks that share a place with what was written meanwhile', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const home = await aPage()
    const markdown = (new_str: string) =>
      editor.patch(`/v1/pages/${home}/markdown`, { type: 'replace_content', replace_content: { new_str } })
    ok(await markdown('Old'))
    const [old] = idsIn(await editor.get(`/v1/blocks/${home}/children`))
    ok(await editor.delete(`/v1/blocks/${old}`))
    ok(await markdown('New'))
    ok(await editor.patch(`/v1/blocks/${old}`, { in_trash: false }))
    const { markdown: both } = ok(await editor.get(`/v1/pages/${home}/markdown`))
    const [first, last] = both.split('\n')
    const between = `${first}\nBetween\n${last}`
    assert.equal(ok(await markdown(between)).markdown, between)
    assert.equal(ok(await editor.get(`/v1/pages/${home}/markdown`)).markdown, between)
  })
})
