import assert from 'node:assert/strict'
import { test } from 'node:test'
import { full, payload, plain, text, withoutIds } from './answers.ts'
import { type ClientOf, describeClients } from './describe-clients.ts'
import { examples } from './properties-of-every-type.ts'

type Client = ClientOf<'5.x'>

interface ItemList {
  object: string
  type: string
  results: { type: string }[]
  has_more: boolean
  next_cursor: string | null
  property_item: { id: string; type: string; next_url: string | null }
}

const item = async (client: Client, page_id: string, property_id: string, paging: object = {}) =>
  client.pages.properties.retrieve({ page_id, property_id, ...paging })

/** Every item of a property, a few at a time. */
async function items(client: Client, page: string, property: string, page_size: number) {
  const all: unknown[] = []
  let start_cursor: string | undefined
  do {
    const paging = { page_size, ...(start_cursor ? { start_cursor } : {}) }
    const list = (await item(client, page, property, paging)) as unknown as ItemList
    assert.deepEqual([list.object, list.type], ['list', 'property_item'])
    assert.ok(list.results.length <= page_size)
    assert.equal(list.has_more, list.next_cursor !== null)
    assert.equal(list.property_item.next_url !== null, list.has_more)
    all.push(...list.results.map(payload))
    start_cursor = list.next_cursor ?? undefined
  } while (start_cursor)
  return all
}

describeClients('property items', ['5.x'], (home) => {
  test('show one value of every type', async () => {
    const client = home.as('editor')
    const single = examples.filter(({ type }) => type !== 'rich_text')
    const columns = Object.fromEntries(single.map(({ type, config }) => [`A ${type}`, { [type]: config }]))
    const { dataSource } = await home.aDataSource({ Name: { title: {} }, ...columns })
    const values = Object.fromEntries(
      single
        .filter(({ sent }) => sent !== undefined)
        .map(({ type, sent }) => [`A ${type}`, { [type]: sent }]),
    )
    const page = full(
      await client.pages.create({ parent: { data_source_id: dataSource }, properties: values as never }),
    )
    for (const { type, read, empty } of single) {
      const property = page.properties[`A ${type}`]!
      const value = await item(client, page.id, property.id)
      assert.deepEqual([value.object, value.type], ['property_item', type])
      const expected = read ?? empty
      if (expected !== undefined) assert.deepEqual(withoutIds(payload(value)), withoutIds(expected), type)
      else assert.deepEqual(payload(value), payload(property), type)
    }
  })

  test('list long values page by page', async () => {
    const client = home.as('editor')
    const target = await home.aDataSource()
    const { dataSource } = await home.aDataSource({
      Name: { title: {} },
      Text: { rich_text: {} },
      Who: { people: {} },
      Links: { relation: { data_source_id: target.dataSource, single_property: {} } },
    })
    const goals: { id: string }[] = []
    for (let count = 0; count < 27; count++) {
      const goal = await client.pages.create({
        parent: { data_source_id: target.dataSource },
        properties: {},
      })
      goals.push({ id: goal.id })
    }
    const people = [{ id: home.userId('member') }, { id: home.userId('owner') }]
    const page = full(
      await client.pages.create({
        parent: { data_source_id: dataSource },
        properties: {
          Name: { title: text('Title') },
          Text: { rich_text: ['a', 'b', 'c', 'd', 'e'].flatMap(text) },
          Who: { people },
          Links: { relation: goals },
        },
      }),
    )
    const idOf = (name: string) => page.properties[name]!.id
    assert.equal(plain(await items(client, page.id, 'title', 100)), 'Title')
    assert.equal(plain(await items(client, page.id, idOf('Text'), 2)), 'abcde')
    const who = (await items(client, page.id, idOf('Who'), 1)) as { id: string }[]
    assert.deepEqual(
      who.map(({ id }) => ({ id })),
      people,
    )
    assert.deepEqual(await items(client, page.id, idOf('Links'), 10), goals)
    assert.deepEqual(await items(client, page.id, idOf('Links'), 100), goals)
  })

  test('take ids as they are written, once or twice encoded', async () => {
    const client = home.as('editor')
    const { dataSource } = await home.aDataSource({ Name: { title: {} }, Count: { number: {} } })
    const page = full(
      await client.pages.create({
        parent: { data_source_id: dataSource },
        properties: { Count: { number: 7 } },
      }),
    )
    const { id } = page.properties.Count!
    for (const written of [id, encodeURIComponent(id)]) {
      assert.equal(payload(await item(client, page.id, written)), 7)
    }
  })
})
