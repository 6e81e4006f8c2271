/** The SDKs of the time when a database was its only table. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, full, payload, plain, refusal, text, withoutIds } from './answers.ts'
import { simpleBlocks } from './blocks-of-every-type.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'
import { examples } from './properties-of-every-type.ts'

type Client = ClientOf<'2.x'>

/** 4.x can do all that 2.x can. */
const connect = (home: Home<Client | ClientOf<'4.x'>>, ...as: Parameters<typeof home.as>): Client =>
  home.as(...as) as Client

const titled = (content: string) => ({ title: { title: text(content) } })
const named = (content: string) => ({ Name: { title: text(content) } })
const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })
const nameOf = (page: object): string =>
  plain(payload((page as { properties: { Name: { type: string } } }).properties.Name))

async function aDatabase(client: Client, page_id: string, properties: object = {}) {
  return full(
    await client.databases.create({
      parent: { type: 'page_id', page_id },
      title: text('Tasks'),
      properties: { Name: { title: {} }, ...properties },
    }),
  )
}

describeClients('before data sources, pages and blocks', ['4.x', '2.x'], (home) => {
  test('users are listed and retrieved', async () => {
    const client = connect(home, 'editor')
    const { results } = await client.users.list({})
    assert.ok(results.some(({ id }) => id === home.userId('member')))
    const member = await client.users.retrieve({ user_id: home.userId('member') })
    assert.equal((payload(member) as { email: string }).email, 'member@acme.test')
    assert.equal((await client.users.me({})).id, home.userId('editor'))
  })

  test('pages are created, changed, archived and brought back', async () => {
    const client = connect(home, 'editor')
    const top = await home.aPage()
    const page = full(
      await client.pages.create({
        parent: { page_id: top },
        properties: titled('Old'),
        icon: { emoji: '🎯' },
        children: [{ toggle: { rich_text: text('Top'), children: [paragraph('Below')] } }],
      }),
    )
    const page_id = page.id
    assert.deepEqual([page.archived, page.parent], [false, { type: 'page_id', page_id: top }])
    const changed = await client.pages.update({ page_id, properties: titled('New'), icon: null })
    assert.equal(plain(payload(full(changed).properties.title)), 'New')
    assert.equal(full(await client.pages.update({ page_id, archived: true })).archived, true)
    assert.equal(full(await client.pages.retrieve({ page_id })).archived, true)
    assert.equal(full(await client.pages.update({ page_id, archived: false })).archived, false)
    const title = await client.pages.properties.retrieve({ page_id, property_id: 'title' })
    assert.ok(title.object === 'list')
    assert.equal(plain(title.results.map(payload)), 'New')
  })

  test('blocks of every type are appended, changed and deleted', async () => {
    const client = connect(home, 'editor')
    const block_id = await home.aPage()
    const children = simpleBlocks.map(({ type, sent }) => ({ [type]: sent }))
    const made = (await client.blocks.children.append({ block_id, children: children as never })).results
    assert.deepEqual(
      made.map((block) => payload(full(block))),
      simpleBlocks.map(({ read }) => read),
    )
    const listed = (await client.blocks.children.list({ block_id })).results
    assert.deepEqual(listed, made)
    for (const [index, { type, change, changed, isNew }] of simpleBlocks.entries()) {
      const block = { block_id: made[index]!.id }
      await client.blocks.retrieve(block)
      // What it does not know, the SDK does not send.
      if (change && !isNew) {
        const after = await client.blocks.update({ ...block, [type]: change } as never)
        assert.deepEqual(payload(full(after)), changed)
      }
      assert.equal(full(await client.blocks.delete(block)).archived, true)
    }
  })

  test('blocks are put after another', async () => {
    const client = connect(home, 'editor')
    const block_id = await home.aPage({ children: [paragraph('A'), paragraph('C')] })
    const [first] = (await client.blocks.children.list({ block_id })).results
    const children = [paragraph('B')]
    const { results } = await client.blocks.children.append({ block_id, children, after: first!.id })
    assert.deepEqual(
      results.map((block) => plain((payload(full(block)) as { rich_text: unknown }).rich_text)),
      ['B', 'C'],
    )
  })

  test('comments are made and listed', async () => {
    const client = connect(home, 'editor')
    const page_id = await home.aPage()
    const comment = full(await client.comments.create({ parent: { page_id }, rich_text: text('Hello') }))
    assert.equal(plain(comment.rich_text), 'Hello')
    const { results } = await client.comments.list({ block_id: page_id })
    assert.deepEqual(
      results.map(({ id }) => id),
      [comment.id],
    )
  })

  test('errors are those of the API', async () => {
    const id = '59833787-2cf9-4fdf-8782-e53db20768a5'
    assert.deepEqual(await refusal(connect(home, 'editor').databases.retrieve({ database_id: id })), {
      status: 404,
      code: 'object_not_found',
      message: `Could not find database with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "The editor".`,
    })
    assert.equal((await refusal((home.with('secret_x') as Client).users.me({}))).code, 'unauthorized')
    assert.match(
      await complaint(connect(home, 'editor').pages.retrieve({ page_id: 'abc' })),
      /^path failed validation: path\.page_id should be a valid uuid/,
    )
  })
})

describeClients('before data sources, databases', ['4.x', '2.x'], (home) => {
  test('have properties of every type', async () => {
    const client = connect(home, 'editor')
    const columns = Object.fromEntries(examples.map(({ type, config }) => [`A ${type}`, { [type]: config }]))
    const page_id = await home.aPage()
    const database = await aDatabase(client, page_id, { ...columns, State: { status: {} } })
    assert.deepEqual(database.parent, { type: 'page_id', page_id })
    assert.equal(plain(database.title), 'Tasks')
    for (const { type, config, configured = config } of examples) {
      assert.deepEqual(withoutIds(payload(database.properties[`A ${type}`])), configured, type)
    }
    const read = full(await client.databases.retrieve({ database_id: database.id }))
    assert.deepEqual({ ...read, request_id: 0 }, { ...database, request_id: 0 })

    const writable = examples.filter(({ sent }) => sent !== undefined)
    const values = Object.fromEntries(writable.map(({ type, sent }) => [`A ${type}`, { [type]: sent }]))
    const row = full(
      await client.pages.create({ parent: { database_id: database.id }, properties: values as never }),
    )
    assert.deepEqual(row.parent, { type: 'database_id', database_id: database.id })
    for (const { type, read: shown } of writable) {
      assert.deepEqual(withoutIds(payload(row.properties[`A ${type}`])), shown, type)
      const property_id = row.properties[`A ${type}`]!.id
      await client.pages.properties.retrieve({ page_id: row.id, property_id })
    }
  })

  test('change their title, description and properties', async () => {
    const client = connect(home, 'editor')
    const { id: database_id } = await aDatabase(client, await home.aPage(), { Count: { number: {} } })
    const changed = full(
      await client.databases.update({
        database_id,
        title: text('New'),
        description: text('Words'),
        icon: { type: 'emoji', emoji: '🎯' },
        properties: { Count: { name: 'Amount' }, Link: { url: {} } },
      }),
    )
    assert.deepEqual([plain(changed.title), plain(changed.description)], ['New', 'Words'])
    assert.deepEqual(changed.icon, { type: 'emoji', emoji: '🎯' })
    assert.deepEqual(Object.keys(changed.properties).sort(), ['Amount', 'Link', 'Name'])
    const less = await client.databases.update({ database_id, properties: { Link: null } })
    assert.deepEqual(Object.keys(full(less).properties).sort(), ['Amount', 'Name'])
    const { results } = await client.search({
      query: 'New',
      filter: { property: 'object', value: 'database' },
    })
    assert.ok(results.some(({ id }) => id === database_id))
    assert.equal(full(await client.databases.update({ database_id, archived: true })).archived, true)
    assert.equal(full(await client.databases.retrieve({ database_id })).archived, true)
  })

  test('are queried with filters, sorts and cursors', async () => {
    const client = connect(home, 'editor')
    const { id: database_id } = await aDatabase(client, await home.aPage(), { Count: { number: {} } })
    for (const [index, name] of ['A', 'B', 'C'].entries()) {
      await client.pages.create({
        parent: { database_id },
        properties: { ...named(name), Count: { number: index } },
      })
    }
    const names = async (asked: object) =>
      (await client.databases.query({ database_id, ...asked })).results.map(nameOf)
    assert.deepEqual(await names({}), ['C', 'B', 'A'])
    assert.deepEqual(await names({ filter: { property: 'Count', number: { greater_than: 0 } } }), ['C', 'B'])
    assert.deepEqual(await names({ sorts: [{ property: 'Name', direction: 'ascending' }] }), ['A', 'B', 'C'])
    const first = await client.databases.query({ database_id, page_size: 2 })
    assert.deepEqual([first.results.length, first.has_more], [2, true])
    assert.deepEqual(await names({ start_cursor: first.next_cursor }), ['A'])
  })

  test('relate to each other', async () => {
    const client = connect(home, 'editor')
    const page = await home.aPage()
    const target = await aDatabase(client, page)
    const database = await aDatabase(client, page, {
      One: { relation: { database_id: target.id, type: 'single_property', single_property: {} } },
      Both: { relation: { database_id: target.id, type: 'dual_property', dual_property: {} } },
    })
    const one = payload(database.properties.One) as { database_id: string; type: string }
    assert.deepEqual([one.database_id, one.type], [target.id, 'single_property'])
    const goal = await client.pages.create({ parent: { database_id: target.id }, properties: named('Goal') })
    const row = full(
      await client.pages.create({
        parent: { database_id: database.id },
        properties: { Both: { relation: [{ id: goal.id }] } },
      }),
    )
    assert.deepEqual(payload(row.properties.Both), [{ id: goal.id }])
  })

  test('with several data sources are refused', async () => {
    const client = connect(home, 'editor')
    const { database: database_id } = await home.aDataSource()
    await home.aSecondSource(database_id)
    const message = 'Databases with multiple data sources are not supported in this API version.'
    assert.equal(await complaint(client.databases.retrieve({ database_id })), message)
    assert.equal(await complaint(client.databases.query({ database_id })), message)
    assert.equal(await complaint(client.databases.update({ database_id, title: text('No') })), message)
    assert.equal(await complaint(client.pages.create({ parent: { database_id }, properties: {} })), message)
    const { results } = await client.search({ filter: { property: 'object', value: 'database' } })
    assert.ok(results.every(({ id }) => id !== database_id))
  })

  test('have no methods of data sources', async () => {
    const { dataSource } = await home.aDataSource()
    const request = connect(home, 'editor').request({ path: `data_sources/${dataSource}`, method: 'get' })
    assert.equal((await refusal(request)).code, 'invalid_request_url')
  })

  test('are found, and no data sources', async () => {
    const client = connect(home, 'editor')
    const wrong = { property: 'object', value: 'data_source' } as never
    assert.equal(
      await complaint(client.search({ filter: wrong })),
      'body failed validation: body.filter.value should be `"page"` or `"database"`, instead was `"data_source"`.',
    )
    const { results } = await client.search({})
    assert.ok(results.every(({ object }) => object === 'page' || object === 'database'))
  })
})
