import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAuthenticate } from '#server/domain/access/authenticate.ts'
import { readingContext } from '#server/http/contexts.ts'
import { describeStores } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import { changesAfter, type Wanted } from './changes.ts'

const all: Wanted = { cursor: null, feed: 'content', size: 100 }
const text = (content: string) => [{ text: { content } }]

async function follow(acme: TestWorkspace, name: Name, wanted: Partial<Wanted> = {}) {
  const now = Date.now()
  const caller = await makeAuthenticate(acme.store)(acme.as(name).token, now)
  return changesAfter(readingContext(acme.server, caller, now), { ...all, ...wanted })
}

describeStores('the log', (store) => {
  test('tells in order what happened to what somebody reads, and nothing else', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    const { nextCursor } = await follow(acme, 'reader')
    const editor = acme.as('editor')
    const { body: sub } = await editor.post('/v1/pages', {
      parent: { page_id: home },
      properties: { title: { title: text('Sub') } },
    })
    const { body: own } = await acme.as('member').post('/v1/pages', {
      parent: { workspace: true },
      properties: { title: { title: text('Own') } },
    })
    await editor.post('/v1/comments', { parent: { page_id: home }, rich_text: text('Hi') })
    const mine = { id: editor.userId, type: 'bot' }
    const { changes, hasMore } = await follow(acme, 'reader', { cursor: nextCursor })
    assert.deepEqual(
      changes.map(({ type, entity, authors, data }) => [type, entity, authors, data.parent]),
      [
        ['page.created', { type: 'page', id: sub.id }, [mine], { id: home, type: 'page' }],
        [
          'comment.created',
          { type: 'comment', id: changes[1]!.entity.id },
          [mine],
          { id: home, type: 'page' },
        ],
      ],
    )
    assert.equal(hasMore, false)
    const ofMember = await follow(acme, 'member', { cursor: nextCursor })
    assert.deepEqual(
      ofMember.changes.map(({ entity, data }) => [entity.id, data.parent]),
      [[own.id, { id: acme.id, type: 'space' }]],
    )
    assert.deepEqual((await follow(acme, 'stranger', { cursor: nextCursor })).changes, [])
    assert.deepEqual((await follow(acme, 'nobody', { cursor: nextCursor })).changes, [])
  })

  test('tells where a row, a data source, a database and a view stand', async (t) => {
    const acme = await workspace(t, store)
    const { page, database, dataSource } = await acme.aDataSource()
    await acme.as('editor').post('/v1/pages', { parent: { data_source_id: dataSource } })
    const { changes } = await follow(acme, 'reader')
    const told = Object.fromEntries(changes.map(({ type, data }) => [type, data.parent]))
    assert.deepEqual(told['database.created'], { id: page, type: 'page' })
    assert.deepEqual(told['data_source.created'], { id: database, type: 'database' })
    assert.deepEqual(told['view.created'], { id: database, type: 'database' })
    assert.deepEqual(told['page.created'], { id: database, type: 'database', data_source_id: dataSource })
  })

  test('tells of an upload whoever made it', async (t) => {
    const acme = await workspace(t, store)
    await acme.as('editor').post('/v1/file_uploads', { filename: 'a.txt' })
    const types = async (name: Name) => (await follow(acme, name)).changes.map(({ type }) => type)
    assert.deepEqual(await types('editor'), ['file_upload.created'])
    assert.deepEqual(await types('reader'), [])
  })

  test('tells of people whoever may list them, and of how the workspace is run nobody', async (t) => {
    const acme = await workspace(t, store)
    const types = async (name: Name) =>
      new Set((await follow(acme, name, { feed: 'people' })).changes.map(({ type }) => type))
    const people = await types('stranger')
    assert.ok(people.has('user.added') && people.has('guest.added'))
    assert.deepEqual(
      [...people].filter((type) => type === 'connection.created' || type === 'token.created'),
      [],
    )
    assert.equal((await types('nobody')).size, 0)
  })

  test('is read in parts of any size, with types and without', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    for (let number = 0; number < 10; number++) {
      const own = { parent: { workspace: true }, properties: { title: { title: text('Own') } } }
      await acme.as('member').post('/v1/pages', own)
      await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: number % 2 === 0 })
    }
    for (const types of [undefined, ['page.locked', 'page.created'], ['page.locked']]) {
      const whole = (await follow(acme, 'reader', { types })).changes.map(({ sequence }) => sequence)
      for (const size of [1, 3, 7]) {
        const parts: number[] = []
        let cursor: string | null = null
        for (let isMore = true; isMore; ) {
          const part = await follow(acme, 'reader', { types, size, cursor })
          assert.ok(part.changes.length <= size)
          parts.push(...part.changes.map(({ sequence }) => sequence))
          cursor = part.nextCursor
          isMore = part.hasMore
        }
        assert.deepEqual(parts, whole)
      }
    }
  })
})
