/** The SDKs of the first two years: pages, blocks, databases, users and search, as far as each has them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client04 } from '../early-clients.ts'
import { complaint, full, payload, plain, refusal, text } from './answers.ts'
import { describeClients, type Home } from './describe-clients.ts'

/** What all of them have has the same parameters; 0.2.x lacks some methods. */
const connect = (home: Home<unknown>, ...as: Parameters<typeof home.as>): Client04 =>
  home.as(...as) as Client04

type Properties = Record<string, { id: string; type: string }>
const propertiesOf = (object: object): Properties => (object as { properties: Properties }).properties

const titled = (content: string) => ({ title: { title: text(content) } })
const named = (content: string) => ({ Name: { title: text(content) } })

/** Text stood below `text` until 2022-02-22. */
const textKey = ({ version }: Home<unknown>) => (version < '2022-02-22' ? 'text' : 'rich_text')

function aBlock(home: Home<unknown>, type: string, content: string, more: object = {}) {
  return { object: 'block', type, [type]: { [textKey(home)]: text(content), ...more } }
}

const wordsOf = (home: Home<unknown>, blocks: readonly object[]): string[] =>
  blocks.map((block) => plain((payload(block) as Record<string, unknown>)[textKey(home)]))

async function aDatabase(home: Home<unknown>, properties: object): Promise<string> {
  const { id } = await connect(home, 'editor').databases.create({
    parent: { type: 'page_id', page_id: await home.aPage() },
    title: [{ type: 'text', text: { content: 'Tasks' } }],
    properties: { Name: { title: {} }, ...properties },
  } as never)
  return id
}

describeClients('in the first versions', ['1.x', '0.4.x', '0.2.x'], (home) => {
  test('users are listed and retrieved', async () => {
    const client = connect(home, 'editor')
    const { results } = await client.users.list({})
    assert.ok(results.some(({ id }) => id === home.userId('member')))
    const member = await client.users.retrieve({ user_id: home.userId('member') })
    assert.equal((payload(member) as { email: string }).email, 'member@acme.test')
  })

  test('pages are created, read, changed and archived', async () => {
    const client = connect(home, 'editor')
    const top = await home.aPage()
    const { id: page_id } = await client.pages.create({
      parent: { page_id: top },
      properties: titled('Old'),
      children: [aBlock(home, 'paragraph', 'Hello')],
    } as never)
    const page = full(await client.pages.retrieve({ page_id }))
    assert.equal(plain(payload(propertiesOf(page).title)), 'Old')
    await client.pages.update({ page_id, properties: titled('New') } as never)
    const changed = await client.pages.retrieve({ page_id })
    assert.equal(plain(payload(propertiesOf(changed).title)), 'New')
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.deepEqual(wordsOf(home, results), ['Hello'])
    for (const archived of [true, false]) {
      await client.pages.update({ page_id, properties: {}, archived })
      assert.equal(((await client.pages.retrieve({ page_id })) as { archived: boolean }).archived, archived)
    }
  })

  test('blocks are appended, listed and changed', async () => {
    const client = connect(home, 'editor')
    const block_id = await home.aPage()
    const types = [
      'paragraph',
      'heading_1',
      'heading_2',
      'heading_3',
      'bulleted_list_item',
      'numbered_list_item',
      'toggle',
    ]
    const children = types.map((type) => aBlock(home, type, type))
    const todo = aBlock(home, 'to_do', 'to_do', { checked: true })
    const below = aBlock(home, 'paragraph', 'Below')
    const nested = aBlock(home, 'toggle', 'nested', { children: [below] })
    const appended = await client.blocks.children.append({
      block_id,
      children: [...children, todo, nested],
    } as never)
    if (home.version === '2021-05-13') assert.equal((appended as unknown as { id: string }).id, block_id)
    else assert.equal(appended.results.length, types.length + 2)
    const { results } = await client.blocks.children.list({ block_id })
    assert.deepEqual(wordsOf(home, results), [...types, 'to_do', 'nested'])
    const inside = await client.blocks.children.list({ block_id: results.at(-1)!.id })
    assert.deepEqual(wordsOf(home, inside.results), ['Below'])
    const first = results[0]!.id
    const changed = await client.blocks.update({
      block_id: first,
      paragraph: { [textKey(home)]: text('Changed') },
    } as never)
    assert.deepEqual(wordsOf(home, [changed]), ['Changed'])
    assert.deepEqual(wordsOf(home, [await client.blocks.retrieve({ block_id: first })]), ['Changed'])
  })

  test('databases have properties, rows and queries', async () => {
    const client = connect(home, 'editor')
    const database_id = await aDatabase(home, {
      Text: { rich_text: {} },
      Count: { number: { format: 'dollar' } },
      One: { select: { options: [{ name: 'A', color: 'red' }] } },
      Many: { multi_select: { options: [] } },
      When: { date: {} },
      Who: { people: {} },
      Done: { checkbox: {} },
      Link: { url: {} },
      Mail: { email: {} },
      Phone: { phone_number: {} },
      Made: { created_time: {} },
      Maker: { created_by: {} },
      Edited: { last_edited_time: {} },
      Editor: { last_edited_by: {} },
    })
    const database = await client.databases.retrieve({ database_id })
    assert.deepEqual(payload(propertiesOf(database).Count), { format: 'dollar' })
    const { id: page_id } = await client.pages.create({
      parent: { database_id },
      properties: {
        ...named('Full'),
        Text: { rich_text: text('Words') },
        Count: { number: 1 },
        One: { select: { name: 'A' } },
        Many: { multi_select: [{ name: 'New' }] },
        When: { date: { start: '2022-01-02' } },
        Who: { people: [{ object: 'user', id: home.userId('member') }] },
        Done: { checkbox: true },
        Link: { url: 'https://acme.test' },
        Mail: { email: 'a@acme.test' },
        Phone: { phone_number: '+49' },
      },
    } as never)
    const page = await client.pages.retrieve({ page_id })
    assert.deepEqual((page as { parent: unknown }).parent, { type: 'database_id', database_id })
    const properties = propertiesOf(page)
    assert.equal(plain(payload(properties.Text)), 'Words')
    assert.deepEqual([payload(properties.Count), payload(properties.Done)], [1, true])
    assert.equal((payload(properties.One) as { name: string }).name, 'A')

    const empty = await client.pages.create({ parent: { database_id }, properties: named('Empty') } as never)
    const isOmitted = home.version < '2021-08-16'
    assert.equal(!('Count' in propertiesOf(await client.pages.retrieve({ page_id: empty.id }))), isOmitted)

    const query = async (asked: object) => {
      const { results } = await client.databases.query({ database_id, ...asked } as never)
      return results.map((row) => plain(payload(propertiesOf(row).Name)))
    }
    assert.deepEqual(await query({}), ['Empty', 'Full'])
    const words = { property: 'Text', [textKey(home)]: { contains: 'words' } }
    assert.deepEqual(await query({ filter: words }), ['Full'])
    assert.deepEqual(await query({ filter: { property: 'Count', number: { is_empty: true } } }), ['Empty'])
    assert.deepEqual(
      await query({ filter: { and: [words, { property: 'Done', checkbox: { equals: false } }] } }),
      [],
    )
    assert.deepEqual(await query({ sorts: [{ property: 'Name', direction: 'descending' }] }), [
      'Full',
      'Empty',
    ])
    const first = await client.databases.query({ database_id, page_size: 1 } as never)
    assert.equal(first.has_more, true)
    assert.deepEqual(await query({ start_cursor: first.next_cursor }), ['Full'])
  })

  test('pages and databases are found', async () => {
    const client = connect(home, 'editor')
    const database_id = await aDatabase(home, {})
    const { results } = await client.search({ filter: { property: 'object', value: 'database' } })
    assert.ok(results.some(({ id }) => id === database_id))
    const pages = await client.search({ query: 'database', filter: { property: 'object', value: 'page' } })
    assert.ok(pages.results.every(({ object }) => object === 'page'))
  })

  test('errors are those of the API', async () => {
    const client = connect(home, 'editor')
    const page_id = '59833787-2cf9-4fdf-8782-e53db20768a5'
    assert.equal((await refusal(client.pages.retrieve({ page_id }))).code, 'object_not_found')
    assert.match(await complaint(client.pages.retrieve({ page_id: 'abc' })), /^path failed validation/)
    assert.equal((await refusal((home.with('secret_x') as Client04).users.list({}))).code, 'unauthorized')
  })
})

describeClients('since 2021-08-16', ['1.x', '0.4.x'], (home) => {
  test('blocks are deleted, and databases changed', async () => {
    const client = connect(home, 'editor')
    const block_id = await home.aPage({ children: [{ divider: {} }] })
    const [block] = (await client.blocks.children.list({ block_id })).results
    assert.equal(
      ((await client.blocks.delete({ block_id: block!.id })) as { archived: boolean }).archived,
      true,
    )
    const database_id = await aDatabase(home, { Count: { number: {} } })
    const changed = await client.databases.update({
      database_id,
      title: [{ text: { content: 'New' } }],
      properties: { Count: { name: 'Amount' }, Tag: { select: {} } },
    } as never)
    assert.deepEqual(Object.keys(propertiesOf(changed)).sort(), ['Amount', 'Name', 'Tag'])
    assert.equal((await client.users.me({})).id, home.userId('editor'))
  })

  test('long values are read as items', async () => {
    const client = connect(home, 'editor')
    const database_id = await aDatabase(home, { Count: { number: {} } })
    const { id: page_id } = await client.pages.create({
      parent: { database_id },
      properties: { ...named('Title'), Count: { number: 7 } },
    } as never)
    const title = await client.pages.properties.retrieve({ page_id, property_id: 'title' })
    assert.ok(title.object === 'list')
    assert.equal(plain(title.results.map(payload)), 'Title')
    const { Count } = propertiesOf(await client.pages.retrieve({ page_id }))
    const count = await client.pages.properties.retrieve({ page_id, property_id: Count!.id })
    assert.equal(payload(count as { type: string }), 7)
  })
})

describeClients('until 2021-08-16', ['0.4.x', '0.2.x'], (home) => {
  test('databases are listed', async () => {
    const client = connect(home, 'editor')
    const database_id = await aDatabase(home, {})
    const ids: string[] = []
    let start_cursor: string | undefined
    do {
      const list = await client.databases.list({ page_size: 2, ...(start_cursor ? { start_cursor } : {}) })
      ids.push(...list.results.map(({ id }) => id))
      start_cursor = list.next_cursor ?? undefined
    } while (start_cursor)
    assert.ok(ids.includes(database_id))
  })
})
