/**
 * The table of capabilities through HTTP: with what an endpoint needs and nothing else it answers, with everything
 * else it refuses, and what an owner changes holds at the next request.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Capabilities } from '#server/domain/access/capabilities.ts'
import { describeStores } from './stores.ts'
import { send } from './two-processes.ts'
import { type TestWorkspace, workspace } from './workspace.ts'

interface Ids {
  page: string
  block: string
  database: string
  dataSource: string
  view: string
  comment: string
  person: string
}

type Need = { [Key in keyof Capabilities]?: Capabilities[Key] }

const text = (content: string) => [{ text: { content } }]

const read: Need = { content: ['read'] }
const update: Need = { content: ['update'] }
const insert: Need = { content: ['insert'] }
const readComments: Need = { comments: ['read'] }
const insertComments: Need = { comments: ['insert'] }

type Row = [
  need: Need,
  method: 'GET' | 'POST' | 'PATCH',
  path: (ids: Ids) => string,
  body?: (ids: Ids) => unknown,
]

const rows: Row[] = [
  [read, 'GET', ({ page }) => `/v1/pages/${page}`],
  [read, 'GET', ({ page }) => `/v1/pages/${page}/properties/title`],
  [read, 'GET', ({ page }) => `/v1/pages/${page}/markdown`],
  [read, 'GET', ({ block }) => `/v1/blocks/${block}`],
  [read, 'GET', ({ page }) => `/v1/blocks/${page}/children`],
  [read, 'GET', ({ database }) => `/v1/databases/${database}`],
  [read, 'GET', ({ dataSource }) => `/v1/data_sources/${dataSource}`],
  [read, 'GET', ({ dataSource }) => `/v1/data_sources/${dataSource}/templates`],
  [read, 'POST', ({ dataSource }) => `/v1/data_sources/${dataSource}/query`, () => ({})],
  [read, 'GET', ({ database }) => `/v1/views?database_id=${database}`],
  [read, 'GET', ({ view }) => `/v1/views/${view}`],
  [read, 'POST', ({ view }) => `/v1/views/${view}/queries`, () => ({})],
  [read, 'POST', () => '/v1/search', () => ({})],
  [read, 'GET', () => '/v1/custom_emojis'],
  [read, 'GET', () => '/v1/changes'],
  [insert, 'POST', () => '/v1/pages', ({ page }) => ({ parent: { page_id: page } })],
  [insert, 'POST', () => '/v1/databases', ({ page }) => ({ parent: { type: 'page_id', page_id: page } })],
  [
    insert,
    'POST',
    () => '/v1/data_sources',
    ({ database }) => ({ parent: { database_id: database }, properties: { Name: { title: {} } } }),
  ],
  [
    insert,
    'PATCH',
    ({ page }) => `/v1/blocks/${page}/children`,
    () => ({ children: [{ paragraph: { rich_text: text('more') } }] }),
  ],
  [update, 'PATCH', ({ page }) => `/v1/pages/${page}`, () => ({ icon: { emoji: '🎯' } })],
  [update, 'PATCH', ({ block }) => `/v1/blocks/${block}`, () => ({ paragraph: { rich_text: text('new') } })],
  [update, 'PATCH', ({ database }) => `/v1/databases/${database}`, () => ({ title: text('Title') })],
  [update, 'PATCH', ({ dataSource }) => `/v1/data_sources/${dataSource}`, () => ({ title: text('Title') })],
  [
    update,
    'PATCH',
    ({ page }) => `/v1/pages/${page}/markdown`,
    () => ({ type: 'insert_content', insert_content: { content: 'text' } }),
  ],
  [readComments, 'GET', ({ page }) => `/v1/comments?block_id=${page}`],
  [readComments, 'GET', ({ comment }) => `/v1/comments/${comment}`],
  [
    insertComments,
    'POST',
    () => '/v1/comments',
    ({ page }) => ({ parent: { page_id: page }, rich_text: text('more') }),
  ],
  [insert, 'POST', () => '/v1/file_uploads', () => ({ filename: 'a.txt' })],
  [update, 'POST', () => '/v1/file_uploads', () => ({ filename: 'a.txt' })],
  [{ user_info: 'no_email' }, 'GET', () => '/v1/users'],
  [{ user_info: 'no_email' }, 'GET', ({ person }) => `/v1/users/${person}`],
  [{ permissions: 'read' }, 'GET', ({ page }) => `/v1/pages/${page}/connections`],
  [{ permissions: 'read' }, 'GET', ({ database }) => `/v1/databases/${database}/connections`],
  [{}, 'GET', () => '/v1/users/me'],
]

const nothing: Capabilities = {
  content: [],
  comments: [],
  user_info: 'none',
  permissions: 'none',
  administer: false,
}

/** Everything but what one needs; uploads are open to who may either insert or change. */
function without(need: Need, path: string): Need {
  if (need.content && path === '/v1/file_uploads') return { ...everything, content: ['read'] }
  return {
    ...everything,
    ...(need.content && { content: everything.content.filter((one) => !need.content!.includes(one)) }),
    ...(need.comments && { comments: everything.comments.filter((one) => !need.comments!.includes(one)) }),
    ...(need.user_info && { user_info: 'none' }),
    ...(need.permissions && { permissions: 'none' }),
  }
}

const everything: Capabilities = {
  content: ['read', 'update', 'insert'],
  comments: ['read', 'insert'],
  user_info: 'email',
  permissions: 'write',
  administer: false,
}

/** A connection that reaches everything there is, with a way to let it do just some of it. */
async function aConnection(acme: TestWorkspace) {
  const owner = acme.as('owner')
  const made = (await owner.post(`/admin/v1/spaces/${acme.id}/connections`, { name: 'Tried' })).body
  const path = `/admin/v1/spaces/${acme.id}/connections/${made.id}`
  await owner.post(`${path}/pages`, { workspace: true })
  return {
    ...made,
    ask: (method: Row[1], url: string, body?: unknown) => send(acme.app, made.token, method, url, body),
    grant: async (capabilities: Need) => {
      const { status, body } = await owner.patch(path, { capabilities: { ...nothing, ...capabilities } })
      assert.equal(status, 200, body.message)
    },
  }
}

async function objectsOf(acme: TestWorkspace): Promise<Ids> {
  const page = await acme.aPage({ children: [{ paragraph: { rich_text: text('text') } }] })
  const { database, dataSource } = await acme.aDataSource()
  const editor = acme.as('editor')
  const block = (await editor.get(`/v1/blocks/${page}/children`)).body.results[0].id
  const view = (await editor.get(`/v1/views?database_id=${database}`)).body.results[0].id
  const body = { parent: { page_id: page }, rich_text: text('first') }
  const comment = (await editor.post('/v1/comments', body)).body.id
  return { page, block, database, dataSource, view, comment, person: acme.as('member').userId }
}

describeStores('the table of capabilities', (store) => {
  test('holds for every endpoint, at the request after a change', async (t) => {
    const acme = await workspace(t, store)
    const ids = await objectsOf(acme)
    const tried = await aConnection(acme)
    for (const [need, method, pathOf, bodyOf] of rows) {
      const path = pathOf(ids)
      await tried.grant(without(need, path))
      const refused = await tried.ask(method, path, bodyOf?.(ids))
      const isOpen = Object.keys(need).length === 0
      assert.equal(
        refused.statusCode,
        isOpen ? 200 : 403,
        `${method} ${path} without ${JSON.stringify(need)}`,
      )
      if (!isOpen) assert.equal(refused.json().code, 'restricted_resource')
      await tried.grant(need)
      const granted = await tried.ask(method, path, bodyOf?.(ids))
      assert.equal(granted.statusCode, 200, `${method} ${path} with ${JSON.stringify(need)}: ${granted.body}`)
    }
  })

  test('shows partial objects to who may write and not read', async (t) => {
    const acme = await workspace(t, store)
    const ids = await objectsOf(acme)
    const tried = await aConnection(acme)
    const writes: Row[] = rows.filter(
      ([need]) => need === insert || need === update || need === insertComments,
    )
    for (const [need, method, pathOf, bodyOf] of writes) {
      const path = pathOf(ids)
      if (/file_uploads|markdown/.test(path)) continue
      await tried.grant(need)
      const { request_id: _, ...answer } = (await tried.ask(method, path, bodyOf?.(ids))).json()
      const shown = answer.object === 'list' ? answer.results[0] : answer
      assert.deepEqual(Object.keys(shown), ['object', 'id'], `${method} ${path}`)
    }
  })

  test('shows people as far as user information goes, wherever they stand', async (t) => {
    const acme = await workspace(t, store)
    const tried = await aConnection(acme)
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Who: { people: {} } })
    const { userId } = acme.as('member')
    await acme.as('editor').post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Who: { people: [{ id: userId }] } },
    })
    const person = { object: 'user', id: userId, name: 'The member', avatar_url: null, type: 'person' }
    const shown = [
      ['none', { object: 'user', id: userId }],
      ['no_email', { ...person, person: {} }],
      ['email', { ...person, person: { email: 'member@acme.test' } }],
    ] as const
    for (const [user_info, expected] of shown) {
      await tried.grant({ content: ['read'], user_info })
      const { results } = (await tried.ask('POST', `/v1/data_sources/${dataSource}/query`, {})).json()
      assert.deepEqual(results[0].properties.Who.people, [expected], user_info)
      assert.equal((await tried.ask('GET', '/v1/users/me')).statusCode, 200)
      if (user_info === 'none') continue
      const { request_id: _, ...user } = (await tried.ask('GET', `/v1/users/${userId}`)).json()
      // What Notion's user has not is told at this address only.
      const { octavo: __, ...known } = user.person
      assert.deepEqual({ ...user, person: known }, expected)
    }
  })
})
