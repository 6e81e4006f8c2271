import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  collectPaginatedAPI,
  type PageObjectResponse,
  type QueryDataSourceParameters,
} from '@notionhq/client'
import { complaint, full, payload, plain, text } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'
import { cases, type Fixture, rows, schema } from './queried-rows.ts'

type Client = ClientOf<'5.x'>
type Query = Omit<QueryDataSourceParameters, 'data_source_id'>

const named = (page: object): string => plain(payload((page as PageObjectResponse).properties.Name))

async function fill(home: Home<Client>): Promise<Fixture> {
  const client = home.as('editor')
  const target = await home.aDataSource()
  const goal = async (content: string) =>
    (
      await client.pages.create({
        parent: { data_source_id: target.dataSource },
        properties: { Name: { title: text(content) } },
      })
    ).id
  const fixture = {
    goals: [await goal('First'), await goal('Second')] as const,
    member: home.userId('member'),
    owner: home.userId('owner'),
    editor: home.userId('editor'),
  }
  const { dataSource } = await home.aDataSource(schema(target.dataSource))
  for (const properties of rows(fixture)) {
    await client.pages.create({ parent: { data_source_id: dataSource }, properties: properties as never })
  }
  return { ...fixture, dataSource }
}

describeClients('queries', ['5.x'], (home) => {
  let fixture: Fixture
  before(async () => {
    fixture = await fill(home)
  })

  const query = (asked: Query = {}) =>
    home.as('editor').dataSources.query({ data_source_id: fixture.dataSource!, ...asked })
  const names = async (asked?: Query): Promise<string[]> => (await query(asked)).results.map(named)

  test('give the newest row first', async () => {
    assert.deepEqual(await names(), ['Empty', 'Cherry', 'Banana', 'Apple'])
    assert.deepEqual(await names({ filter: {} as never }), ['Empty', 'Cherry', 'Banana', 'Apple'])
  })

  describe('filter by', () => {
    for (const [type, filters] of Object.entries(cases)) {
      test(type, async () => {
        for (const [filter, expected] of filters(fixture)) {
          const found = await names({ filter: filter as never })
          assert.deepEqual(found.sort(), [...expected].sort(), JSON.stringify(filter))
        }
      })
    }
  })

  test('sort by several properties, and by time', async () => {
    const by = (property: string, direction: 'ascending' | 'descending' = 'ascending') =>
      names({ sorts: [{ property, direction }] })
    assert.deepEqual(await by('Name'), ['Apple', 'Banana', 'Cherry', 'Empty'])
    assert.deepEqual(await by('Name', 'descending'), ['Empty', 'Cherry', 'Banana', 'Apple'])
    assert.deepEqual(await by('Number', 'descending'), ['Cherry', 'Banana', 'Apple', 'Empty'])
    // What is alike stays newest first.
    assert.deepEqual((await by('Select')).slice(0, 3), ['Cherry', 'Apple', 'Banana'])
    assert.deepEqual(await by('Date'), ['Apple', 'Banana', 'Cherry', 'Empty'])
    assert.deepEqual(
      await names({
        sorts: [
          { property: 'Select', direction: 'ascending' },
          { property: 'Number', direction: 'descending' },
        ],
      }),
      ['Cherry', 'Apple', 'Banana', 'Empty'],
    )
    assert.deepEqual(await names({ sorts: [{ timestamp: 'created_time', direction: 'ascending' }] }), [
      'Apple',
      'Banana',
      'Cherry',
      'Empty',
    ])
  })

  test('are read page by page, in any order', async () => {
    const client = home.as('editor')
    for (const sorts of [[], [{ property: 'Select', direction: 'descending' as const }]]) {
      const asked = { data_source_id: fixture.dataSource!, sorts }
      const whole = (await client.dataSources.query(asked)).results.map(named)
      const byOne = await collectPaginatedAPI(client.dataSources.query, { ...asked, page_size: 1 })
      assert.deepEqual(byOne.map(named), whole)
    }
  })

  test('show the properties that are asked for', async () => {
    const client = home.as('editor')
    const source = full(await client.dataSources.retrieve({ data_source_id: fixture.dataSource! }))
    const { results } = await query({ filter_properties: [source.properties.Number!.id, 'title'] })
    for (const page of results) {
      assert.deepEqual(Object.keys((page as PageObjectResponse).properties).sort(), ['Name', 'Number'])
    }
  })

  test('leave out what is in the trash, or show only that', async () => {
    const client = home.as('editor')
    const { dataSource: data_source_id } = await home.aDataSource()
    const create = () => client.pages.create({ parent: { data_source_id }, properties: {} })
    const [kept, gone] = [await create(), await create()]
    await client.pages.update({ page_id: gone.id, in_trash: true })
    const ids = async (asked: Query) =>
      (await client.dataSources.query({ data_source_id, ...asked })).results.map(({ id }) => id)
    assert.deepEqual(await ids({}), [kept.id])
    assert.deepEqual(await ids({ in_trash: true }), [gone.id])
  })

  test('are refused for properties and filters that do not fit', async () => {
    const refused: [Query, string][] = [
      [
        { filter: { property: 'Nothing', number: { equals: 1 } } },
        'Could not find property with name or id: Nothing',
      ],
      [
        { sorts: [{ property: 'Nothing', direction: 'ascending' }] },
        'Could not find sort property with name or id: Nothing',
      ],
      [
        { filter: { property: 'Number', checkbox: { equals: true } } },
        'The property type in the database does not match the property type of the filter provided: database property number does not match filter checkbox',
      ],
      [{ start_cursor: 'bogus' }, 'The start_cursor provided is invalid: bogus'],
    ]
    for (const [asked, message] of refused) assert.equal(await complaint(query(asked)), message)
    await complaint(query({ filter: { property: 'Number', number: { like: 1 } } as never }))
  })
})
