import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { createInternalConnection } from '#server/domain/connections/create.ts'
import { updateUser } from '#server/store/users.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const text = (content: string) => [{ text: { content } }]
const titled = (content: string) => ({ title: { title: text(content) } })
const ITEMS = 11

const ok = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** A list that others write to while it is read. */
interface Moving {
  name: string
  page(cursor: string | null): Promise<Answer>
  add(): Promise<string>
  remove(id: string): Promise<unknown>
  /** A change that may take an item to another place. */
  change?(id: string): Promise<unknown>
}

describeStores('cursors', (store) => {
  test('lead past whatever comes and goes: what stood throughout comes once', async (t) => {
    const acme = await workspace(t, store)
    for (const list of [
      ...(await childLists(acme)),
      ...(await queries(acme)),
      ...searches(acme),
      users(acme),
      await comments(acme),
      ...(await views(acme)),
    ]) {
      await readWhileItMoves(list)
    }
  })

  test('that nobody gave out are refused, each list in its own words', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { page, database, dataSource } = await acme.aDataSource()
    const view = ok(await editor.get(`/v1/views?database_id=${database}`)).results[0].id
    const found = `/v1/views/${view}/queries/${ok(await editor.post(`/v1/views/${view}/queries`, {})).id}`
    const query = (body: unknown) => editor.post(`/v1/data_sources/${dataSource}/query`, body)
    const sorts = [{ property: 'Name', direction: 'ascending' }]
    const invalid = (cursor: string) => `The start_cursor provided is invalid: ${cursor}`
    const notUuid =
      'query failed validation: query.start_cursor should be a valid uuid or `undefined`, instead was `"bogus"`.'
    const forged = Buffer.from(JSON.stringify(['\u0000', '\ud800'])).toString('base64url')
    const stranger = '0195d5e0-0000-7000-8000-000000000000'
    for (const [answer, message] of [
      [await editor.get(`/v1/blocks/${page}/children?start_cursor=bogus`), notUuid],
      [await editor.get(`/v1/blocks/${page}/children?start_cursor=${stranger}`), invalid(stranger)],
      [await editor.get('/v1/users?start_cursor=bogus'), invalid('bogus')],
      [await editor.get(`/v1/comments?block_id=${page}&start_cursor=bogus`), invalid('bogus')],
      [await editor.post('/v1/search', { start_cursor: 'bogus' }), invalid('bogus')],
      [await editor.get(`/v1/views?database_id=${database}&start_cursor=bogus`), invalid('bogus')],
      [await editor.get(`/v1/views?database_id=${database}&start_cursor=${forged}`), invalid(forged)],
      [await editor.get(`${found}?start_cursor=bogus`), invalid('bogus')],
      [await editor.get(`${found}?start_cursor=${stranger}`), invalid(stranger)],
      [await query({ start_cursor: 'bogus' }), invalid('bogus')],
      [await query({ start_cursor: 'bogus', sorts }), invalid('bogus')],
      [await query({ start_cursor: 'WyJhIl0' }), invalid('WyJhIl0')],
    ] as const) {
      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.message],
        [400, 'validation_error', message],
      )
    }
    for (const answer of [
      await editor.post('/v1/search', { start_cursor: null }),
      await query({ start_cursor: null, page_size: 100 }),
      await query({ page_size: 0 }),
      await editor.get(`/v1/blocks/${page}/children?page_size=0`),
      await editor.get('/v1/users?page_size=0'),
      await editor.get(`/v1/views?database_id=${database}&page_size=0`),
      await editor.get(`${found}?page_size=0`),
      await editor.get(`/v1/comments?block_id=${page}&page_size=100`),
    ]) {
      ok(answer)
    }
    const atMost = (section: string, given: string) =>
      `${section} failed validation: ${section}.page_size should be ${given}.`
    for (const [answer, message] of [
      [
        await editor.post('/v1/search', { page_size: 101 }),
        atMost('body', '≤ `100` or `undefined`, instead was `101`'),
      ],
      [await query({ page_size: 'ten' }), atMost('body', 'a number or `undefined`, instead was `"ten"`')],
      [
        await editor.get('/v1/users?page_size=101'),
        atMost('query', '≤ `100` or `undefined`, instead was `101`'),
      ],
      [
        await editor.get('/v1/users?page_size=ten'),
        atMost('query', 'a number or `undefined`, instead was `"ten"`'),
      ],
      [
        await editor.get(`/v1/blocks/${page}/children?page_size=101`),
        atMost('query', '≤ `100` or `undefined`, instead was `101`'),
      ],
      [
        await editor.get(`/v1/comments?block_id=${page}&page_size=0`),
        atMost('query', '≥ `1` or `undefined`, instead was `0`'),
      ],
      [
        await editor.get(`/v1/comments?block_id=${page}&page_size=101`),
        atMost('query', '≤ `100` or `undefined`, instead was `101`'),
      ],
    ] as const) {
      assert.deepEqual([answer.status, answer.body.message], [400, message])
    }
  })

  test('begin lists of a hundred, and any block can be one', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const home = await acme.aPage()
    const divider = { divider: {} }
    const sent = { children: Array.from({ length: 100 }, () => divider) }
    ok(await editor.patch(`/v1/blocks/${home}/children`, sent))
    const whole = ok(await editor.get(`/v1/blocks/${home}/children`))
    assert.deepEqual([whole.results.length, whole.has_more, whole.next_cursor], [100, false, null])
    ok(await editor.patch(`/v1/blocks/${home}/children`, { children: [divider] }))
    const first = ok(await editor.get(`/v1/blocks/${home}/children?page_size=0`))
    assert.deepEqual([first.results.length, first.has_more], [100, true])
    const rest = ok(await editor.get(`/v1/blocks/${home}/children?start_cursor=${first.next_cursor}`))
    assert.deepEqual(
      rest.results.map(({ id }: { id: string }) => id),
      [first.next_cursor],
    )
    assert.deepEqual([rest.has_more, rest.next_cursor], [false, null])
    const middle = whole.results[50].id
    const some = ok(await editor.get(`/v1/blocks/${home}/children?start_cursor=${middle}&page_size=2`))
    assert.deepEqual(
      some.results.map(({ id }: { id: string }) => id),
      [middle, whole.results[51].id],
    )
  })
})

/** Reads page by page, and between two pages adds, changes and removes, the item a cursor may stand on too. */
async function readWhileItMoves(list: Moving): Promise<void> {
  const items: string[] = []
  for (let count = 0; count < ITEMS; count++) items.push(await list.add())
  const order: string[] = []
  for (let cursor: string | null = null; ; ) {
    const body: Answer['body'] = ok(await list.page(cursor))
    order.push(...body.results.map(({ id }: { id: string }) => id))
    assert.equal(body.has_more, body.next_cursor !== null)
    cursor = body.next_cursor
    if (cursor === null) break
  }
  assert.equal(new Set(order).size, order.length, `${list.name} repeats`)
  for (const id of items) assert.ok(order.includes(id), `${list.name} leaves out ${id}`)

  // Every third one of ours is changed or removed while the list is read, those at the seams of pages among them.
  const standing = order.filter((id, index) => !items.includes(id) || index % 3 !== 0)
  const leaving = order.filter((id) => !standing.includes(id)).toReversed()
  const seen: string[] = []
  for (let cursor: string | null = null, round = 0; ; round++) {
    const body: Answer['body'] = ok(await list.page(cursor))
    seen.push(...body.results.map(({ id }: { id: string }) => id))
    cursor = body.next_cursor
    if (cursor === null) break
    assert.ok(round < 40, `${list.name} does not end`)
    if (round > 6) continue
    // The one the cursor stands on goes, whenever it may.
    const next = order[order.indexOf(body.results.at(-1).id) + 1]
    const going = next !== undefined && leaving.includes(next) ? next : leaving.at(-1)
    if (going !== undefined) {
      leaving.splice(leaving.indexOf(going), 1)
      if (list.change && round % 2 === 0) await list.change(going)
      else await list.remove(going)
    }
    await list.add()
  }
  const stood = seen.filter((id) => standing.includes(id))
  assert.deepEqual(stood, standing, `${list.name} repeats, leaves out or mixes up what stood`)
}

const PAGE = 3

async function childLists(acme: TestWorkspace): Promise<Moving[]> {
  const editor = acme.as('editor')
  const lists: Moving[] = []
  for (const place of ['start', 'end'] as const) {
    const home = await acme.aPage()
    lists.push({
      name: `children, added at the ${place}`,
      page: (cursor) =>
        editor.get(
          `/v1/blocks/${home}/children?page_size=${PAGE}${cursor === null ? '' : `&start_cursor=${cursor}`}`,
        ),
      add: async () =>
        ok(
          await editor.patch(`/v1/blocks/${home}/children`, {
            children: [{ divider: {} }],
            position: { type: place },
          }),
        ).results[0].id,
      remove: (id) => editor.delete(`/v1/blocks/${id}`),
    })
  }
  return lists
}

async function queries(acme: TestWorkspace): Promise<Moving[]> {
  const editor = acme.as('editor')
  const lists: Moving[] = []
  for (const sorts of [
    [],
    [{ property: 'Number', direction: 'ascending' }],
    [{ property: 'Number', direction: 'descending' }],
    [
      { property: 'Name', direction: 'ascending' },
      { timestamp: 'created_time', direction: 'descending' },
    ],
    [{ timestamp: 'last_edited_time', direction: 'descending' }],
  ]) {
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Number: { number: {} } })
    let count = 0
    const properties = () => {
      count++
      // Values that repeat, and some that are not there.
      const number = count % 4 === 0 ? null : (count * 7) % 5
      return { Name: { title: text(`Row ${(count * 3) % 4}`) }, Number: { number } }
    }
    lists.push({
      name: `a query sorted by ${JSON.stringify(sorts)}`,
      page: (cursor) =>
        editor.post(`/v1/data_sources/${dataSource}/query`, {
          page_size: PAGE,
          ...(sorts.length > 0 ? { sorts } : {}),
          ...(cursor === null ? {} : { start_cursor: cursor }),
        }),
      add: async () =>
        ok(
          await editor.post('/v1/pages', {
            parent: { data_source_id: dataSource },
            properties: properties(),
          }),
        ).id,
      remove: (id) => editor.patch(`/v1/pages/${id}`, { in_trash: true }),
      change: (id) => editor.patch(`/v1/pages/${id}`, { properties: properties() }),
    })
  }
  return lists
}

function searches(acme: TestWorkspace): Moving[] {
  const editor = acme.as('editor')
  return [{}, { timestamp: 'last_edited_time', direction: 'ascending' }, { property: 'relevance' }].map(
    (sort, index) => ({
      name: `a search sorted by ${JSON.stringify(sort)}`,
      page: (cursor) =>
        editor.post('/v1/search', {
          query: `Needle${index}`,
          page_size: PAGE,
          ...('timestamp' in sort || 'property' in sort ? { sort } : {}),
          ...(cursor === null ? {} : { start_cursor: cursor }),
        }),
      add: () => acme.aPage({ title: `Needle${index} in a haystack` }),
      remove: (id) => editor.patch(`/v1/pages/${id}`, { in_trash: true }),
      change: (id) => editor.patch(`/v1/pages/${id}`, { properties: titled(`Another needle${index}`) }),
    }),
  )
}

function users(acme: TestWorkspace): Moving {
  let count = 0
  return {
    name: 'users',
    page: (cursor) =>
      acme.as('editor').get(`/v1/users?page_size=${PAGE}${cursor === null ? '' : `&start_cursor=${cursor}`}`),
    add: () =>
      acme.do(async (context) => {
        count++
        const made = { name: `Bot ${count}`, capabilities: everyCapability }
        return (await createInternalConnection(context, made)).botId
      }),
    remove: (id) => acme.do(({ db }) => updateUser(db, acme.id, id, { state: 'removed' })),
  }
}

async function views(acme: TestWorkspace): Promise<Moving[]> {
  const editor = acme.as('editor')
  const lists: Moving[] = []
  for (const place of ['start', 'end'] as const) {
    const { database, dataSource } = await acme.aDataSource()
    lists.push({
      name: `views, added at the ${place}`,
      page: (cursor) =>
        editor.get(
          `/v1/views?database_id=${database}&page_size=${PAGE}${cursor === null ? '' : `&start_cursor=${cursor}`}`,
        ),
      add: async () =>
        ok(
          await editor.post('/v1/views', {
            database_id: database,
            data_source_id: dataSource,
            name: 'View',
            type: 'list',
            position: { type: place },
          }),
        ).id,
      remove: (id) => editor.delete(`/v1/views/${id}`),
      change: (id) => editor.patch(`/v1/views/${id}`, { name: 'Changed' }),
    })
  }
  return lists
}

async function comments(acme: TestWorkspace): Promise<Moving> {
  const editor = acme.as('editor')
  const home = await acme.aPage()
  return {
    name: 'comments',
    page: (cursor) =>
      editor.get(
        `/v1/comments?block_id=${home}&page_size=${PAGE}${cursor === null ? '' : `&start_cursor=${cursor}`}`,
      ),
    add: async () =>
      ok(await editor.post('/v1/comments', { parent: { page_id: home }, rich_text: text('Hi') })).id,
    remove: (id) => editor.delete(`/v1/comments/${id}`),
    change: (id) => editor.patch(`/v1/comments/${id}`, { rich_text: text('Hello') }),
  }
}
