import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putGrant } from '#server/store/access-grants.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { describeStores } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import { createGroup } from '../groups/create.ts'
import { addGroupMember } from '../groups/members.ts'
import { addPerson, addPersonalToken } from '../users/create.ts'
import { principalOf } from './actor.ts'
import { type LevelName, levels } from './levels.ts'
import { carryDown, type Grant } from './lists.ts'
import { databaseFor, pageFor } from './nodes.ts'
import { share } from './share.ts'

const titled = (content: string) => ({ title: { title: [{ text: { content } }] } })

/** Sets a list of its own at a page, as its owner. */
const shareAs = (acme: TestWorkspace, pageId: string, grants: Grant[], inherits?: boolean) =>
  acme.do(async (context) => {
    const page = await pageFor(context, pageId, 'full_access')
    const parentAccessId =
      page.parent.id === null ? null : (await pageFor(context, page.parent.id, 'read')).accessId
    const owner: Grant = { principal: principalOf.user(context.actor.userId), level: 'full_access' }
    await share(
      context,
      { kind: 'page', id: page.id, accessId: page.accessId, parentAccessId },
      [owner, ...grants],
      inherits,
    )
  })

const to = (acme: TestWorkspace, name: Name, level: LevelName): Grant => ({
  principal: principalOf[['owner', 'member', 'guest'].includes(name) ? 'user' : 'bot'](acme.as(name).userId),
  level,
})

const statuses = async (acme: TestWorkspace, name: Name, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await acme.as(name).get(`/v1/pages/${id}`)).status))

async function chain(acme: TestWorkspace, depth: number): Promise<string[]> {
  const ids = [await acme.aPage({ title: 'Level 0' })]
  while (ids.length < depth) ids.push(await acme.aPage({ title: `Level ${ids.length}`, parent: ids.at(-1)! }))
  return ids
}

describeStores('access', (store) => {
  test('is inherited at any depth, and one read decides it', async (t) => {
    const acme = await workspace(t, store)
    const ids = await chain(acme, 12)
    assert.deepEqual(
      await statuses(acme, 'reader', ids),
      ids.map(() => 200),
    )
    assert.deepEqual(
      await statuses(acme, 'stranger', ids),
      ids.map(() => 404),
    )
    const reads = [await readsToDecide(acme, ids[0]!), await readsToDecide(acme, ids.at(-1)!)]
    assert.deepEqual(reads, [1, 1])
  })

  test('begins anew at a page with its own list, or adds to what is above it', async (t) => {
    const acme = await workspace(t, store)
    const ids = await chain(acme, 4)
    await shareAs(acme, ids[2]!, [to(acme, 'stranger', 'view')], false)
    assert.deepEqual(await statuses(acme, 'reader', ids), [200, 200, 404, 404])
    assert.deepEqual(await statuses(acme, 'stranger', ids), [404, 404, 200, 200])

    await shareAs(acme, ids[2]!, [], true)
    assert.deepEqual(await statuses(acme, 'reader', ids), [200, 200, 200, 200])
    assert.deepEqual(await statuses(acme, 'stranger', ids), [404, 404, 200, 200])

    // A list that begins between two others stands between them.
    await shareAs(acme, ids[1]!, [to(acme, 'member', 'edit')], false)
    assert.deepEqual(await statuses(acme, 'reader', ids), [200, 404, 404, 404])
    assert.deepEqual(await statuses(acme, 'member', ids), [404, 200, 200, 200])
    assert.deepEqual(await statuses(acme, 'stranger', ids), [404, 404, 200, 200])
  })

  test('the highest level of any principal counts, above and below', async (t) => {
    const acme = await workspace(t, store)
    const ids = await chain(acme, 3)
    await shareAs(acme, ids[1]!, [to(acme, 'editor', 'view'), to(acme, 'reader', 'edit')])
    const rename = (name: Name, id: string) =>
      acme.as(name).patch(`/v1/pages/${id}`, { properties: titled('Renamed') })
    assert.equal((await rename('editor', ids[2]!)).status, 200)
    assert.equal((await rename('viewer', ids[2]!)).status, 403)
    await shareAs(acme, ids[2]!, [to(acme, 'viewer', 'edit')])
    assert.equal((await rename('viewer', ids[2]!)).status, 200)
    const refused = await rename('viewer', ids[1]!)
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
  })

  test('holds for groups, and for the workspace without guests and restricted members', async (t) => {
    const acme = await workspace(t, store)
    const [open, grouped] = [await acme.aPage({ title: 'Open' }), await acme.aPage({ title: 'Grouped' })]
    await shareAs(acme, open, [{ principal: principalOf.workspace, level: 'view' }])
    const people = await acme.do(async (context) => {
      const tokens: Record<string, string> = {}
      const group = await createGroup(context, 'Team')
      for (const role of ['membership_admin', 'member', 'restricted_member', 'guest'] as const) {
        const person = await addPerson(context, { name: role, email: `${role}-2@acme.test`, role })
        tokens[role] = await addPersonalToken(context, person.id, { name: 'test' })
        if (role === 'guest') await addGroupMember(context, group, person.id)
      }
      return { tokens, group }
    })
    await shareAs(acme, grouped, [{ principal: principalOf.group(people.group), level: 'comment' }])
    const seen: Record<string, number[]> = {}
    for (const [role, token] of Object.entries(people.tokens)) {
      seen[role] = []
      for (const id of [open, grouped]) {
        const headers = { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' }
        seen[role].push((await acme.app.inject({ url: `/v1/pages/${id}`, headers })).statusCode)
      }
    }
    assert.deepEqual(seen, {
      membership_admin: [200, 404],
      member: [200, 404],
      restricted_member: [404, 404],
      guest: [404, 200],
    })
    // A bot is not a member of the workspace.
    assert.deepEqual(await statuses(acme, 'stranger', [open, grouped]), [404, 404])
  })

  test('ends when a grant expires, below the page and in lists too', async (t) => {
    const acme = await workspace(t, store)
    const [top, below] = await chain(acme, 2)
    const { surroundings } = acme.server
    const expires = surroundings.now() + 60_000
    await acme.do(async (context) => {
      const page = await pageFor(context, top!, 'read')
      await putGrant(context.db, {
        workspace_id: acme.id,
        list_id: page.accessId,
        principal: principalOf.bot(acme.as('stranger').userId),
        level: levels.edit,
        expires_time: expires,
        id: context.newId(),
        created_time: context.now,
        created_by: null,
        updated_time: context.now,
        updated_by: null,
        link: null,
      })
      await carryDown(context, page.accessId)
    })
    const found = async () => (await acme.as('stranger').post('/v1/search', {})).body.results.length
    assert.deepEqual(await statuses(acme, 'stranger', [top!, below!]), [200, 200])
    assert.equal(await found(), 2)
    surroundings.now = () => expires
    assert.deepEqual(await statuses(acme, 'stranger', [top!, below!]), [404, 404])
    assert.equal(await found(), 0)
  })

  test('`edit_content` on a database is enough for rows and what is in them, not for the schema', async (t) => {
    const acme = await workspace(t, store)
    const { page, database, dataSource } = await acme.aDataSource()
    const stranger = acme.as('stranger')
    const [shared, unshared] = ['edit_content', 'comment'] as const
    await shareAs(acme, page, [to(acme, 'stranger', shared)])

    const row = await stranger.post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Name: { title: [{ text: { content: 'Row' } }] } },
    })
    assert.equal(row.status, 200, row.body.message)
    const paragraph = { paragraph: { rich_text: [{ text: { content: 'text' } }] } }
    const appended = await stranger.patch(`/v1/blocks/${row.body.id}/children`, { children: [paragraph] })
    assert.equal(appended.status, 200)
    const block = appended.body.results[0].id
    const schema = { properties: { More: { rich_text: {} } } }
    const change = (): Promise<number[]> =>
      Promise.all([
        stranger.patch(`/v1/pages/${row.body.id}`, { icon: { emoji: '🎯' } }),
        stranger.patch(`/v1/blocks/${block}`, { paragraph: { rich_text: [] } }),
        stranger.patch(`/v1/pages/${row.body.id}/markdown`, {
          type: 'insert_content',
          insert_content: { content: 'more' },
        }),
        stranger.post('/v1/comments', {
          parent: { page_id: row.body.id },
          rich_text: [{ text: { content: 'Hi' } }],
        }),
        stranger.patch(`/v1/data_sources/${dataSource}`, schema),
        stranger.patch(`/v1/databases/${database}`, { title: [{ text: { content: 'Mine' } }] }),
        stranger.patch(`/v1/pages/${page}`, { icon: { emoji: '🎯' } }),
        stranger.patch(`/v1/blocks/${page}/children`, { children: [paragraph] }),
        stranger.post('/v1/pages', { parent: { page_id: page }, properties: titled('Sub') }),
        stranger.post('/v1/databases', { parent: { page_id: page } }),
        stranger.post('/v1/data_sources', {
          parent: { database_id: database },
          properties: { Name: { title: {} } },
        }),
        stranger.post('/v1/pages', { parent: { data_source_id: dataSource } }),
      ]).then((answers) => answers.map((answer) => answer.status))
    assert.deepEqual(await change(), [200, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 200])
    await shareAs(acme, page, [to(acme, 'stranger', unshared)])
    assert.deepEqual(await change(), [403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403])
    await shareAs(acme, page, [to(acme, 'stranger', 'view')])
    assert.deepEqual(await change(), [403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403])
  })

  test('follows what moves, and lists below take over from the new place', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const [from, into] = [await acme.aPage({ title: 'From' }), await acme.aPage({ title: 'Into' })]
    await shareAs(acme, from, [to(acme, 'member', 'view')])
    await shareAs(acme, into, [to(acme, 'guest', 'view')])
    const moving = await acme.aPage({ title: 'Moving', parent: from })
    const adding = await acme.aPage({ title: 'Adding', parent: moving })
    const closed = await acme.aPage({ title: 'Closed', parent: moving })
    const deep = await acme.aPage({ title: 'Deep', parent: adding })
    await shareAs(acme, adding, [to(acme, 'stranger', 'view')], true)
    await shareAs(acme, closed, [to(acme, 'stranger', 'view')], false)
    const all = [moving, adding, closed, deep]
    assert.deepEqual(await statuses(acme, 'member', all), [200, 200, 404, 200])

    const moved = await editor.post(`/v1/pages/${moving}/move`, { parent: { page_id: into } })
    assert.equal(moved.status, 200, moved.body.message)
    assert.deepEqual(await statuses(acme, 'member', all), [404, 404, 404, 404])
    assert.deepEqual(await statuses(acme, 'guest', all), [200, 200, 404, 200])
    assert.deepEqual(await statuses(acme, 'stranger', all), [404, 200, 200, 200])

    // Into a data source, as a row.
    const table = await acme.aDataSource()
    await shareAs(acme, table.page, [to(acme, 'member', 'view')])
    const row = await editor.post(`/v1/pages/${moving}/move`, {
      parent: { data_source_id: table.dataSource },
    })
    assert.equal(row.status, 200, row.body.message)
    assert.deepEqual(await statuses(acme, 'member', all), [200, 200, 404, 200])
    assert.deepEqual(await statuses(acme, 'guest', all), [404, 404, 404, 404])

    // The whole database, with its rows and what is below them.
    const container = await editor.patch(`/v1/databases/${table.database}`, { parent: { page_id: into } })
    assert.equal(container.status, 200, container.body.message)
    assert.deepEqual(await statuses(acme, 'member', all), [404, 404, 404, 404])
    assert.deepEqual(await statuses(acme, 'guest', all), [200, 200, 404, 200])
    const asGuest = await acme.as('guest').get(`/v1/data_sources/${table.dataSource}`)
    assert.equal(asGuest.status, 200)
    await acme.do((context) => databaseFor(context, table.database, 'full_access'))

    // What is made below it now stands under the same list.
    const made = await editor.post('/v1/pages', { parent: { page_id: moving }, properties: titled('New') })
    assert.deepEqual(await statuses(acme, 'guest', [made.body.id]), [200])
    assert.deepEqual(await statuses(acme, 'member', [made.body.id]), [404])
  })

  test('a page or database is put only where there is room for one', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { page, database } = await acme.aDataSource()
    const { body } = await editor.patch(`/v1/blocks/${page}/children`, {
      children: [
        { divider: {} },
        { toggle: { rich_text: [] } },
        { table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } },
      ],
    })
    const [divider, toggle, grid] = body.results.map(({ id }: { id: string }) => id)
    for (const [parent, status] of [
      [divider, 400],
      [grid, 400],
      [database, 400],
      [toggle, 200],
    ]) {
      const answers = [
        await editor.post('/v1/pages', { parent: { block_id: parent } }),
        await editor.post('/v1/databases', { parent: { block_id: parent } }),
      ]
      for (const answer of answers) {
        assert.equal(answer.status, status, JSON.stringify(answer.body))
        if (status === 400) assert.equal(answer.body.message, 'Block does not support children')
      }
    }
  })
})

/** How many times the store is read to find a page that somebody may see. */
const readsToDecide = (acme: TestWorkspace, id: string): Promise<number> =>
  acme.do(async (context) => {
    let count = 0
    const run: Db['run'] = (text, parameters) => {
      count++
      return context.db.run(text, parameters)
    }
    await pageFor({ ...context, db: { ...context.db, run } }, id, 'read')
    return count
  })
