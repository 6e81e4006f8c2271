import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { eventsAfter } from '#server/store/events.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type Answer, type Client, type TestWorkspace, workspace } from '#test/workspace.ts'
import { pageFor } from '../access/nodes.ts'

const text = (content: string) => [{ text: { content } }]
const titled = (content: string) => ({ title: { title: text(content) } })

const numbersOf = async ({ store, id }: TestWorkspace): Promise<number[]> =>
  (await eventsAfter(store.reader, id, 0, 100_000)).map(({ sequence }) => sequence)

const fromOne = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

describeStores('events', (store) => {
  test('are kept with their change, or not at all', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    await acme.events()
    const before = (await numbersOf(acme)).length
    await assert.rejects(
      acme.do(async (context) => {
        const page = await pageFor(context, home, 'edit')
        context.record({ type: 'page.locked', entity: { type: 'page', id: page.id } })
        throw new Error('changed my mind')
      }),
      /changed my mind/,
    )
    // The second of two steps fails: the first left nothing.
    const refused = await acme.as('editor').patch(`/v1/pages/${home}`, {
      icon: { emoji: '🎯' },
      properties: { Nothing: { rich_text: [] } },
    })
    assert.equal(refused.status, 400)
    assert.deepEqual(await acme.events(), [])
    assert.equal((await acme.as('editor').get(`/v1/pages/${home}`)).body.icon, null)
    await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: true })
    assert.deepEqual(await numbersOf(acme), fromOne(before + 1))
  })

  test('are numbered without gaps, each workspace by itself, however many write at once', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 4 === 3
          ? acme.as('editor').patch(`/v1/pages/${home}`, { properties: { Nothing: { rich_text: [] } } })
          : acme
              .as('editor')
              .post('/v1/pages', { parent: { page_id: home }, properties: titled(`${index}`) }),
      ),
    )
    const numbers = await numbersOf(acme)
    assert.deepEqual(numbers, fromOne(numbers.length))
    const events = await eventsAfter(acme.store.reader, acme.id, numbers.length - 15, 100)
    assert.deepEqual(new Set(events.map(({ type }) => type)), new Set(['page.created']))
    assert.equal(events.length, 15)
  })

  test('say what each route did, and nothing when nothing was done', async (t) => {
    const acme = await workspace(t, store)
    const { events } = acme
    for (const { name, act, expected, again } of await scenarios(acme)) {
      await events()
      const first = await act()
      assert.equal(first.status, 200, `${name}: ${JSON.stringify(first.body)}`)
      assert.deepEqual([name, ...(await events())], [name, ...expected])
      if (!again) continue
      const second = await act()
      assert.equal(second.status, 200, `${name}, again: ${JSON.stringify(second.body)}`)
      assert.deepEqual([`${name}, again`, ...(await events())], [`${name}, again`])
    }
  })
})

describe('events of two processes on one PostgreSQL', () => {
  test('are numbered in the order of commits', async (t) => {
    const { first, second } = await twoProcesses(t)
    const home = await first.aPage()
    const { token } = first.as('editor')
    const before = (await numbersOf(first)).length
    // A reader that keeps up never sees a number after one that is still to come.
    let isDone = false
    const seen: number[] = []
    const follow = async () => {
      let last = before
      for (;;) {
        const wasDone = isDone
        for (const { sequence } of await eventsAfter(first.store.reader, first.id, last, 1000)) {
          seen.push(sequence)
          last = sequence
        }
        if (wasDone) return
      }
    }
    const following = follow()
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        send(index % 2 === 0 ? first.app : second.app, token, 'POST', '/v1/pages', {
          parent: { page_id: home },
          properties: index % 5 === 4 ? { Nothing: { rich_text: [] } } : titled(`${index}`),
        }),
      ),
    )
    isDone = true
    await following
    assert.deepEqual(
      seen,
      fromOne(32).map((number) => number + before),
    )
  })

  test('a writer that is slow holds back those after it, not their numbers', async (t) => {
    const { first, second } = await twoProcesses(t)
    const home = await first.aPage()
    const before = (await numbersOf(first)).length
    const slow = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const record = (type: 'page.locked') => ({ type, entity: { type: 'page', id: home } })
    const one = first.do(async (context) => {
      context.record(record('page.locked'))
      started.resolve()
      await slow.promise
    })
    await started.promise
    const two = send(second.app, first.as('editor').token, 'PATCH', `/v1/pages/${home}`, { is_locked: true })
    slow.resolve()
    await Promise.all([one, two])
    const types = (await eventsAfter(first.store.reader, first.id, before, 10)).map(({ type }) => type)
    assert.deepEqual(types, ['page.locked', 'page.locked'])
    assert.deepEqual(await numbersOf(first), fromOne(before + 2))
  })
})

interface Scenario {
  name: string
  act: () => Promise<Answer>
  expected: string[]
  /** The same request can be sent twice; the second time nothing is left to do. */
  again?: true
}

async function scenarios(acme: TestWorkspace): Promise<Scenario[]> {
  const editor: Client = acme.as('editor')
  const home = await acme.aPage()
  const other = await acme.aPage({ title: 'Other' })
  const sub = await acme.aPage({ title: 'Sub', parent: home })
  const { database, dataSource } = await acme.aDataSource({
    Name: { title: {} },
    Tags: { multi_select: {} },
    Done: { checkbox: {} },
  })
  const { body: made } = await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })
  const { body: appended } = await editor.patch(`/v1/blocks/${home}/children`, {
    children: [{ paragraph: { rich_text: text('First') } }, { divider: {} }],
  })
  const [paragraph, divider] = appended.results.map(({ id }: { id: string }) => id)
  const { body: comment } = await editor.post('/v1/comments', {
    parent: { page_id: home },
    rich_text: text('Hi'),
  })
  const aView = async (type: string) => {
    const fields = { database_id: database, data_source_id: dataSource, name: type, type }
    return (await editor.post('/v1/views', fields)).body
  }
  const [view, dashboard] = [await aView('table'), await aView('dashboard')]
  const patchPage = (id: string, body: unknown) => () => editor.patch(`/v1/pages/${id}`, body)
  const patchBlock = (id: string, body: unknown) => () => editor.patch(`/v1/blocks/${id}`, body)
  const patchDatabase = (body: unknown) => () => editor.patch(`/v1/databases/${database}`, body)
  const patchTable = (body: unknown) => () => editor.patch(`/v1/data_sources/${dataSource}`, body)
  const markdown = (body: unknown) => () => editor.patch(`/v1/pages/${other}/markdown`, body)
  const changed = ['page.properties_updated']
  const again = true as const
  return [
    {
      name: 'creates a page',
      act: () => editor.post('/v1/pages', { parent: { page_id: home }, children: [{ divider: {} }] }),
      expected: ['page.created'],
    },
    {
      name: 'creates a row',
      act: () => editor.post('/v1/pages', { parent: { data_source_id: dataSource } }),
      expected: ['page.created'],
    },
    {
      name: 'creates a row with an option',
      act: () =>
        editor.post('/v1/pages', {
          parent: { data_source_id: dataSource },
          properties: { Tags: { multi_select: [{ name: 'a' }] } },
        }),
      expected: ['data_source.schema_updated', 'page.created'],
    },
    { name: 'renames', act: patchPage(home, { properties: titled('Renamed') }), expected: changed, again },
    {
      name: 'checks',
      act: patchPage(made.id, { properties: { Done: { checkbox: true } } }),
      expected: changed,
      again,
    },
    {
      name: 'tags',
      act: patchPage(made.id, { properties: { Tags: { multi_select: [{ name: 'b' }] } } }),
      expected: ['data_source.schema_updated', ...changed],
      again,
    },
    { name: 'sets an icon', act: patchPage(home, { icon: { emoji: '🎯' } }), expected: changed, again },
    {
      name: 'sets a cover',
      act: patchPage(home, { cover: { external: { url: 'https://a.test/a.png' } } }),
      expected: changed,
      again,
    },
    { name: 'locks', act: patchPage(home, { is_locked: true }), expected: ['page.locked'], again },
    { name: 'unlocks', act: patchPage(home, { is_locked: false }), expected: ['page.unlocked'], again },
    { name: 'archives', act: patchPage(home, { is_archived: true }), expected: changed, again },
    { name: 'changes nothing', act: patchPage(home, {}), expected: [], again },
    {
      name: 'moves',
      act: () => editor.post(`/v1/pages/${sub}/move`, { parent: { page_id: other } }),
      expected: ['page.moved'],
      again,
    },
    {
      name: 'moves into a table',
      act: () => editor.post(`/v1/pages/${sub}/move`, { parent: { data_source_id: dataSource } }),
      expected: ['page.moved'],
      again,
    },
    { name: 'trashes a page', act: patchPage(sub, { in_trash: true }), expected: ['page.deleted'] },
    {
      name: 'restores a page',
      act: patchPage(sub, { in_trash: false }),
      expected: ['page.undeleted'],
      again,
    },
    {
      name: 'deletes a page as a block',
      act: () => editor.delete(`/v1/blocks/${sub}`),
      expected: ['page.deleted'],
    },
    {
      name: 'restores a page as a block',
      act: patchBlock(sub, { in_trash: false }),
      expected: ['page.undeleted'],
      again,
    },
    {
      name: 'appends',
      act: () => editor.patch(`/v1/blocks/${home}/children`, { children: [{ divider: {} }] }),
      expected: ['page.content_updated'],
    },
    {
      name: 'appends nothing',
      act: () => editor.patch(`/v1/blocks/${home}/children`, { children: [] }),
      expected: [],
      again,
    },
    {
      name: 'changes a block',
      act: patchBlock(paragraph, { paragraph: { rich_text: text('Second') } }),
      expected: ['page.content_updated'],
      again,
    },
    {
      name: 'trashes a block',
      act: () => editor.delete(`/v1/blocks/${divider}`),
      expected: ['page.content_updated'],
    },
    {
      name: 'restores a block',
      act: patchBlock(divider, { in_trash: false }),
      expected: ['page.content_updated'],
      again,
    },
    {
      name: 'writes markdown',
      act: markdown({ type: 'replace_content', replace_content: { new_str: 'Text' } }),
      expected: ['page.content_updated'],
      again,
    },
    {
      name: 'creates a database',
      act: () => editor.post('/v1/databases', { parent: { page_id: home } }),
      expected: ['database.created', 'data_source.created', 'view.created'],
    },
    {
      name: 'renames a database',
      act: patchDatabase({ title: text('Things') }),
      expected: ['database.content_updated'],
      again,
    },
    {
      name: 'locks a database',
      act: patchDatabase({ is_locked: true }),
      expected: ['database.content_updated'],
      again,
    },
    {
      name: 'moves a database',
      act: patchDatabase({ parent: { page_id: home } }),
      expected: ['database.moved'],
      again,
    },
    { name: 'trashes a database', act: patchDatabase({ in_trash: true }), expected: ['database.deleted'] },
    {
      name: 'restores a database',
      act: patchDatabase({ in_trash: false }),
      expected: ['database.undeleted'],
      again,
    },
    {
      name: 'creates a table',
      act: () =>
        editor.post('/v1/data_sources', {
          parent: { database_id: database },
          properties: { Name: { title: {} } },
        }),
      expected: ['data_source.created', 'view.created'],
    },
    {
      name: 'renames a table',
      act: patchTable({ title: text('Rows') }),
      expected: ['data_source.content_updated'],
      again,
    },
    {
      name: 'describes a table',
      act: patchTable({ icon: { emoji: '🎯' } }),
      expected: ['data_source.content_updated'],
      again,
    },
    {
      name: 'changes a schema',
      act: patchTable({ properties: { More: { number: { format: 'percent' } } } }),
      expected: ['data_source.schema_updated'],
      again,
    },
    { name: 'changes no schema', act: patchTable({ properties: {} }), expected: [], again },
    { name: 'trashes a table', act: patchTable({ in_trash: true }), expected: ['data_source.deleted'] },
    {
      name: 'restores a table',
      act: patchTable({ in_trash: false }),
      expected: ['data_source.undeleted'],
      again,
    },
    {
      name: 'creates a view',
      act: () =>
        editor.post('/v1/views', {
          database_id: database,
          data_source_id: dataSource,
          name: 'All',
          type: 'list',
        }),
      expected: ['view.created'],
    },
    {
      name: 'creates a linked view',
      act: () =>
        editor.post('/v1/views', {
          create_database: { parent: { page_id: other } },
          data_source_id: dataSource,
          name: 'All',
          type: 'list',
        }),
      expected: ['database.created', 'view.created'],
    },
    {
      name: 'changes a view',
      act: () =>
        editor.patch(`/v1/views/${view.id}`, {
          name: 'Done ones',
          filter: { property: 'Done', checkbox: { equals: true } },
        }),
      expected: ['view.updated'],
      again,
    },
    {
      name: 'queries a view',
      act: () => editor.post(`/v1/views/${view.id}/queries`, {}),
      expected: [],
      again,
    },
    { name: 'deletes a view', act: () => editor.delete(`/v1/views/${view.id}`), expected: ['view.deleted'] },
    {
      name: 'adds a widget',
      act: () =>
        editor.post('/v1/views', {
          view_id: dashboard.id,
          data_source_id: dataSource,
          name: 'All',
          type: 'list',
        }),
      expected: ['view.created', 'view.updated'],
    },
    {
      name: 'deletes a dashboard with its widget',
      act: () => editor.delete(`/v1/views/${dashboard.id}`),
      expected: ['view.deleted', 'view.deleted'],
    },
    {
      name: 'comments',
      act: () => editor.post('/v1/comments', { parent: { page_id: home }, rich_text: text('Hi') }),
      expected: ['comment.created'],
    },
    {
      name: 'changes a comment',
      act: () => editor.patch(`/v1/comments/${comment.id}`, { rich_text: text('Hello') }),
      expected: ['comment.updated'],
      again,
    },
    {
      name: 'deletes a comment',
      act: () => editor.delete(`/v1/comments/${comment.id}`),
      expected: ['comment.deleted'],
    },
    {
      name: 'erases',
      act: patchPage(home, { erase_content: true }),
      expected: ['page.deleted', 'database.deleted', 'database.deleted', 'page.content_updated'],
      again,
    },
  ]
}
