import assert from 'node:assert/strict'
import { test } from 'node:test'
import { liveReader } from '#test/live-reader.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'

type Cleaning = { after(work: () => Promise<void>): void }

const text = (content: string) => [{ text: { content } }]
const titled = (title: string) => ({ properties: { title: { title: text(title) } } })

async function listening(t: Cleaning, testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const url = await acme.listen()
  const follow = (name: Name, query = '', headers: Record<string, string> = {}) =>
    liveReader(t, `${url}/v1/events${query}`, {
      authorization: `Bearer ${acme.as(name).token}`,
      ...headers,
    })
  return { ...acme, url, follow }
}

const typesOf = (changes: { type: string }[]): string[] => changes.map(({ type }) => type)

/** Makes something that everybody hears of at the end, so that what was not told before is not told at all. */
async function renames(acme: TestWorkspace, page: string): Promise<void> {
  const { status } = await acme.as('editor').patch(`/v1/pages/${page}`, titled('Last'))
  assert.equal(status, 200)
}

describeStores('GET /v1/events', (testStore) => {
  test('tells what happens in the workspace from now on', async (t) => {
    const acme = await listening(t, testStore)
    const page = await acme.aPage()
    const reader = await acme.follow('reader')
    await acme.as('editor').patch(`/v1/pages/${page}`, titled('Renamed'))
    await acme.aPage({ parent: page })
    await reader.hears(2)
    assert.deepEqual(typesOf(reader.changes), ['page.properties_updated', 'page.created'])
    const [change] = reader.changes
    assert.deepEqual(
      [change.object, change.entity, change.authors],
      ['change', { type: 'page', id: page }, [{ id: acme.as('editor').userId, type: 'bot' }]],
    )
    assert.ok(!('cursor' in change))
  })

  test('tells of a page, what is said about it, and what stands in it', async (t) => {
    const acme = await listening(t, testStore)
    const [page, other] = [await acme.aPage(), await acme.aPage()]
    const child = await acme.aPage({ parent: page })
    const reader = await acme.follow('editor', `?page_id=${page.replaceAll('-', '')}`)
    const editor = acme.as('editor')
    await editor.patch(`/v1/pages/${other}`, titled('Other'))
    await editor.post('/v1/comments', { parent: { page_id: other }, rich_text: text('Hi') })
    await editor.patch(`/v1/pages/${child}`, titled('Child'))
    await editor.post('/v1/comments', { parent: { page_id: page }, rich_text: text('Hi') })
    await editor.patch(`/v1/blocks/${page}/children`, { children: [{ divider: {} }] })
    const { body: made } = await editor.post('/v1/pages', { parent: { page_id: page } })
    await editor.post(`/v1/pages/${made.id}/move`, { parent: { page_id: other } })
    await editor.post(`/v1/pages/${made.id}/move`, { parent: { page_id: page } })
    await editor.patch(`/v1/pages/${made.id}`, { in_trash: true })
    await editor.post('/v1/databases', { parent: { page_id: page } })
    await renames(acme, page)
    const expected = [
      'comment.created',
      'page.content_updated',
      'page.created',
      'page.moved',
      'page.moved',
      'page.deleted',
      'database.created',
      'page.properties_updated',
    ]
    await reader.hears(expected.length)
    assert.deepEqual(typesOf(reader.changes), expected)
  })

  test('tells of a data source, its database, its views and its rows', async (t) => {
    const acme = await listening(t, testStore)
    const { page, database, dataSource } = await acme.aDataSource()
    const others = await acme.aDataSource()
    const reader = await acme.follow('editor', `?data_source_id=${dataSource}`)
    const editor = acme.as('editor')
    const row = (id: string) => editor.post('/v1/pages', { parent: { data_source_id: id } })
    await row(others.dataSource)
    await editor.patch(`/v1/pages/${page}`, titled('Above'))
    const { body: made } = await row(dataSource)
    await editor.patch(`/v1/pages/${made.id}`, { icon: { emoji: '🎯' } })
    await editor.post('/v1/comments', { parent: { page_id: made.id }, rich_text: text('Hi') })
    await editor.patch(`/v1/data_sources/${dataSource}`, { properties: { More: { number: {} } } })
    await editor.patch(`/v1/databases/${database}`, { title: text('Things') })
    await editor.post('/v1/views', {
      database_id: database,
      data_source_id: dataSource,
      name: 'All',
      type: 'list',
    })
    // A row is one of where it stands when the stream comes to it.
    await reader.hears(6)
    await editor.post(`/v1/pages/${made.id}/move`, { parent: { data_source_id: others.dataSource } })
    await editor.patch(`/v1/pages/${made.id}`, { icon: { emoji: '🎈' } })
    await editor.patch(`/v1/data_sources/${dataSource}`, { title: text('Last') })
    const expected = [
      'page.created',
      'page.properties_updated',
      'comment.created',
      'data_source.schema_updated',
      'database.content_updated',
      'view.created',
      'page.moved',
      'data_source.content_updated',
    ]
    await reader.hears(expected.length)
    assert.deepEqual(typesOf(reader.changes), expected)
  })

  test('tells only what its reader may see', async (t) => {
    const acme = await listening(t, testStore)
    const page = await acme.aPage()
    const [stranger, reader] = [await acme.follow('stranger'), await acme.follow('reader')]
    await renames(acme, page)
    await reader.hears(1)
    assert.deepEqual(stranger.changes, [])
  })

  test('goes on where its reader was cut off, whatever happened meanwhile', async (t) => {
    const acme = await listening(t, testStore)
    const page = await acme.aPage()
    const first = await acme.follow('reader')
    await renames(acme, page)
    await first.hears(1)
    first.close()
    for (const title of ['one', 'two']) await acme.as('editor').patch(`/v1/pages/${page}`, titled(title))
    const byHeader = await acme.follow('reader', '', { 'last-event-id': first.lastId() })
    const byQuery = await acme.follow('reader', `?start_cursor=${first.lastId()}`)
    await Promise.all([byHeader.hears(2), byQuery.hears(2)])
    await renames(acme, page)
    await Promise.all([byHeader.hears(3), byQuery.hears(3)])
    assert.deepEqual(
      byHeader.changes.map(({ sequence }) => sequence - first.changes[0].sequence),
      [1, 2, 3],
    )
    assert.deepEqual(byQuery.changes, byHeader.changes)
  })

  test('is refused for what is not there, not seen, not allowed or no longer kept', async (t) => {
    const acme = await listening(t, testStore)
    const page = await acme.aPage()
    const { dataSource } = await acme.aDataSource()
    const cases: [name: Name, query: string, status: number][] = [
      ['stranger', `?page_id=${page}`, 404],
      ['stranger', `?data_source_id=${dataSource}`, 404],
      ['outsider', `?page_id=${page}`, 404],
      ['editor', `?page_id=${page}&data_source_id=${dataSource}`, 400],
      ['editor', '?page_id=1', 400],
      ['editor', '?start_cursor=wrong', 400],
      ['editor', '?page_size=1', 400],
      ['nobody', '', 403],
      ['inserter', `?page_id=${page}`, 403],
    ]
    for (const [name, query, status] of cases) {
      const answer = await acme.as(name).get(`/v1/events${query}`)
      assert.equal(answer.status, status, `${name} ${query}`)
      assert.equal(answer.body.object, 'error')
    }
  })

  test('says with its first block how far it is, and is kept by nobody on its way', async (t) => {
    const acme = await listening(t, testStore)
    const response = await fetch(`${acme.url}/v1/events`, {
      headers: { authorization: `Bearer ${acme.as('reader').token}`, 'notion-version': '2021-05-13' },
    })
    const wanted = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
    for (const [name, value] of Object.entries(wanted)) assert.equal(response.headers.get(name), value)
    assert.equal(response.headers.get('x-accel-buffering'), 'no')
    const body = response.body!.getReader()
    const { value } = await body.read()
    assert.match(new TextDecoder().decode(value), /^: \nretry: 1000\nid: [\w-]+\n\n$/)
    await body.cancel()
  })
})
