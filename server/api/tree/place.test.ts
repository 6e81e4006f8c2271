import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Client, workspace } from '#test/workspace.ts'

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })
const atTop = { type: 'workspace', workspace: true }

async function made(client: Client, parent: object, title: string): Promise<string> {
  const { status, body } = await client.post('/v1/pages', { parent, ...titled(title) })
  assert.equal(status, 200, JSON.stringify(body))
  return body.id
}

async function titles(client: Client, path: string): Promise<string[]> {
  const { status, body } = await client.get(path)
  assert.equal(status, 200, JSON.stringify(body))
  return body.results.map(({ title }: { title: string }) => title)
}

async function placed(client: Client, body: object) {
  const answer = await client.post('/v1/tree/place', body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

describeStores('placing in the tree', (store) => {
  test('orders what begins a tree for one person alone', async (t) => {
    const acme = await workspace(t, store)
    const [owner, ada] = [acme.as('owner'), acme.as('member')]
    const ids: string[] = []
    for (const title of ['One', 'Two', 'Three', 'Four']) ids.push(await made(owner, atTop, title))
    const [one, two, three, four] = ids as [string, string, string, string]
    await placed(owner, { page_id: three, after: null })
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Three', 'One', 'Two', 'Four'])
    await placed(owner, { page_id: one, after: two })
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Three', 'Two', 'One', 'Four'])
    await made(owner, atTop, 'Five')
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Three', 'Two', 'One', 'Four', 'Five'])
    for (const id of [one, two, four]) {
      await owner.post(`/v1/pages/${id}/permissions`, { user_id: ada.userId, role: 'edit' })
    }
    await placed(ada, { page_id: four, after: null })
    assert.deepEqual(await titles(ada, '/v1/tree?section=shared'), ['Four', 'One', 'Two'])
    assert.deepEqual(await titles(owner, '/v1/tree?section=shared'), ['Two', 'One', 'Four'])
    const { body } = await owner.get('/v1/tree?section=shared&page_size=2')
    assert.deepEqual(await titles(owner, `/v1/tree?section=shared&start_cursor=${body.next_cursor}`), [
      'Four',
    ])
  })

  test('orders a teamspace and the pages in a page for everybody', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { body: space } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, { name: 'Makers' })
    const [one, two] = [
      await made(owner, { teamspace_id: space.id }, 'One'),
      await made(owner, { teamspace_id: space.id }, 'Two'),
    ]
    await placed(owner, { page_id: two, after: null })
    assert.deepEqual(await titles(owner, `/v1/tree?teamspace_id=${space.id}`), ['Two', 'One'])
    const [a, b] = [await made(owner, { page_id: one }, 'A'), await made(owner, { page_id: one }, 'B')]
    await acme.events()
    await placed(owner, { page_id: a, after: b })
    assert.deepEqual(await acme.events(), ['page.content_updated'])
    assert.deepEqual(await titles(owner, `/v1/pages/${one}/tree`), ['B', 'A'])
    const { body: c } = await owner.post('/v1/databases', {
      parent: { page_id: two },
      title: [{ text: { content: 'C' } }],
      initial_data_source: { properties: { Name: { title: {} } } },
    })
    await placed(owner, { database_id: c.id, parent: { page_id: one }, after: b })
    assert.deepEqual(await titles(owner, `/v1/pages/${one}/tree`), ['B', 'C', 'A'])
  })

  test('moves between sections, and tells first who gains and who loses access', async (t) => {
    const acme = await workspace(t, store)
    const [owner, ada] = [acme.as('owner'), acme.as('member')]
    const { body: space } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
      name: 'Makers',
      levels: { members: 'edit' },
    })
    await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces/${space.id}/members`, { user_id: ada.userId })
    const page = await made(owner, atTop, 'Plan')
    const there = { page_id: page, parent: { teamspace_id: space.id } }
    await acme.events()
    const trial = await placed(owner, { ...there, dry_run: true })
    const [effect] = trial.effects.first
    assert.deepEqual(
      [
        trial.dry_run,
        trial.effects.count,
        trial.effects.losing,
        effect.principal.user_id,
        effect.before,
        effect.after,
      ],
      [true, 1, 0, ada.userId, null, 'edit'],
    )
    assert.deepEqual(await acme.events(), [])
    assert.equal((await ada.get(`/v1/pages/${page}`)).status, 404)
    await placed(owner, there)
    assert.equal((await ada.get(`/v1/pages/${page}`)).status, 200)
    assert.deepEqual(await titles(ada, `/v1/tree?teamspace_id=${space.id}`), ['Plan'])

    const back = await placed(owner, { page_id: page, parent: { private: true } })
    assert.deepEqual([back.effects.count, back.effects.losing], [1, 1])
    assert.equal((await ada.get(`/v1/pages/${page}`)).status, 404)
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Plan'])
    const road = await made(owner, { teamspace_id: space.id }, 'Road')
    const inRoad = await placed(owner, { page_id: page, parent: { page_id: road } })
    assert.deepEqual([inRoad.effects.count, inRoad.effects.losing], [1, 0])
    assert.equal((await ada.get(`/v1/pages/${page}`)).status, 200)
    await placed(owner, { page_id: page, parent: { private: true } })
    assert.equal((await ada.get(`/v1/pages/${page}`)).status, 404)
    const inside = await made(owner, { page_id: page }, 'Inside')
    await placed(owner, { page_id: inside, parent: { private: true }, after: null })
    assert.deepEqual(await titles(owner, '/v1/tree?section=private'), ['Inside', 'Plan'])
  })

  test('refuses what cannot be', async (t) => {
    const acme = await workspace(t, store)
    const [owner, ada, guest] = [acme.as('owner'), acme.as('member'), acme.as('guest')]
    const page = await made(owner, atTop, 'Page')
    const below = await made(owner, { page_id: page }, 'Below')
    const other = await made(owner, atTop, 'Other')
    const { database, dataSource } = await acme.aDataSource()
    const { body: row } = await owner.post('/v1/pages', { parent: { data_source_id: dataSource } })
    for (const person of [ada, guest]) {
      await owner.post(`/v1/pages/${below}/permissions`, {
        user_id: person.userId,
        role: person === ada ? 'edit' : 'full_access',
      })
    }
    const cases: [client: Client, body: object, status: number][] = [
      [owner, {}, 400],
      [owner, { page_id: page, database_id: database }, 400],
      [owner, { page_id: page, after: page }, 400],
      [owner, { page_id: page, after: below }, 400],
      [owner, { page_id: below, after: other }, 400],
      [owner, { page_id: page, parent: { page_id: below } }, 400],
      [owner, { page_id: row.id, after: null }, 400],
      [owner, { database_id: database, parent: { private: true } }, 400],
      [ada, { page_id: page, after: null }, 404],
      [ada, { page_id: below, parent: { private: true } }, 403],
      [guest, { page_id: below, parent: { private: true } }, 400],
    ]
    for (const [client, body, status] of cases) {
      const answer = await client.post('/v1/tree/place', body)
      assert.equal(answer.status, status, `${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`)
    }
  })
})
