/** Rollups: configured, read, filtered and sorted by, as the SDKs see them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client'
import { complaint, full, payload, text } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

const titled = (content: string) => ({ Name: { title: text(content) } })

const read = async (client: Client, id: string): Promise<DataSourceObjectResponse> =>
  full(await client.dataSources.retrieve({ data_source_id: id }))

const change = async (client: Client, id: string, properties: object): Promise<DataSourceObjectResponse> =>
  full(await client.dataSources.update({ data_source_id: id, properties } as never))

const addRow = async (client: Client, id: string, properties: object = {}): Promise<PageObjectResponse> =>
  full(await client.pages.create({ parent: { data_source_id: id }, properties } as never))

const rowOf = async (client: Client, page_id: string): Promise<PageObjectResponse> =>
  full(await client.pages.retrieve({ page_id }))

const shown = (page: PageObjectResponse, name: string): unknown => payload(page.properties[name])

/** Titles of the rows that a query finds, in order. */
async function found(client: Client, data_source_id: string, query: object): Promise<string[]> {
  const { results } = await client.dataSources.query({ data_source_id, ...query } as never)
  return results.map(
    (page) =>
      (payload((page as PageObjectResponse).properties.Name) as { plain_text: string }[])[0]!.plain_text,
  )
}

const rollup = (rollup_property_name: string, name: string, relation_property_name = 'Tasks') => ({
  rollup: { relation_property_name, rollup_property_name, function: name },
})

/** Projects with tasks: of the first one three, of the second one, of the last none. */
async function projects(home: Home<Client>, rollups: Record<string, object> = {}) {
  const client = home.as('editor')
  const tasks = (
    await home.aDataSource({
      Name: { title: {} },
      Points: { number: {} },
      Due: { date: {} },
      Done: { checkbox: {} },
      Tags: {
        multi_select: {
          options: [
            { name: 'API', color: 'blue' },
            { name: 'Docs', color: 'green' },
          ],
        },
      },
      State: { status: {} },
      Text: { rich_text: {} },
      Who: { people: {} },
    })
  ).dataSource
  const { dataSource } = await home.aDataSource({
    Name: { title: {} },
    Tasks: { relation: { data_source_id: tasks, single_property: {} } },
    ...rollups,
  })
  const add = async (name: string, properties: object) =>
    (await addRow(client, tasks, { ...titled(name), ...properties })).id
  const a = await add('A', {
    Points: { number: 3 },
    Due: { date: { start: '2026-06-01', end: '2026-06-05' } },
    Done: { checkbox: true },
    Tags: { multi_select: [{ name: 'API' }, { name: 'Docs' }] },
    State: { status: { name: 'Done' } },
    Text: { rich_text: text('first') },
    Who: { people: [{ id: home.userId('member') }] },
  })
  const b = await add('B', {
    Points: { number: 5 },
    Due: { date: { start: '2026-05-20' } },
    Tags: { multi_select: [{ name: 'API' }] },
    Text: { rich_text: text('second') },
  })
  const c = await add('C', {})
  const relate = (...ids: string[]) => ({ Tasks: { relation: ids.map((id) => ({ id })) } })
  const full = await addRow(client, dataSource, { ...titled('Full'), ...relate(a, b, c) })
  const one = await addRow(client, dataSource, { ...titled('One'), ...relate(b) })
  const none = await addRow(client, dataSource, titled('None'))
  return { client, tasks, dataSource, ids: { a, b, c }, rows: { full: full.id, one: one.id, none: none.id } }
}

const day = (start: string, end: string | null = null) => ({ start, end, time_zone: null })

/** What each function gives for three tasks, and for none. */
const cases: readonly [property: string, name: string, type: string, full: unknown, none: unknown][] = [
  ['Name', 'count', 'number', 3, 0],
  ['Tags', 'count_values', 'number', 3, 0],
  ['Tags', 'unique', 'number', 2, 0],
  ['Points', 'empty', 'number', 1, 0],
  ['Points', 'not_empty', 'number', 2, 0],
  ['Text', 'percent_empty', 'number', 1 / 3, 0],
  ['Text', 'percent_not_empty', 'number', 2 / 3, 0],
  ['Points', 'sum', 'number', 8, null],
  ['Points', 'average', 'number', 4, null],
  ['Points', 'median', 'number', 4, null],
  ['Points', 'min', 'number', 3, null],
  ['Points', 'max', 'number', 5, null],
  ['Points', 'range', 'number', 2, null],
  ['Due', 'earliest_date', 'date', day('2026-05-20'), null],
  ['Due', 'latest_date', 'date', day('2026-06-05'), null],
  ['Due', 'date_range', 'date', day('2026-05-20', '2026-06-05'), null],
  ['Done', 'checked', 'number', 1, 0],
  ['Done', 'unchecked', 'number', 2, 0],
  ['Done', 'percent_checked', 'number', 1 / 3, 0],
  ['Done', 'percent_unchecked', 'number', 2 / 3, 0],
  ['State', 'count_per_group', 'number', 1, 0],
  ['State', 'percent_per_group', 'number', 1 / 3, 0],
]

describeClients('rollups', ['5.x'], (home) => {
  test('of every function are made and read', async () => {
    const columns = Object.fromEntries(cases.map(([property, name]) => [name, rollup(property, name)]))
    const { client, dataSource, rows } = await projects(home, columns)
    const schema = (await read(client, dataSource)).properties
    const full = await rowOf(client, rows.full)
    const none = await rowOf(client, rows.none)
    for (const [property, name, type, ofFull, ofNone] of cases) {
      const config = payload(schema[name]) as Record<string, string>
      assert.deepEqual(
        [config.function, config.relation_property_name, config.rollup_property_name],
        [name, 'Tasks', property],
      )
      assert.equal(encodeURIComponent(config.relation_property_id!), schema.Tasks!.id)
      assert.deepEqual(shown(full, name), { type, [type]: ofFull, function: name }, name)
      assert.deepEqual(shown(none, name), { type, [type]: ofNone, function: name }, name)
    }
  })

  test('show the values of the related pages', async () => {
    const { client, dataSource, rows } = await projects(home, {
      Points: rollup('Points', 'show_original'),
      Text: rollup('Text', 'show_original'),
      Tags: rollup('Tags', 'show_unique'),
      Who: rollup('Who', 'show_original'),
    })
    const full = await rowOf(client, rows.full)
    assert.deepEqual(shown(full, 'Points'), {
      type: 'array',
      array: [3, 5, null].map((number) => ({ type: 'number', number })),
      function: 'show_original',
    })
    const { array } = shown(full, 'Text') as { array: { rich_text: { plain_text: string }[] }[] }
    assert.deepEqual(
      array.map(({ rich_text }) => rich_text.map(({ plain_text }) => plain_text)),
      [['first'], ['second'], []],
    )
    const tags = shown(full, 'Tags') as { array: { multi_select: { name: string }[] }[] }
    assert.deepEqual(
      tags.array.map(({ multi_select }) => multi_select.map((option) => option.name)),
      [['API', 'Docs'], ['API']],
    )
    const who = shown(full, 'Who') as { array: { people: { name: string }[] }[] }
    assert.deepEqual(
      who.array.map(({ people }) => people.map((person) => person.name)),
      [['The member'], [], []],
    )
    const none = await rowOf(client, rows.none)
    assert.deepEqual(shown(none, 'Points'), { type: 'array', array: [], function: 'show_original' })
    const { results } = await client.dataSources.query({ data_source_id: dataSource })
    assert.deepEqual((results.at(-1) as PageObjectResponse).properties, full.properties)
  })

  test('follow every change of what they are built on', async () => {
    const { client, tasks, dataSource, ids, rows } = await projects(home, { Sum: rollup('Points', 'sum') })
    await client.pages.update({ page_id: ids.c, properties: { Points: { number: 10 } } })
    assert.deepEqual(shown(await rowOf(client, rows.full), 'Sum'), {
      type: 'number',
      number: 18,
      function: 'sum',
    })
    await client.pages.update({ page_id: ids.c, in_trash: true })
    assert.deepEqual(shown(await rowOf(client, rows.full), 'Sum'), {
      type: 'number',
      number: 8,
      function: 'sum',
    })

    await change(client, tasks, { Points: { name: 'Effort' } })
    const renamed = await change(client, dataSource, { Tasks: { name: 'Steps' } })
    const config = payload(renamed.properties.Sum) as Record<string, string>
    assert.deepEqual([config.relation_property_name, config.rollup_property_name], ['Steps', 'Effort'])
    assert.deepEqual(shown(await rowOf(client, rows.one), 'Sum'), {
      type: 'number',
      number: 5,
      function: 'sum',
    })

    await change(client, tasks, { Effort: null })
    assert.deepEqual(shown(await rowOf(client, rows.one), 'Sum'), {
      type: 'unsupported',
      unsupported: {},
      function: 'sum',
    })
    await change(client, dataSource, { Steps: null })
    const row = await rowOf(client, rows.one)
    assert.deepEqual(shown(row, 'Sum'), { type: 'unsupported', unsupported: {}, function: 'sum' })
    assert.deepEqual(Object.keys(row.properties).sort(), ['Name', 'Sum'])
    await read(client, dataSource)
  })

  test('are changed, converted and removed', async () => {
    const { client, dataSource, rows } = await projects(home, { Sum: rollup('Points', 'sum') })
    await change(client, dataSource, { Sum: rollup('Points', 'max') })
    assert.deepEqual(shown(await rowOf(client, rows.full), 'Sum'), {
      type: 'number',
      number: 5,
      function: 'max',
    })
    await change(client, dataSource, { Sum: { number: {} } })
    await client.pages.update({ page_id: rows.full, properties: { Sum: { number: 7 } } })
    await change(client, dataSource, { Sum: rollup('Name', 'count') })
    assert.deepEqual(shown(await rowOf(client, rows.full), 'Sum'), {
      type: 'number',
      number: 3,
      function: 'count',
    })
    await change(client, dataSource, { Sum: null })
    assert.ok(!('Sum' in (await rowOf(client, rows.full)).properties))
  })

  test('are not written', async () => {
    const { client, dataSource, rows } = await projects(home, { Sum: rollup('Points', 'sum') })
    const given = { Sum: { rollup: { number: 1 } } } as never
    await complaint(addRow(client, dataSource, given))
    await complaint(client.pages.update({ page_id: rows.one, properties: given }))
    assert.equal(
      await complaint(client.pages.update({ page_id: rows.one, properties: { Sum: { number: 1 } } })),
      'Sum is expected to be rollup.',
    )
  })

  test('are refused where they do not fit', async () => {
    const { client, dataSource } = await projects(home)
    const at = 'body failed validation: body.properties.R.rollup'
    for (const [given, message] of [
      [
        rollup('Points', 'sum', 'Nope'),
        `${at}.relation_property_name should be a property of this data source, instead was \`"Nope"\`.`,
      ],
      [
        rollup('Points', 'sum', 'Name'),
        `${at}.relation_property_name should be a relation property of this data source, instead was \`"Name"\`.`,
      ],
      [
        rollup('Nope', 'sum'),
        `${at}.rollup_property_name should be a property of the related data source, instead was \`"Nope"\`.`,
      ],
      [
        { rollup: { function: 'sum' } },
        `${at}.relation_property_name should be defined, instead was \`undefined\`.`,
      ],
    ] as const) {
      assert.equal(await complaint(change(client, dataSource, { R: given })), message)
    }
    const unfit = await complaint(change(client, dataSource, { R: rollup('Text', 'sum') }))
    assert.match(
      unfit,
      /^body failed validation: body\.properties\.R\.rollup\.function should be `"count"`, .*, or `"show_original"`, instead was `"sum"`\.$/,
    )
    assert.ok(!('R' in (await read(client, dataSource)).properties))
  })

  test('are filtered and sorted by', async () => {
    const { client, dataSource } = await projects(home, {
      Sum: rollup('Points', 'sum'),
      First: rollup('Due', 'earliest_date'),
      Points: rollup('Points', 'show_original'),
      Text: rollup('Text', 'show_original'),
      Tags: rollup('Tags', 'show_original'),
    })
    const by = (property: string, condition: object) => ({ filter: { property, rollup: condition } })
    for (const [query, names] of [
      [by('Sum', { number: { greater_than: 5 } }), ['Full']],
      [by('Sum', { number: { is_empty: true } }), ['None']],
      [by('First', { date: { before: '2026-05-21' } }), ['One', 'Full']],
      [by('First', { date: { is_empty: true } }), ['None']],
      [by('Points', { any: { number: { equals: 3 } } }), ['Full']],
      [by('Points', { every: { number: { equals: 5 } } }), ['One']],
      [by('Points', { none: { number: { equals: 3 } } }), ['None', 'One']],
      [by('Text', { any: { rich_text: { contains: 'SECOND' } } }), ['One', 'Full']],
      [by('Tags', { any: { multi_select: { contains: 'Docs' } } }), ['Full']],
      [by('Tags', { none: { multi_select: { is_empty: true } } }), ['None', 'One']],
      [{ sorts: [{ property: 'Sum', direction: 'ascending' }] }, ['One', 'Full', 'None']],
      [{ sorts: [{ property: 'Sum', direction: 'descending' }] }, ['Full', 'One', 'None']],
      [{ sorts: [{ property: 'Text', direction: 'descending' }] }, ['One', 'Full', 'None']],
      [{ sorts: [{ property: 'Points', direction: 'ascending' }] }, ['Full', 'One', 'None']],
    ] as const) {
      assert.deepEqual(await found(client, dataSource, query), names, JSON.stringify(query))
    }
    const mismatch =
      'The property type in the database does not match the property type of the filter provided: database property'
    for (const [condition, message] of [
      [by('Sum', { any: { number: { equals: 1 } } }), 'number does not match filter any'],
      [by('Sum', { date: { is_empty: true } }), 'number does not match filter date'],
      [by('Points', { number: { equals: 1 } }), 'array does not match filter number'],
      [by('Points', { any: { rich_text: { equals: '1' } } }), 'number does not match filter rich_text'],
      [{ filter: { property: 'Sum', number: { equals: 1 } } }, 'rollup does not match filter number'],
    ] as const) {
      assert.equal(await complaint(found(client, dataSource, condition)), `${mismatch} ${message}`)
    }
  })

  test('are paged through by the property item endpoint', async () => {
    const { client, rows } = await projects(home, {
      Sum: rollup('Points', 'sum'),
      Points: rollup('Points', 'show_original'),
      Who: rollup('Who', 'show_original'),
    })
    const { properties } = await rowOf(client, rows.full)
    const item = (property: string, paging: object = {}) =>
      client.pages.properties.retrieve({
        page_id: rows.full,
        property_id: properties[property]!.id,
        ...paging,
      })
    const sum = await item('Sum')
    assert.ok(sum.object === 'list')
    assert.deepEqual(sum.results, [])
    assert.deepEqual(sum.property_item, {
      id: properties.Sum!.id,
      next_url: null,
      type: 'rollup',
      rollup: { type: 'number', number: 8, function: 'sum' },
    })
    const first = await item('Points', { page_size: 2 })
    assert.ok(first.object === 'list')
    assert.deepEqual(payload(first.property_item), { type: 'array', array: [], function: 'show_original' })
    assert.ok(first.property_item.next_url?.includes('page_size=2'))
    const second = await item('Points', { page_size: 2, start_cursor: first.next_cursor })
    assert.ok(second.object === 'list' && second.next_cursor === null)
    assert.deepEqual([...first.results, ...second.results].map(payload), [3, 5, null])
    const who = await item('Who')
    assert.ok(who.object === 'list')
    assert.deepEqual(
      who.results.map((result) => (payload(result) as { name: string }).name),
      ['The member'],
    )
  })

  test('count every page, not only those that a page shows', async () => {
    const { client, tasks, dataSource, rows } = await projects(home, {
      Count: rollup('Name', 'count'),
      Sum: rollup('Points', 'sum'),
      Points: rollup('Points', 'show_original'),
    })
    await change(client, dataSource, {
      More: { relation: { data_source_id: tasks, dual_property: {} } },
      All: rollup('Points', 'sum', 'More'),
    })
    await change(client, dataSource, { Numbers: rollup('Points', 'show_original', 'More') })
    const back = Object.entries((await read(client, tasks)).properties).find(
      ([, { type }]) => type === 'relation',
    )![0]
    for (let index = 0; index < 250; index++) {
      await addRow(client, tasks, { Points: { number: index }, [back]: { relation: [{ id: rows.none }] } })
    }
    const row = await rowOf(client, rows.none)
    const more = row.properties.More as unknown as { relation: unknown[]; has_more: boolean }
    assert.deepEqual([more.relation.length, more.has_more], [25, true])
    assert.deepEqual(shown(row, 'All'), { type: 'number', number: (249 * 250) / 2, function: 'sum' })
    assert.equal((shown(row, 'Numbers') as { array: unknown[] }).array.length, 250)
    const greater = { filter: { property: 'All', rollup: { number: { equals: (249 * 250) / 2 } } } }
    assert.deepEqual(await found(client, dataSource, greater), ['None'])
    const item = await client.pages.properties.retrieve({
      page_id: rows.none,
      property_id: row.properties.Numbers!.id,
    })
    assert.ok(item.object === 'list')
    assert.deepEqual([item.results.length, item.has_more], [100, true])
  })
})
