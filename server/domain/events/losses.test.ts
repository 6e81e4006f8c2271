import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAuthenticate } from '#server/domain/access/authenticate.ts'
import { readingContext } from '#server/http/contexts.ts'
import { describeStores } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import { changesAfter } from './changes.ts'

const title = (content: string) => ({ title: { title: [{ text: { content } }] } })

/** What one reader hears from now on: of losses only, ids in the order they come, in parts of every size. */
async function listener(acme: TestWorkspace, name: Name) {
  const part = async (cursor: string | null, size: number) => {
    const now = Date.now()
    const caller = await makeAuthenticate(acme.store)(acme.as(name).token, now)
    return changesAfter(readingContext(acme.server, caller, now), { cursor, feed: 'content', size })
  }
  let from = (await part('now', 1)).nextCursor
  return async (): Promise<string[]> => {
    const heard: string[][] = []
    let reached = from
    for (const size of [100, 1, 2]) {
      const ids: string[] = []
      let cursor = from
      for (let isMore = true; isMore; ) {
        const { changes, nextCursor, hasMore } = await part(cursor, size)
        ids.push(...changes.filter(({ type }) => type === 'access_lost').map(({ entity }) => entity.id))
        cursor = nextCursor
        isMore = hasMore
      }
      heard.push(ids)
      reached = cursor
    }
    assert.deepEqual(heard[1], heard[0])
    assert.deepEqual(heard[2], heard[0])
    from = reached
    return heard[0]!
  }
}

const child = async (acme: TestWorkspace, parent: string): Promise<string> => {
  const made = { parent: { page_id: parent }, properties: title('Child') }
  return (await acme.as('owner').post('/v1/pages', made)).body.id
}

const ok = ({ status, body }: { status: number; body: unknown }) =>
  assert.equal(status, 200, JSON.stringify(body))

const shareWith = async (acme: TestWorkspace, page: string, who: Record<string, unknown>) =>
  ok(await acme.as('owner').post(`/v1/pages/${page}/permissions`, { ...who, level: 'view' }))

const admin = (acme: TestWorkspace, path: string) => `/admin/v1/spaces/${acme.id}${path}`

let groups = 0

async function aGroup(acme: TestWorkspace, ...members: Name[]) {
  const owner = acme.as('owner')
  const { body } = await owner.post(admin(acme, '/groups'), { name: `Group ${groups++}` })
  const id: string = body.id
  const url = admin(acme, `/groups/${id}`)
  const add = async (name: Name) => ok(await owner.post(`${url}/members`, { user_id: acme.as(name).userId }))
  const remove = async (name: Name) => ok(await owner.delete(`${url}/members/${acme.as(name).userId}`))
  for (const name of members) await add(name)
  return { id, add, remove, end: async () => ok(await owner.delete(url)) }
}

describeStores('what somebody loses', (store) => {
  test('is told once: a page that is shared no more, with all below it that nothing else lets them see', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    const [open, restricted] = [await child(acme, home), await child(acme, home)]
    const below = await child(acme, restricted)
    const reader = acme.as('reader').userId
    ok(
      await acme.as('owner').patch(`/v1/pages/${restricted}/permissions`, {
        inherit: false,
        set: [{ user_id: reader, level: 'view' }],
      }),
    )
    const heard = await listener(acme, 'reader')
    const editorHears = await listener(acme, 'editor')
    assert.deepEqual(await heard(), [])
    ok(await acme.as('owner').patch(`/v1/pages/${home}/permissions`, { remove: [{ user_id: reader }] }))
    assert.deepEqual((await heard()).toSorted(), [home, open].toSorted())
    assert.deepEqual(await heard(), [])
    ok(await acme.as('owner').patch(`/v1/pages/${restricted}/permissions`, { remove: [{ user_id: reader }] }))
    assert.deepEqual((await heard()).toSorted(), [restricted, below].toSorted())
    assert.deepEqual(await editorHears(), [])
  })

  test('is told of a database with its data source and its rows', async (t) => {
    const acme = await workspace(t, store)
    const { page, database, dataSource } = await acme.aDataSource()
    const { body: row } = await acme
      .as('editor')
      .post('/v1/pages', { parent: { data_source_id: dataSource } })
    const heard = await listener(acme, 'reader')
    const remove = [{ user_id: acme.as('reader').userId }]
    ok(await acme.as('owner').patch(`/v1/pages/${page}/permissions`, { remove }))
    assert.deepEqual((await heard()).toSorted(), [page, database, dataSource, row.id].toSorted())
  })

  test('is told of what moves out of sight, not of what moves within it or goes to the trash', async (t) => {
    const acme = await workspace(t, store)
    const [home, other] = [await acme.aPage(), await acme.aPage()]
    const hidden = await acme.aPage()
    const remove = [{ user_id: acme.as('reader').userId }]
    ok(await acme.as('owner').patch(`/v1/pages/${hidden}/permissions`, { remove }))
    const moved = await child(acme, home)
    const below = await child(acme, moved)
    const heard = await listener(acme, 'reader')
    const move = async (parent: string) =>
      ok(await acme.as('owner').post(`/v1/pages/${moved}/move`, { parent: { page_id: parent } }))
    await move(other)
    assert.deepEqual(await heard(), [])
    await move(hidden)
    assert.deepEqual((await heard()).toSorted(), [moved, below].toSorted())
    await move(home)
    ok(await acme.as('owner').patch(`/v1/pages/${moved}`, { in_trash: true }))
    assert.deepEqual(await heard(), [])
  })

  test('is told once where it was lost, gained and lost again, and not where it can be seen again', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    const user_id = acme.as('reader').userId
    const heard = await listener(acme, 'reader')
    const lose = async () =>
      ok(await acme.as('owner').patch(`/v1/pages/${home}/permissions`, { remove: [{ user_id }] }))
    await lose()
    await shareWith(acme, home, { user_id })
    assert.deepEqual(await heard(), [])
    await lose()
    await shareWith(acme, home, { user_id })
    await lose()
    assert.deepEqual(await heard(), [home])
  })

  test('is told of a connection that is taken off, has the whole workspace no more, or ends', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const home = await acme.aPage()
    const sub = await child(acme, home)
    const heard = await listener(acme, 'viewer')
    const { body: list } = await owner.get(`/v1/pages/${home}/connections`)
    const viewer = list.results.find((one: { name: string }) => one.name === 'The viewer')
    ok(await owner.delete(`/v1/pages/${home}/connections/${viewer.id}`))
    assert.deepEqual((await heard()).toSorted(), [home, sub].toSorted())
    const reach = admin(acme, `/connections/${viewer.id}/pages`)
    ok(await owner.post(reach, { workspace: true, level: 'view' }))
    const later = await child(acme, home)
    assert.deepEqual(await heard(), [])
    ok(await owner.delete(`${reach}?workspace=true`))
    assert.deepEqual((await heard()).toSorted(), [home, sub, later].toSorted())
  })

  test('is told to who leaves a group, and of nothing that the group had no more, or had not yet', async (t) => {
    const acme = await workspace(t, store)
    const [known, both, lostBefore, lostAfter, later, moved] = await Promise.all(
      Array.from({ length: 6 }, () => acme.aPage()),
    )
    const team = await aGroup(acme, 'member')
    const group_id = team.id
    for (const page of [known, both, lostBefore, lostAfter, moved]) await shareWith(acme, page!, { group_id })
    await shareWith(acme, both!, { user_id: acme.as('member').userId })
    const heard = await listener(acme, 'member')
    const unshare = async (page: string) =>
      ok(await acme.as('owner').patch(`/v1/pages/${page}/permissions`, { remove: [{ group_id }] }))
    await unshare(lostBefore!)
    await team.remove('member')
    await unshare(lostAfter!)
    await shareWith(acme, later!, { group_id })
    const made = await child(acme, known!)
    const foreign = await child(acme, later!)
    ok(await acme.as('owner').post(`/v1/pages/${foreign}/move`, { parent: { page_id: known } }))
    ok(await acme.as('owner').post(`/v1/pages/${moved}/move`, { parent: { page_id: known } }))
    const told = await heard()
    assert.equal(told[0], lostBefore)
    assert.deepEqual(told.toSorted(), [known, lostBefore, lostAfter, moved].toSorted())
    assert.ok(!told.includes(made) && !told.includes(foreign))
    await team.add('member')
    await team.remove('member')
    assert.ok((await heard()).includes(made))
  })

  test('is not told to who came to a group after it was lost', async (t) => {
    const acme = await workspace(t, store)
    const [page, kept] = [await acme.aPage(), await acme.aPage()]
    const team = await aGroup(acme)
    for (const id of [page, kept]) await shareWith(acme, id, { group_id: team.id })
    const heard = await listener(acme, 'member')
    const remove = [{ group_id: team.id }]
    ok(await acme.as('owner').patch(`/v1/pages/${page}/permissions`, { remove }))
    await team.add('member')
    assert.deepEqual(await heard(), [])
    ok(await acme.as('owner').patch(`/v1/pages/${kept}/permissions`, { remove }))
    assert.deepEqual(await heard(), [kept])
  })

  test('is told when a group ends', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const sub = await child(acme, page)
    const team = await aGroup(acme, 'member')
    await shareWith(acme, page, { group_id: team.id })
    const heard = await listener(acme, 'member')
    await acme.events()
    await team.end()
    assert.deepEqual(await acme.events(), ['group.deleted'])
    assert.deepEqual((await heard()).toSorted(), [page, sub].toSorted())
  })

  test('is told when a teamspace is left, by oneself or with a group, and when it is archived', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { body: space } = await owner.post(admin(acme, '/teamspaces'), {
      name: 'Sales',
      visibility: 'private',
    })
    const url = admin(acme, `/teamspaces/${space.id}`)
    const top = { parent: { teamspace_id: space.id }, properties: title('Top') }
    const page: string = (await owner.post('/v1/pages', top)).body.id
    const sub = await child(acme, page)
    const both = [page, sub].toSorted()
    const team = await aGroup(acme, 'member')
    const user_id = acme.as('member').userId
    const heard = await listener(acme, 'member')

    ok(await owner.post(`${url}/members`, { user_id }))
    assert.deepEqual(await heard(), [])
    ok(await owner.delete(`${url}/members/${user_id}`))
    assert.deepEqual((await heard()).toSorted(), both)

    ok(await owner.post(`${url}/members`, { group_id: team.id }))
    await team.remove('member')
    assert.deepEqual((await heard()).toSorted(), both)
    await team.add('member')
    ok(await owner.delete(`${url}/members/${team.id}`))
    await team.remove('member')
    assert.deepEqual((await heard()).toSorted(), both)

    ok(await owner.post(`${url}/members`, { user_id }))
    ok(await owner.delete(url))
    assert.deepEqual((await heard()).toSorted(), both)
  })

  test('is told to who becomes a guest: what the workspace may see', async (t) => {
    const acme = await workspace(t, store)
    const [page, own] = [await acme.aPage(), await acme.aPage()]
    for (const id of [page, own]) await shareWith(acme, id, { workspace: true })
    const user_id = acme.as('member').userId
    await shareWith(acme, own, { user_id })
    const heard = await listener(acme, 'member')
    ok(await acme.as('owner').patch(admin(acme, `/users/${user_id}`), { role: 'guest' }))
    assert.deepEqual(await heard(), [page])
  })

  test('is told of what was granted for a time, when that is over', async (t) => {
    const acme = await workspace(t, store)
    const { surroundings } = acme.server
    const page = await acme.aPage()
    const sub = await child(acme, page)
    const in_an_hour = new Date(Date.now() + 3_600_000).toISOString()
    ok(
      await acme.as('owner').post(`/v1/pages/${page}/permissions`, {
        user_id: acme.as('guest').userId,
        level: 'view',
        expiration_time: in_an_hour,
      }),
    )
    const heard = await listener(acme, 'guest')
    await acme.performDue()
    assert.deepEqual(await heard(), [])
    t.mock.method(Date, 'now', () => Date.parse(in_an_hour) + 1)
    assert.ok(surroundings.now() > Date.parse(in_an_hour))
    await acme.events()
    await acme.performDue()
    assert.deepEqual(await acme.events(), ['page.permissions_updated'])
    assert.deepEqual((await heard()).toSorted(), [page, sub].toSorted())
    await acme.performDue()
    assert.deepEqual(await acme.events(), [])
  })
})
