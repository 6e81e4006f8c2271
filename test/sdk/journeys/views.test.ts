import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectPaginatedAPI } from '@notionhq/client'
import { complaint, full, refusal, text } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

const columns = {
  Name: { title: {} },
  Stage: { select: { options: [{ name: 'Open', color: 'red' }, { name: 'Done' }] } },
  State: { status: {} },
  Due: { date: {} },
  Points: { number: {} },
  Pictures: { files: {} },
  Place: { place: {} },
}

/** The SDK types filters and sorts of views as objects without keys, by a slip of its generator. */
const untyped = (value: object): never => value as never

const nameOf = (property: string) => ({ property, direction: 'ascending' }) as const

async function aTable(home: Home<Client>, properties: Record<string, unknown> = columns) {
  const { page, database: database_id, dataSource: data_source_id } = await home.aDataSource(properties)
  const client = home.as('editor')
  const source = full(await client.dataSources.retrieve({ data_source_id }))
  /** Raw ids of properties, as views tell them. */
  const ids = Object.fromEntries(
    Object.entries(source.properties).map(([name, { id }]) => [name, decodeURIComponent(id)]),
  )
  return { page, database_id, data_source_id, ids }
}

const addRow = async (client: Client, data_source_id: string, name: string, properties: object = {}) =>
  (
    await client.pages.create({
      parent: { data_source_id },
      properties: { Name: { title: text(name) }, ...properties },
    })
  ).id

describeClients('views', ['5.x'], (home) => {
  test('are there from the beginning: one table of a new database, one more of each data source', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id } = await aTable(home)
    const [first, ...others] = (await client.views.list({ database_id })).results
    assert.deepEqual(others, [])
    assert.deepEqual(Object.keys(first!), ['object', 'id'])
    const view = full(await client.views.retrieve({ view_id: first!.id }))
    assert.deepEqual(view.parent, { type: 'database_id', database_id })
    assert.equal(view.data_source_id, data_source_id)
    assert.deepEqual([view.name, view.type, view.configuration], ['Default view', 'table', { type: 'table' }])
    assert.deepEqual([view.filter, view.sorts, view.quick_filters], [null, null, null])
    assert.deepEqual(view.created_by, { object: 'user', id: home.userId('owner') })
    assert.match(view.created_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/)
    const hex = (id: string) => id.replaceAll('-', '')
    assert.ok(view.url.endsWith(`/${hex(database_id)}?v=${hex(view.id)}`))

    const second = await client.dataSources.create({
      parent: { database_id },
      properties: { Name: { title: {} } },
    })
    const views = await client.views.list({ database_id })
    assert.equal(views.results.length, 2)
    const ofSecond = await client.views.list({ data_source_id: second.id })
    assert.deepEqual(ofSecond.results, views.results.slice(1))
  })

  test('are created with a filter, sorts, quick filters and a configuration', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id, ids } = await aTable(home)
    const view = full(
      await client.views.create({
        database_id,
        data_source_id,
        name: 'Open ones',
        type: 'board',
        filter: untyped({
          and: [
            { property: 'Stage', select: { equals: 'Open' } },
            { timestamp: 'created_time', created_time: { past_week: {} } },
          ],
        }),
        sorts: untyped([nameOf('Points'), { timestamp: 'created_time', direction: 'descending' }]),
        quick_filters: untyped({ Due: { date: { is_not_empty: true } } }),
        configuration: {
          type: 'board',
          group_by: {
            type: 'status',
            property_id: ids.State!,
            group_by: 'group',
            sort: { type: 'manual' },
            hide_empty_groups: true,
          },
          cover: { type: 'property', property_id: encodeURIComponent(ids.Pictures!) },
          cover_size: 'large',
          properties: [
            { property_id: 'title', visible: true },
            { property_id: ids.Due!, visible: false, date_format: 'relative', time_format: '24_hour' },
          ],
        },
      }),
    )
    assert.deepEqual(view.filter, {
      and: [
        { property: ids.Stage, select: { equals: 'Open' } },
        { timestamp: 'created_time', created_time: { past_week: {} } },
      ],
    })
    assert.deepEqual(view.sorts, [
      nameOf(ids.Points!),
      { timestamp: 'created_time', direction: 'descending' },
    ])
    assert.deepEqual(view.quick_filters, { [ids.Due!]: { date: { is_not_empty: true } } })
    assert.deepEqual(view.configuration, {
      type: 'board',
      group_by: {
        type: 'status',
        property_id: ids.State,
        property_name: 'State',
        group_by: 'group',
        sort: { type: 'manual' },
        hide_empty_groups: true,
      },
      properties: [
        { property_id: 'title', property_name: 'Name', visible: true },
        {
          property_id: ids.Due,
          property_name: 'Due',
          visible: false,
          date_format: 'relative',
          time_format: '24_hour',
        },
      ],
      cover: { type: 'property', property_id: ids.Pictures },
      cover_size: 'large',
    })
    const read = full(await client.views.retrieve({ view_id: view.id }))
    assert.deepEqual({ ...read, request_id: 0 }, { ...view, request_id: 0 })
  })

  test('of every type do without a configuration', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id, ids } = await aTable(home)
    const sort = { type: 'manual' }
    const status = {
      type: 'status',
      property_id: ids.State,
      property_name: 'State',
      group_by: 'option',
      sort,
    }
    for (const [type, configuration] of [
      ['table', {}],
      ['board', { group_by: status }],
      ['list', {}],
      ['calendar', { date_property_id: ids.Due, date_property_name: 'Due' }],
      ['timeline', { date_property_id: ids.Due, date_property_name: 'Due' }],
      ['gallery', {}],
      ['form', {}],
      ['chart', { chart_type: 'column', x_axis: status, y_axis: { aggregator: 'count' } }],
      ['map', { map_by: ids.Place, map_by_property_name: 'Place' }],
      ['dashboard', { rows: [] }],
    ] as const) {
      const view = full(await client.views.create({ database_id, data_source_id, name: type, type }))
      assert.deepEqual(view.configuration, { type, ...configuration })
      assert.equal(view.data_source_id, type === 'dashboard' ? null : data_source_id)
    }
  })

  test('change what is given, and nothing else', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id, ids } = await aTable(home)
    const { id: view_id } = await client.views.create({
      database_id,
      data_source_id,
      name: 'All',
      type: 'table',
      filter: untyped({ property: 'Points', number: { greater_than: 1 } }),
      quick_filters: untyped({
        Stage: { select: { equals: 'Done' } },
        Points: { number: { is_empty: true } },
      }),
      configuration: { type: 'table', wrap_cells: true, frozen_column_index: 1 },
    })
    const changed = full(
      await client.views.update({
        view_id,
        name: 'Some',
        sorts: [nameOf('Due')],
        quick_filters: untyped({ Points: null, Due: { date: { past_week: {} } } }),
        configuration: { type: 'table', properties: [{ property_id: ids.Points!, width: 120 }] },
      }),
    )
    assert.deepEqual([changed.name, changed.sorts], ['Some', [nameOf(ids.Due!)]])
    assert.deepEqual(changed.filter, { property: ids.Points, number: { greater_than: 1 } })
    assert.deepEqual(changed.quick_filters, {
      [ids.Stage!]: { select: { equals: 'Done' } },
      [ids.Due!]: { date: { past_week: {} } },
    })
    assert.deepEqual(changed.configuration, {
      type: 'table',
      properties: [{ property_id: ids.Points, property_name: 'Points', width: 120 }],
      wrap_cells: true,
      frozen_column_index: 1,
    })
    const bare = full(
      await client.views.update({
        view_id,
        filter: null,
        sorts: null,
        quick_filters: null,
        configuration: { type: 'table', properties: null },
      }),
    )
    assert.deepEqual([bare.filter, bare.sorts, bare.quick_filters], [null, null, null])
    assert.deepEqual(bare.configuration, { type: 'table', wrap_cells: true, frozen_column_index: 1 })
  })

  test('stand where they are put, and are listed in pages', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id } = await aTable(home)
    const create = async (name: string, position?: Parameters<Client['views']['create']>[0]['position']) =>
      (
        await client.views.create({
          database_id,
          data_source_id,
          name,
          type: 'list',
          ...(position && { position }),
        })
      ).id
    const [initial] = (await client.views.list({ database_id })).results
    const last = await create('last')
    const first = await create('first', { type: 'start' })
    const second = await create('second', { type: 'after_view', view_id: first })
    const end = await create('end', { type: 'end' })
    const order = [first, second, initial!.id, last, end]
    const listed = await collectPaginatedAPI(client.views.list, { database_id, page_size: 2 })
    assert.deepEqual(
      listed.map(({ id }) => id),
      order,
    )
  })

  test('are deleted, but for the last one', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id } = await aTable(home)
    const [initial] = (await client.views.list({ database_id })).results
    const view = await client.views.create({ database_id, data_source_id, name: 'Other', type: 'gallery' })
    const deleted = await client.views.delete({ view_id: view.id })
    assert.deepEqual(
      { ...deleted, request_id: 0 },
      {
        object: 'view',
        id: view.id,
        parent: { type: 'database_id', database_id },
        type: 'gallery',
        request_id: 0,
      },
    )
    assert.equal((await refusal(client.views.retrieve({ view_id: view.id }))).code, 'object_not_found')
    assert.equal(
      await complaint(client.views.delete({ view_id: initial!.id })),
      'The last view of a database cannot be deleted. Delete the database instead.',
    )
  })

  test('are widgets of dashboards', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id } = await aTable(home)
    const { id: view_id } = await client.views.create({
      database_id,
      data_source_id,
      name: 'D',
      type: 'dashboard',
    })
    const add = async (placement?: Parameters<Client['views']['create']>[0]['placement']) =>
      full(
        await client.views.create({
          view_id,
          data_source_id,
          name: 'W',
          type: 'chart',
          ...(placement && { placement }),
        }),
      )
    const rows = async () => {
      const { configuration } = full(await client.views.retrieve({ view_id }))
      assert.ok(configuration?.type === 'dashboard')
      return configuration.rows.map(({ widgets }) => widgets.map((widget) => widget.view_id))
    }
    const a = await add()
    assert.equal(a.dashboard_view_id, view_id)
    assert.deepEqual(a.parent, { type: 'database_id', database_id })
    const b = await add({ type: 'existing_row', row_index: 0 })
    const c = await add({ type: 'new_row', row_index: 0 })
    assert.deepEqual(await rows(), [[c.id], [a.id, b.id]])
    assert.match(
      await complaint(add({ type: 'existing_row', row_index: 2 })),
      /^placement.row_index is 2, and the dashboard has 2 rows\.$/,
    )
    await client.views.delete({ view_id: c.id })
    assert.deepEqual(await rows(), [[a.id, b.id]])
    assert.equal((await client.views.list({ database_id })).results.length, 2)
    assert.equal((await client.views.list({ data_source_id })).results.length, 3)
    await client.views.delete({ view_id })
    assert.equal((await refusal(client.views.retrieve({ view_id: a.id }))).code, 'object_not_found')
  })

  test('link a data source to another page', async () => {
    const client = home.as('editor')
    const { data_source_id } = await aTable(home)
    const row = await addRow(client, data_source_id, 'Row')
    const children = ['A', 'B'].map((content) => ({ paragraph: { rich_text: text(content) } }))
    const page_id = await home.aPage({ children })
    const [block] = (await client.blocks.children.list({ block_id: page_id })).results
    const view = full(
      await client.views.create({
        create_database: {
          parent: { type: 'page_id', page_id },
          position: { type: 'after_block', block_id: block!.id.replaceAll('-', '').toUpperCase() },
        },
        data_source_id,
        name: 'Linked',
        type: 'table',
      }),
    )
    const { database_id } = view.parent
    assert.equal(view.data_source_id, data_source_id)
    const { results } = await client.blocks.children.list({ block_id: page_id })
    assert.equal(results[1]!.id, database_id)
    const database = full(await client.databases.retrieve({ database_id }))
    assert.deepEqual(database.data_sources, [{ id: data_source_id, name: 'Tasks' }])
    assert.deepEqual((await client.views.list({ database_id })).results, [{ object: 'view', id: view.id }])
    const found = await client.views.queries.create({ view_id: view.id })
    assert.deepEqual(found.results, [{ object: 'page', id: row }])
  })

  test('are queried by their filters and sorts, and read on while rows come and go', async () => {
    const client = home.as('editor')
    const { database_id, data_source_id } = await aTable(home)
    const rows: string[] = []
    for (const [index, stage] of ['Open', 'Done', 'Open', 'Open', 'Open'].entries()) {
      const properties = { Stage: { select: { name: stage } }, Points: { number: 10 - index } }
      rows.push(await addRow(client, data_source_id, `${index}`, properties))
    }
    const { id: view_id } = await client.views.create({
      database_id,
      data_source_id,
      name: 'Open',
      type: 'table',
      filter: untyped({ property: 'Stage', select: { equals: 'Open' } }),
      quick_filters: untyped({ Points: { number: { greater_than: 6 } } }),
      sorts: untyped([nameOf('Points')]),
    })
    const order = [rows[3]!, rows[2]!, rows[0]!]
    const query = await client.views.queries.create({ view_id, page_size: 1 })
    assert.deepEqual([query.view_id, query.total_count, query.has_more], [view_id, 3, true])
    assert.deepEqual(query.results, [{ object: 'page', id: order[0] }])
    assert.match(query.expires_at, /\.\d{3}\+00:00$/)

    await addRow(client, data_source_id, 'new', {
      Stage: { select: { name: 'Open' } },
      Points: { number: 8.5 },
    })
    await client.pages.update({ page_id: order[1]!, in_trash: true })
    const at = { view_id, query_id: query.id }
    const second = await client.views.queries.results({
      ...at,
      start_cursor: query.next_cursor,
      page_size: 1,
    })
    assert.deepEqual([second.type, second.results, second.has_more], ['page', [], true])
    const third = await client.views.queries.results({ ...at, start_cursor: second.next_cursor })
    assert.deepEqual(third.results, [{ object: 'page', id: order[2] }])
    assert.deepEqual([third.next_cursor, third.has_more], [null, false])
    assert.deepEqual((await client.views.queries.results(at)).results, [
      { object: 'page', id: order[0] },
      { object: 'page', id: order[2] },
    ])

    const deleted = await client.views.queries.delete(at)
    assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['view_query', query.id, true])
    assert.equal((await refusal(client.views.queries.results(at))).code, 'object_not_found')
    assert.equal((await client.views.queries.delete(at)).deleted, true)
  })

  test('are refused where they make no sense', async () => {
    const client = home.as('editor')
    const {
      page: page_id,
      database_id,
      data_source_id,
      ids,
    } = await aTable(home, {
      Name: { title: {} },
      Notes: { rich_text: {} },
    })
    const [table] = (await client.views.list({ database_id })).results
    const to = { data_source_id, name: 'View', type: 'table' } as const
    const create_database = { parent: { type: 'page_id', page_id } } as const
    for (const [request, message] of [
      [
        () => client.views.create(to),
        'Exactly one of database_id, view_id, or create_database must be provided.',
      ],
      [
        () => client.views.create({ ...to, database_id, create_database }),
        'Exactly one of database_id, view_id, or create_database must be provided.',
      ],
      [
        () => client.views.create({ ...to, view_id: table!.id }),
        `View ${table!.id} is a table: only a dashboard has widgets.`,
      ],
      [
        () => client.views.create({ ...to, create_database, position: { type: 'start' } }),
        'position is the place among the views of a database: it needs database_id.',
      ],
      [
        () => client.views.create({ ...to, database_id, placement: { type: 'new_row' } }),
        'placement is the place in a dashboard: it needs view_id.',
      ],
      [
        () => client.views.create({ ...to, database_id, type: 'board' }),
        'A board view needs a property to group by (configuration.group_by).',
      ],
      [
        () => client.views.create({ ...to, database_id, type: 'calendar' }),
        'A calendar view needs a date property (configuration.date_property_id).',
      ],
      [
        () => client.views.create({ ...to, database_id, configuration: { type: 'gallery' } }),
        'Configuration type "gallery" does not match view type "table"',
      ],
      [
        () => client.views.update({ view_id: table!.id, configuration: { type: 'list' } }),
        'Configuration type "list" does not match view type "table"',
      ],
      [
        () =>
          client.views.create({
            ...to,
            database_id,
            type: 'board',
            configuration: untyped({ type: 'board' }),
          }),
        'body failed validation: body.configuration.group_by should be defined, instead was `undefined`.',
      ],
      [
        () =>
          client.views.create({
            ...to,
            database_id,
            filter: untyped({ property: 'No', number: { equals: 1 } }),
          }),
        'Could not find property with name or id: No',
      ],
      [
        () => client.views.update({ view_id: table!.id, sorts: [nameOf('No')] }),
        'Could not find sort property with name or id: No',
      ],
      [
        () => client.views.update({ view_id: table!.id, quick_filters: untyped({ No: null }) }),
        'Could not find property with name or id: No',
      ],
      [
        () =>
          client.views.update({
            view_id: table!.id,
            configuration: { type: 'table', properties: [{ property_id: ids.Notes!, width: 0 }] },
          }),
        'body failed validation: body.configuration.properties[0].width should be ≥ `32` or `undefined`, instead was `0`.',
      ],
      [
        () => client.views.create({ ...to, database_id, type: 'spreadsheet' as never }),
        /^body failed validation: body\.type should be `"table"`, `"board"`.* or `"dashboard"`, instead was `"spreadsheet"`\.$/,
      ],
      [() => client.views.list({}), 'At least one of database_id or data_source_id must be provided.'],
    ] as const) {
      const said = await complaint(request())
      if (typeof message === 'string') assert.equal(said, message)
      else assert.match(said, message)
    }
  })

  test('are shown in part to who may not read', async () => {
    const { database_id } = await aTable(home)
    const [view] = (await home.as('editor').views.list({ database_id })).results
    assert.equal((await refusal(home.as('inserter').views.retrieve({ view_id: view!.id }))).status, 403)
    assert.equal((await refusal(home.as('stranger').views.retrieve({ view_id: view!.id }))).status, 404)
  })
})
