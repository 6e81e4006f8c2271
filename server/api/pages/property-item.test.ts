import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkError, checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const runs = (content: string) => [{ text: { content } }]

/** A row with a value for every kind of property, and the wire ids of its properties by name. */
async function aRow({ as, aDataSource }: TestWorkspace) {
  const { dataSource } = await aDataSource({
    Name: { title: {} },
    Text: { rich_text: {} },
    Number: { number: { format: 'number' } },
    Tags: { multi_select: {} },
    People: { people: {} },
    Due: { date: {} },
    Done: { checkbox: {} },
    Made: { created_time: {} },
    'Made by': { created_by: {} },
  })
  const editor = as('editor')
  const target = await aDataSource()
  const schema = await editor.patch(`/v1/data_sources/${dataSource}`, {
    properties: { Links: { relation: { data_source_id: target.dataSource, single_property: {} } } },
  })
  assert.equal(schema.status, 200, JSON.stringify(schema.body))
  const targets: string[] = []
  for (let index = 0; index < 30; index++) {
    const { body } = await editor.post('/v1/pages', { parent: { data_source_id: target.dataSource } })
    targets.push(body.id)
  }
  const { body } = await editor.post('/v1/pages', {
    parent: { data_source_id: dataSource },
    properties: {
      Name: { title: runs('A row') },
      Text: { rich_text: [...runs('a'), ...runs('b'), { mention: { user: { id: as('member').userId } } }] },
      Number: { number: 5 },
      Tags: { multi_select: [{ name: 'red' }] },
      People: { people: [{ id: as('owner').userId }, { id: as('member').userId }] },
      Due: { date: { start: '2026-06-15' } },
      Done: { checkbox: true },
      Links: { relation: targets.map((id) => ({ id })) },
    },
  })
  assert.ok(body.id, JSON.stringify(body))
  const ids: Record<string, string> = {}
  for (const [name, { id }] of Object.entries(body.properties as Record<string, { id: string }>))
    ids[name] = id
  return { page: body.id as string, properties: body.properties, ids, targets, target }
}

/** What a row answers for each property, beside `object`, `id` and `type`. */
const values: [name: string, type: string, shows: (answer: Answer['body']) => unknown, expected: unknown][] =
  [
    ['Number', 'number', (body) => body.number, 5],
    ['Tags', 'multi_select', (body) => body.multi_select.map((one: { name: string }) => one.name), ['red']],
    ['Due', 'date', (body) => body.date, { start: '2026-06-15', end: null, time_zone: null }],
    ['Done', 'checkbox', (body) => body.checkbox, true],
    ['Made by', 'created_by', (body) => body.created_by.name, 'The editor'],
    ['Made', 'created_time', (body) => body.created_time.slice(-8), ':00.000Z'],
  ]

const textsOf = (body: Answer['body'], type: string): string[] =>
  body.results.map((item: Record<string, { plain_text: string }>) => item[type]!.plain_text)

/** Every page of a list, found by following its own addresses. */
async function follow({ as }: TestWorkspace, path: string): Promise<Answer['body'][]> {
  const pages: Answer['body'][] = []
  for (let next: string | null = path; next !== null; ) {
    const { status, body } = await as('editor').get(next)
    assert.equal(status, 200, JSON.stringify(body))
    checkResponse(NEWEST, `GET ${next}`, body)
    assert.equal(body.has_more, body.next_cursor !== null)
    pages.push(body)
    const { next_url }: { next_url: string | null } = body.property_item
    assert.equal(next_url === null, body.next_cursor === null)
    assert.ok(next_url === null || next_url.startsWith('http://octavo.test/v1/pages/'))
    next = next_url?.slice('http://octavo.test'.length) ?? null
  }
  return pages
}

describeStores('property items', (store) => {
  test('hold a short value whole', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids } = await aRow(acme)
    for (const [name, type, shows, expected] of values) {
      const path = `/v1/pages/${page}/properties/${ids[name]}`
      const { status, body } = await acme.as('editor').get(path)
      assert.equal(status, 200, JSON.stringify(body))
      checkResponse(NEWEST, `GET ${path}`, body)
      assert.deepEqual(Object.keys(body), ['object', 'type', 'id', type, 'request_id'])
      assert.deepEqual([body.object, body.id, shows(body)], ['property_item', ids[name], expected])
    }
  })

  test('list long values, one object for each entry', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids, targets } = await aRow(acme)
    const get = async (name: string) => (await follow(acme, `/v1/pages/${page}/properties/${ids[name]}`))[0]

    const title = await get('Name')
    assert.deepEqual(
      { ...title, results: 0, request_id: 0 },
      {
        object: 'list',
        results: 0,
        next_cursor: null,
        has_more: false,
        type: 'property_item',
        property_item: { id: 'title', next_url: null, type: 'title', title: {} },
        request_id: 0,
      },
    )
    assert.deepEqual(textsOf(title, 'title'), ['A row'])
    assert.deepEqual(textsOf(await get('Text'), 'rich_text'), ['a', 'b', '@The member'])
    const people = await get('People')
    assert.deepEqual(
      people.results.map((item: { people: { name: string } }) => item.people.name),
      ['The owner', 'The member'],
    )
    const links = await get('Links')
    assert.deepEqual(
      links.results.map((item: { relation: { id: string } }) => item.relation.id),
      targets,
    )
  })

  test('go on at the address that a page of them names', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids, targets } = await aRow(acme)
    const pages = await follow(acme, `/v1/pages/${page}/properties/${ids.Links}?page_size=12`)
    assert.deepEqual(
      pages.map(({ results }) => results.length),
      [12, 12, 6],
    )
    assert.deepEqual(
      pages.flatMap(({ results }) => results.map((item: { relation: { id: string } }) => item.relation.id)),
      targets,
    )
    const texts = await follow(acme, `/v1/pages/${page}/properties/${ids.Text}?page_size=1`)
    assert.deepEqual(
      texts.flatMap((body) => textsOf(body, 'rich_text')),
      ['a', 'b', '@The member'],
    )
  })

  test('leave out related pages in the trash', async (t) => {
    const acme = await workspace(t, store)
    const { page, targets } = await aRow(acme)
    const editor = acme.as('editor')
    await editor.patch(`/v1/pages/${targets[3]}`, { in_trash: true })
    const [first, second] = await follow(acme, `/v1/pages/${page}/properties/Links?page_size=20`)
    const ids = [first, second].flatMap(({ results }) =>
      results.map((item: { relation: { id: string } }) => item.relation.id),
    )
    assert.deepEqual(ids, targets.toSpliced(3, 1))
  })

  test('are found by id, however encoded, and by name', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids } = await aRow(acme)
    for (const [name, id] of Object.entries(ids)) {
      for (const key of [id, encodeURIComponent(id), encodeURIComponent(name)]) {
        const { status, body } = await acme.as('editor').get(`/v1/pages/${page}/properties/${key}`)
        assert.equal(status, 200, `${key}: ${JSON.stringify(body)}`)
        assert.equal(body.id ?? body.property_item.id, id)
      }
    }
  })

  test('of a page in no database are its title', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage({ title: 'Alone' })
    const [body] = await follow(acme, `/v1/pages/${page}/properties/title`)
    assert.deepEqual(textsOf(body, 'title'), ['Alone'])
  })

  test('refuse what they cannot show', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids } = await aRow(acme)
    const shared = (name: string) =>
      `Could not find page with ID: ${page}. Make sure the relevant pages and databases are shared with your integration "The ${name}".`
    const unknown = (key: string) => `Could not find property with name or id: ${key}`
    const cursor = (text: string) => `The start_cursor provided is invalid: ${text}`
    const negative = Buffer.from('[-1]').toString('base64url')
    const refusals = [
      ['editor', 'No such', 400, unknown('No such')],
      ['editor', '__proto__', 400, unknown('__proto__')],
      ['editor', 'constructor', 400, unknown('constructor')],
      ['editor', `${ids.Text}?start_cursor=bogus`, 400, cursor('bogus')],
      ['editor', `${ids.Links}?start_cursor=${negative}`, 400, cursor(negative)],
      [
        'editor',
        `${ids.Text}?page_size=101`,
        400,
        'query failed validation: query.page_size should be ≤ `100` or `undefined`, instead was `101`.',
      ],
      ['stranger', 'title', 404, shared('stranger')],
      ['outsider', 'title', 404, shared('outsider')],
      ['nobody', 'title', 403, 'Insufficient permissions for this endpoint.'],
    ] as const
    for (const [name, key, status, message] of refusals) {
      const path = `/v1/pages/${page}/properties/${key.replaceAll(' ', '%20')}`
      const answer = await acme.as(name).get(path)
      assert.deepEqual([answer.status, answer.body.message], [status, message])
      checkError(`GET ${path}`, status, answer.body)
    }
  })

  test('know no relation to a data source that is not shared', async (t) => {
    const acme = await workspace(t, store)
    const { page, ids, target } = await aRow(acme)
    const path = `/v1/pages/${page}/properties/${ids.Links}`
    assert.equal((await acme.as('reader').get(path)).status, 200)
    await acme.do(async ({ db }) => {
      const reader = `bot:${acme.as('reader').userId}`
      const { access_id } = await db.sql
        .selectFrom('blocks')
        .select('access_id')
        .where('id', '=', target.page)
        .executeTakeFirstOrThrow()
      await db.sql
        .deleteFrom('access_entries')
        .where('list_id', '=', access_id!)
        .where('principal', '=', reader)
        .execute()
    })
    const { status, body } = await acme.as('reader').get(path)
    assert.deepEqual([status, body.code], [400, 'validation_error'])
    assert.match(body.message, /^Could not find property with name or id: /)
  })
})
