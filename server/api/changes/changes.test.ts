import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const title = (content: string) => ({ title: { title: [{ text: { content } }] } })

describeStores('GET /v1/changes', (store) => {
  test('goes on from a cursor for as long as somebody asks', async (t) => {
    const acme = await workspace(t, store)
    const [editor, reader] = [acme.as('editor'), acme.as('reader')]
    const home = await acme.aPage()
    const { body: start } = await reader.get('/v1/changes?start_cursor=now')
    assert.deepEqual([start.results, start.has_more, typeof start.next_cursor], [[], false, 'string'])
    const { body: again } = await reader.get(`/v1/changes?start_cursor=${start.next_cursor}`)
    assert.deepEqual([again.results, again.next_cursor], [[], start.next_cursor])

    const { body: sub } = await editor.post('/v1/pages', {
      parent: { page_id: home },
      properties: title('Sub'),
    })
    await editor.patch(`/v1/pages/${sub.id}`, { in_trash: true })
    const { body: first } = await reader.get(`/v1/changes?start_cursor=${start.next_cursor}&page_size=1`)
    assert.deepEqual([first.results.length, first.has_more], [1, true])
    const { id, sequence, timestamp, ...told } = first.results[0]
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.equal(new Date(timestamp).toISOString(), timestamp)
    assert.ok(sequence > 0)
    assert.deepEqual(told, {
      object: 'change',
      type: 'page.created',
      entity: { type: 'page', id: sub.id },
      authors: [{ id: editor.userId, type: 'bot' }],
      data: { parent: { id: home, type: 'page' } },
    })
    const { body: second } = await reader.get(`/v1/changes?start_cursor=${first.next_cursor}`)
    assert.deepEqual(
      second.results.map((change: { type: string }) => change.type),
      ['page.deleted'],
    )
    const { body: whole } = await reader.get('/v1/changes')
    assert.ok(whole.results.length >= 3)
  })

  test('tells only the types that are asked for', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: true })
    await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: false })
    const types = async (query: string) => {
      const { status, body } = await acme.as('editor').get(`/v1/changes?${query}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body.results.map((change: { type: string }) => change.type)
    }
    assert.deepEqual(await types('types=page.locked'), ['page.locked'])
    assert.deepEqual(await types('types=page.unlocked,page.locked'), ['page.locked', 'page.unlocked'])
    assert.deepEqual(await types('types=page.unlocked&types=page.locked'), ['page.locked', 'page.unlocked'])
    assert.deepEqual(await types('types=access_lost'), [])
  })

  test('refuses what it cannot go by, and says what it was', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { body: theirs } = await acme.as('outsider').get('/v1/changes?start_cursor=now')
    const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const cursors = [
      'bogus',
      theirs.next_cursor,
      pack([acme.id, 1e9, '~']),
      pack([acme.id, -1, '']),
      pack({}),
    ]
    for (const cursor of cursors) {
      const { status, body } = await editor.get(`/v1/changes?start_cursor=${cursor}`)
      assert.deepEqual([status, body.code], [400, 'validation_error'], cursor)
      assert.match(body.message, /start_cursor/)
    }
    const { status, body } = await editor.get('/v1/changes?types=page.locked,user.added')
    assert.equal(status, 400)
    assert.match(body.message, /query\.types\[0\] should be .*`"access_lost"`.*instead was `"user\.added"`/)
  })

  test('sends whoever was away for too long to a full list', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    const { body: start } = await acme.as('editor').get('/v1/changes?start_cursor=now')
    await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: true })
    await acme.as('editor').patch(`/v1/pages/${home}`, { is_locked: false })
    await acme.do(({ db }) =>
      db.sql
        .updateTable('workspaces')
        .set((eb) => ({ changes_from: eb('sequence', '-', 0) }))
        .where('id', '=', acme.id)
        .execute(),
    )
    const { status, body } = await acme.as('editor').get(`/v1/changes?start_cursor=${start.next_cursor}`)
    assert.deepEqual(
      [status, body.code, body.additional_data],
      [400, 'validation_error', { reason: 'cursor_expired' }],
    )
    const { body: kept } = await acme.as('editor').get('/v1/changes')
    assert.deepEqual(
      kept.results.map((change: { type: string }) => change.type),
      ['page.unlocked'],
    )
  })

  test('is an addition of Octavo', async (t) => {
    const acme = await workspace(t, store, { emulate: { ...defaultSettings.emulate, extensions: false } })
    assert.equal((await acme.as('editor').get('/v1/changes')).status, 400)
  })

  test('needs read_content, and a comment or a permission is told to who may read those', async (t) => {
    const acme = await workspace(t, store)
    const home = await acme.aPage()
    await acme
      .as('editor')
      .post('/v1/comments', { parent: { page_id: home }, rich_text: title('Hi').title.title })
    await acme
      .as('owner')
      .post(`/v1/pages/${home}/permissions`, { user_id: acme.as('guest').userId, level: 'view' })
    const types = async (name: 'reader' | 'guest') =>
      (await acme.as(name).get('/v1/changes')).body.results.map((change: { type: string }) => change.type)
    assert.deepEqual(await types('reader'), ['page.created', 'comment.created', 'page.permissions_updated'])
    const { results } = (await acme.as('guest').get('/v1/changes?types=page.permissions_updated')).body
    assert.deepEqual(
      results[0].data.changes.map((change: { principal: { id: string } }) => change.principal.id),
      [acme.as('guest').userId],
    )
    const refused = await acme.as('inserter').get('/v1/changes')
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
  })
})
