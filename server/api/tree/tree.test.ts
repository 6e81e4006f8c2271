import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

async function made(client: Client, parent: object, title: string): Promise<string> {
  const { status, body } = await client.post('/v1/pages', { parent, ...titled(title) })
  assert.equal(status, 200, JSON.stringify(body))
  return body.id
}

const atTop = { type: 'workspace', workspace: true }

async function titles(client: Client, path: string): Promise<string[]> {
  const { status, body } = await client.get(path)
  assert.equal(status, 200, JSON.stringify(body))
  return body.results.map(({ title }: { title: string }) => title)
}

interface Scene {
  acme: TestWorkspace
  owner: Client
  ada: Client
  teamspace: string
}

async function scene(acme: TestWorkspace): Promise<Scene> {
  const owner = acme.as('owner')
  const ada = acme.as('member')
  const { body } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
    name: 'Makers',
    levels: { members: 'edit' },
  })
  await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces/${body.id}/members`, { user_id: ada.userId })
  return { acme, owner, ada, teamspace: body.id }
}

describeStores('the tree', (store) => {
  test('begins with what is private, what is shared, and the top of a teamspace, each page in one of them', async (t) => {
    const { owner, ada, teamspace } = await scene(await workspace(t, store))
    await made(ada, atTop, 'Diary')
    const plan = await made(owner, atTop, 'Plan')
    const below = await made(owner, { page_id: plan }, 'Below the plan')
    const secret = await made(owner, atTop, 'Secret')
    const given = await made(owner, { page_id: secret }, 'Given from within')
    await made(owner, { teamspace_id: teamspace }, 'Roadmap')
    for (const id of [plan, given]) {
      await owner.post(`/v1/pages/${id}/permissions`, { user_id: ada.userId, role: 'view' })
    }
    assert.deepEqual(await titles(ada, '/v1/tree?section=private'), ['Diary'])
    assert.deepEqual(await titles(ada, '/v1/tree?section=shared'), ['Plan', 'Given from within'])
    assert.deepEqual(await titles(ada, `/v1/tree?teamspace_id=${teamspace}`), ['Roadmap'])
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Secret'])
    assert.deepEqual(await titles(owner, '/v1/tree?section=shared'), ['Plan'])

    // Who is given what stands above sees it begin there.
    await owner.post(`/v1/pages/${secret}/permissions`, { user_id: ada.userId, role: 'view' })
    assert.deepEqual(await titles(ada, '/v1/tree?section=shared'), ['Plan', 'Secret'])
    const { body } = await ada.get(`/v1/pages/${plan}/tree`)
    assert.deepEqual(
      body.results.map(({ id, level, has_children }: Record<string, unknown>) => [id, level, has_children]),
      [[below, 'view', false]],
    )
  })

  test('goes on from a page to what stands in it, within its blocks too and not in the trash', async (t) => {
    const { owner } = await scene(await workspace(t, store))
    const home = await made(owner, atTop, 'Home')
    const { body: toggle } = await owner.patch(`/v1/blocks/${home}/children`, {
      children: [{ toggle: { rich_text: [{ text: { content: 'More' } }], children: [{ divider: {} }] } }],
    })
    await made(owner, { page_id: home }, 'First')
    await made(owner, { block_id: toggle.results[0].id }, 'In a toggle')
    const gone = await made(owner, { page_id: home }, 'Gone')
    await owner.patch(`/v1/pages/${gone}`, { in_trash: true })
    await owner.post('/v1/databases', {
      parent: { type: 'page_id', page_id: home },
      title: [{ text: { content: 'Tasks' } }],
      initial_data_source: { properties: { Name: { title: {} } } },
    })
    const all = await titles(owner, `/v1/pages/${home}/tree`)
    assert.deepEqual(all.toSorted(), ['First', 'In a toggle', 'Tasks'])
    const [first, ...rest] = all
    const { body: page } = await owner.get(`/v1/pages/${home}/tree?page_size=1`)
    assert.deepEqual([page.results[0].title, page.has_more], [first, true])
    assert.deepEqual(await titles(owner, `/v1/pages/${home}/tree?start_cursor=${page.next_cursor}`), rest)
  })

  test('tells the way to a row or a block, as far as it is seen', async (t) => {
    const { owner, ada } = await scene(await workspace(t, store))
    const home = await made(owner, atTop, 'Home')
    const { body: database } = await owner.post('/v1/databases', {
      parent: { type: 'page_id', page_id: home },
      title: [{ text: { content: 'Tasks' } }],
      initial_data_source: { properties: { Name: { title: {} } } },
    })
    const row = await made(owner, { data_source_id: database.data_sources[0].id }, 'A task')
    const deep = await made(owner, { page_id: row }, 'Notes')
    const { body: block } = await owner.patch(`/v1/blocks/${deep}/children`, { children: [{ divider: {} }] })
    const path = ['Home', 'Tasks', 'A task', 'Notes']
    for (const id of [deep, block.results[0].id]) {
      assert.deepEqual(await titles(owner, `/v1/blocks/${id}/path`), path)
    }
    await owner.post(`/v1/pages/${row}/permissions`, { user_id: ada.userId, role: 'view' })
    assert.deepEqual(await titles(ada, `/v1/blocks/${deep}/path`), ['A task', 'Notes'])
    assert.deepEqual(await titles(ada, '/v1/tree?section=shared'), ['A task'])
    await owner.patch(`/v1/pages/${row}`, { in_trash: true })
    const { body: trashed } = await owner.get(`/v1/blocks/${deep}/path`)
    assert.deepEqual(
      trashed.results.map(({ in_trash }: { in_trash: boolean }) => in_trash),
      [false, false, true, true],
    )
    assert.equal((await ada.get(`/v1/blocks/${home}/path`)).status, 404)
  })

  test('refuses what it cannot begin with', async (t) => {
    const { acme, owner, ada } = await scene(await workspace(t, store))
    const { body: closed } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
      name: 'Closed',
      visibility: 'closed',
    })
    for (const [query, status] of [
      ['', 400],
      ['?section=elsewhere', 400],
      [`?section=private&teamspace_id=${closed.id}`, 400],
      [`?teamspace_id=${closed.id}`, 404],
      ['?section=private&start_cursor=nonsense', 400],
    ] as const) {
      assert.equal((await ada.get(`/v1/tree${query}`)).status, status, query)
    }
  })
})

describeStores('favorites', (store) => {
  test('are kept in an order of their own, for one person, while they see them', async (t) => {
    const { acme, owner, ada } = await scene(await workspace(t, store))
    const pages: string[] = []
    for (const title of ['One', 'Two', 'Three']) pages.push(await made(owner, atTop, title))
    const [one, two, three] = pages as [string, string, string]
    await owner.post(`/v1/pages/${two}/permissions`, { user_id: ada.userId, role: 'view' })
    await acme.events()
    for (const page_id of pages) assert.equal((await owner.post('/v1/favorites', { page_id })).status, 200)
    assert.deepEqual(await titles(owner, '/v1/favorites'), ['One', 'Two', 'Three'])
    assert.deepEqual(await acme.events(), [])
    await owner.post('/v1/favorites', { page_id: three, after: one })
    await owner.post('/v1/favorites', { page_id: two, after: null })
    assert.deepEqual(await titles(owner, '/v1/favorites'), ['Two', 'One', 'Three'])
    const { body } = await owner.get('/v1/favorites?page_size=2')
    assert.deepEqual(await titles(owner, `/v1/favorites?start_cursor=${body.next_cursor}`), ['Three'])

    assert.deepEqual(await titles(ada, '/v1/favorites'), [])
    assert.equal((await ada.post('/v1/favorites', { page_id: one })).status, 404)
    await ada.post('/v1/favorites', { page_id: two })
    assert.deepEqual(await titles(ada, '/v1/favorites'), ['Two'])
    await owner.patch(`/v1/pages/${two}/permissions`, { remove: [{ user_id: ada.userId }] })
    assert.deepEqual(await titles(ada, '/v1/favorites'), [])

    await owner.delete(`/v1/favorites/${one}`)
    assert.equal((await owner.delete(`/v1/favorites/${one}`)).status, 200)
    await owner.patch(`/v1/pages/${three}`, { in_trash: true })
    assert.deepEqual(await titles(owner, '/v1/favorites'), ['Two'])
    assert.equal((await owner.post('/v1/favorites', { page_id: one, after: one })).status, 400)
    assert.equal((await owner.post('/v1/favorites', {})).status, 400)
  })
})
