import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPasswords } from '#server/domain/accounts/set-password.ts'
import { formBrowser } from '#test/form-browser.ts'
import { type LiveReader, liveReader } from '#test/live-reader.ts'
import { type Somebody, somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

interface Scene {
  acme: TestWorkspace
  admin: string
  page: string
  /** A person who reads the page because of their group, and a bot that was given it. */
  ada: Somebody
  group: string
}

interface Case {
  name: string
  who: 'ada' | 'bot'
  lose(scene: Scene): Promise<{ status: number }>
  /** What they are answered when they come again. */
  again: 401 | 403 | 404
}

const cases: readonly Case[] = [
  {
    name: 'of whom the page is no longer shared with',
    who: 'bot',
    lose: ({ acme, page }) =>
      acme
        .as('owner')
        .patch(`/v1/pages/${page}/permissions`, { remove: [{ bot_id: acme.as('reader').userId }] }),
    again: 404,
  },
  {
    name: 'of who left the group',
    who: 'ada',
    lose: ({ acme, admin, group, ada }) =>
      acme.as('owner').delete(`${admin}/groups/${group}/members/${ada.id}`),
    again: 404,
  },
  {
    name: 'of whose group was deleted',
    who: 'ada',
    lose: ({ acme, admin, group }) => acme.as('owner').delete(`${admin}/groups/${group}`),
    again: 404,
  },
  {
    name: 'of whoever is suspended',
    who: 'ada',
    lose: ({ acme, admin, ada }) =>
      acme.as('owner').patch(`${admin}/users/${ada.id}`, { state: 'suspended' }),
    again: 401,
  },
  {
    name: 'of whoever is removed',
    who: 'ada',
    lose: ({ acme, admin, ada }) => acme.as('owner').delete(`${admin}/users/${ada.id}`),
    again: 401,
  },
  {
    name: 'of a token that is revoked',
    who: 'ada',
    lose: async ({ acme, admin, ada }) => {
      const { body } = await acme.as('owner').get(`${admin}/tokens?user_id=${ada.id}`)
      return acme.as('owner').delete(`${admin}/tokens/${body.results[0].id}`)
    },
    again: 401,
  },
  {
    name: 'of a connection that is deleted',
    who: 'bot',
    lose: async (scene) => scene.acme.as('owner').delete(await connectionOf(scene)),
    again: 401,
  },
  {
    name: 'of a connection that may no longer read',
    who: 'bot',
    lose: async (scene) =>
      scene.acme.as('owner').patch(await connectionOf(scene), { capabilities: { content: ['insert'] } }),
    again: 403,
  },
]

async function connectionOf({ acme, admin }: Scene): Promise<string> {
  const { body } = await acme.as('owner').get(`${admin}/connections`)
  const found = body.results.find(({ name }: { name: string }) => name === 'The reader')
  return `${admin}/connections/${found.id}`
}

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

const wentWell = ({ status, body }: Answer | { status: number; body?: unknown }) =>
  assert.equal(status, 200, JSON.stringify(body))

async function refused(reader: LiveReader): Promise<number> {
  while (reader.refused() === null) await new Promise((resolve) => setTimeout(resolve, 5))
  return reader.refused()!
}

describeStores('a stream of changes', (testStore) => {
  for (const { name, who, lose, again } of cases) {
    test(`ends in the middle ${name}`, async (t) => {
      const acme = await workspace(t, testStore)
      const admin = `/admin/v1/spaces/${acme.id}`
      const owner = acme.as('owner')
      const page = await acme.aPage()
      const ada = await somebody(acme, 'Ada')
      const { body: group } = await owner.post(`${admin}/groups`, { name: 'Readers' })
      wentWell(await owner.post(`${admin}/groups/${group.id}/members`, { user_id: ada.id }))
      wentWell(
        await owner.patch(`/v1/pages/${page}/permissions`, { set: [{ group_id: group.id, level: 'view' }] }),
      )
      const url = await acme.listen()
      const { token } = who === 'ada' ? ada : acme.as('reader')
      const follow = (query: string) =>
        liveReader(t, `${url}/v1/events${query}`, { authorization: `Bearer ${token}` })
      const [ofPage, ofAll] = [await follow(`?page_id=${page}`), await follow('')]
      const rename = (title: string) => acme.as('editor').patch(`/v1/pages/${page}`, titled(title))
      wentWell(await rename('Seen'))
      await Promise.all([ofPage.hears(1), ofAll.hears(1)])

      wentWell(await lose({ acme, admin, page, ada, group: group.id }))
      wentWell(await rename('Not seen'))
      assert.equal(await refused(ofPage), again)
      if (again !== 404) assert.equal(await refused(ofAll), again)
      const told = (reader: LiveReader) =>
        reader.changes
          .map(({ type }) => type)
          .filter((type) => type.startsWith('page.') || type === 'access_lost')
      assert.deepEqual(told(ofPage), ['page.properties_updated', ...(again === 404 ? ['access_lost'] : [])])
      assert.equal(told(ofAll).filter((type) => type === 'page.properties_updated').length, 1)
    })
  }

  test('tells the loss of a page once, as the feed does, and ends', async (t) => {
    const acme = await workspace(t, testStore)
    const [page, other] = [await acme.aPage(), await acme.aPage()]
    const feed = async (cursor: string) =>
      (await acme.as('reader').get(`/v1/changes?start_cursor=${cursor}`)).body
    const { next_cursor: start } = await feed('now')
    const reader = await liveReader(t, `${await acme.listen()}/v1/events?page_id=${page}`, {
      authorization: `Bearer ${acme.as('reader').token}`,
    })
    const remove = [{ bot_id: acme.as('reader').userId }]
    for (const id of [other, page]) {
      wentWell(await acme.as('owner').patch(`/v1/pages/${id}/permissions`, { remove }))
    }
    assert.equal(await refused(reader), 404)
    const lost = reader.changes.filter(({ type }) => type === 'access_lost')
    assert.deepEqual(
      lost.map(({ object, entity, data }) => [object, entity, data]),
      [['change', { type: 'page', id: page }, {}]],
    )
    const { results } = await feed(start)
    assert.deepEqual(
      results.map(({ entity }: { entity: { id: string } }) => entity.id),
      [other, page],
    )
    assert.deepEqual(lost, [results[1]])
    assert.deepEqual((await feed(reader.lastId())).results, [], 'and the feed goes on from there')
  })

  test('is open to who is signed in, in any version, until they sign out', async (t) => {
    const acme = await workspace(t, testStore)
    const page = await acme.aPage()
    const url = await acme.listen()
    const member = { name: 'The member', email: 'member@acme.test', password: 'correct horse battery' }
    await setPasswords(acme.server, [member])
    const browser = formBrowser(acme.app, url)
    await browser.open('/login')
    await browser.submit('/login', { email: member.email, password: member.password })
    const share = { set: [{ user_id: acme.as('member').userId, level: 'view' }] }
    wentWell(await acme.as('owner').patch(`/v1/pages/${page}/permissions`, share))
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reader = await liveReader(t, `${url}/v1/events?page_id=${page}`, { cookie })
    wentWell(await acme.as('editor').patch(`/v1/pages/${page}`, titled('Seen')))
    await reader.hears(1)
    await acme.store.transaction((db) => db.sql.deleteFrom('sessions').execute())
    wentWell(await acme.as('editor').patch(`/v1/pages/${page}`, titled('Not seen')))
    assert.equal(await refused(reader), 401)
    assert.equal(reader.changes.length, 1)
  })
})
