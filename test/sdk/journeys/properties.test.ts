import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client'
import { complaint, full, payload, plain, text, withoutIds } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'
import { examples, usualStatus } from './properties-of-every-type.ts'

type Client = ClientOf<'5.x'>

const name = { Name: { title: {} } }

async function aSource(home: Home<Client>, properties: Record<string, unknown>): Promise<string> {
  return (await home.aDataSource({ ...name, ...properties })).dataSource
}

const read = async (client: Client, id: string): Promise<DataSourceObjectResponse> =>
  full(await client.dataSources.retrieve({ data_source_id: id }))

const change = async (client: Client, id: string, properties: object): Promise<DataSourceObjectResponse> =>
  full(await client.dataSources.update({ data_source_id: id, properties } as never))

const addRow = async (client: Client, id: string, properties: object = {}): Promise<PageObjectResponse> =>
  full(await client.pages.create({ parent: { data_source_id: id }, properties } as never))

const write = async (client: Client, page_id: string, properties: object): Promise<PageObjectResponse> =>
  full(await client.pages.update({ page_id, properties } as never))

const namesOf = (property: unknown): string[] =>
  (payload(property as never) as { options: { name: string }[] }).options.map((option) => option.name)

describeClients('properties of every type', ['5.x'], (home) => {
  test('are configured, shown empty, written, read and cleared', async () => {
    const client = home.as('editor')
    const database = full(
      await client.databases.create({
        parent: { type: 'page_id', page_id: await home.aPage() },
        initial_data_source: {
          properties: {
            ...name,
            ...Object.fromEntries(examples.map(({ type, config }) => [`A ${type}`, { [type]: config }])),
          } as never,
        },
      }),
    )
    const id = database.data_sources[0]!.id
    const schema = (await read(client, id)).properties
    for (const { type, config, configured = config } of examples) {
      assert.equal(schema[`A ${type}`]!.type, type)
      assert.deepEqual(withoutIds(payload(schema[`A ${type}`])), configured, type)
    }

    const empty = await addRow(client, id)
    for (const { type, empty: shown } of examples) {
      if (shown !== undefined) assert.deepEqual(payload(empty.properties[`A ${type}`]), shown, type)
    }
    assert.deepEqual(payload(empty.properties['A unique_id']), { prefix: 'ACME', number: 1 })
    const maker = payload(empty.properties['A created_by']) as { id: string; bot: object }
    assert.deepEqual([maker.id, maker.bot], [home.userId('editor'), {}])
    assert.equal(payload(empty.properties['A created_time']), empty.created_time)

    const writable = examples.filter(({ sent }) => sent !== undefined)
    const values = Object.fromEntries(writable.map(({ type, sent }) => [`A ${type}`, { [type]: sent }]))
    const row = await addRow(client, id, values)
    for (const { type, read: shown } of writable) {
      assert.deepEqual(withoutIds(payload(row.properties[`A ${type}`])), shown, type)
    }
    assert.deepEqual(payload(row.properties['A unique_id']), { prefix: 'ACME', number: 2 })

    const cleared = await write(
      client,
      row.id,
      Object.fromEntries(writable.map(({ type, empty: nothing }) => [`A ${type}`, { [type]: nothing }])),
    )
    for (const { type, empty: shown } of writable) {
      assert.deepEqual(payload(cleared.properties[`A ${type}`]), shown, type)
    }
    const again = full(await client.pages.retrieve({ page_id: row.id }))
    assert.deepEqual(again.properties, cleared.properties)
  })

  test('that the server fills in are not written', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Number: { unique_id: {} }, When: { created_time: {} } })
    await complaint(addRow(client, id, { Number: { unique_id: { number: 9 } } }))
    await complaint(addRow(client, id, { When: { created_time: '2026-01-01T00:00:00.000Z' } }))
  })

  test('name people in full', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Who: { people: {} } })
    const row = await addRow(client, id, { Who: { people: [{ id: home.userId('member') }] } })
    const [person] = payload(row.properties.Who) as { name: string; person: object }[]
    assert.deepEqual([person!.name, person!.person], ['The member', { email: 'member@acme.test' }])
    await complaint(addRow(client, id, { Who: { people: [{ id: '59833787-2cf9-4fdf-8782-e53db20768a5' }] } }))
  })

  test('tell who verified a page, and until when', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Checked: { verification: {} } })
    const row = await addRow(client, id, {
      Checked: { verification: { state: 'verified', date: { start: '2026-01-01', end: '2999-01-01' } } },
    })
    const value = payload(row.properties.Checked) as {
      state: string
      verified_by: { id: string }
      date: object
    }
    assert.deepEqual([value.state, value.verified_by.id], ['verified', home.userId('editor')])
    assert.deepEqual(value.date, { start: '2026-01-01', end: '2999-01-01', time_zone: null })
    const undone = await write(client, row.id, { Checked: { verification: { state: 'unverified' } } })
    assert.deepEqual(payload(undone.properties.Checked), {
      state: 'unverified',
      verified_by: null,
      date: null,
    })
  })

  test('have a status, whose options only the schema makes', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { State: { status: {} } })
    const { options, groups } = payload((await read(client, id)).properties.State) as {
      options: { id: string }[]
      groups: { option_ids: string[]; name: string; color: string }[]
    }
    assert.deepEqual(withoutIds(options), usualStatus.options)
    assert.deepEqual(
      groups.map((group) => ({ name: group.name, color: group.color })),
      usualStatus.groups,
    )
    assert.deepEqual(
      groups.flatMap((group) => group.option_ids),
      options.map((option) => option.id),
    )
    const row = await addRow(client, id)
    assert.equal((payload(row.properties.State) as { name: string }).name, 'Not started')
    const done = await write(client, row.id, { State: { status: { name: 'Done' } } })
    assert.deepEqual(withoutIds(payload(done.properties.State)), { name: 'Done', color: 'green' })
    assert.equal(
      await complaint(write(client, row.id, { State: { status: { name: 'Lost' } } })),
      'Invalid status option. Status option "Lost" does not exist',
    )
    const more = await change(client, id, {
      State: {
        status: {
          options: [
            { name: 'Waiting', group: 'To-do' },
            { name: 'Done', group: 'Complete' },
          ],
        },
      },
    })
    assert.deepEqual(namesOf(more.properties.State), ['Waiting', 'Done'])
  })

  test('make select options on the fly', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { One: { select: {} }, Many: { multi_select: {} } })
    const row = await addRow(client, id, {
      One: { select: { name: 'New', color: 'pink' } },
      Many: { multi_select: [{ name: 'A' }, { name: 'B' }] },
    })
    assert.deepEqual(withoutIds(payload(row.properties.One)), { name: 'New', color: 'pink' })
    const { properties } = await read(client, id)
    assert.deepEqual(namesOf(properties.One), ['New'])
    assert.deepEqual(namesOf(properties.Many), ['A', 'B'])
    assert.equal(
      await complaint(write(client, row.id, { One: { select: { name: 'a,b' } } })),
      'Invalid select option, commas not allowed: a,b',
    )
  })
})

describeClients('schemas', ['5.x'], (home) => {
  test('gain, rename and lose properties', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Count: { number: {} } })
    const before = (await read(client, id)).properties.Count!
    const row = await addRow(client, id, { Count: { number: 3 } })
    const renamed = await change(client, id, { Count: { name: 'Amount' }, Link: { url: {} } })
    assert.deepEqual(Object.keys(renamed.properties).sort(), ['Amount', 'Link', 'Name'])
    assert.equal(renamed.properties.Amount!.id, before.id)
    assert.equal(payload(full(await client.pages.retrieve({ page_id: row.id })).properties.Amount), 3)

    const byId = await change(client, id, { [before.id]: { number: { format: 'euro' } } })
    assert.deepEqual(payload(byId.properties.Amount), { format: 'euro' })
    const described = await change(client, id, { Amount: { description: 'How many' } })
    assert.equal(described.properties.Amount!.description, 'How many')

    const less = await change(client, id, { Amount: null })
    assert.deepEqual(Object.keys(less.properties).sort(), ['Link', 'Name'])
    const again = await change(client, id, { Amount: { number: {} } })
    assert.notEqual(again.properties.Amount!.id, before.id)
    assert.equal(payload(full(await client.pages.retrieve({ page_id: row.id })).properties.Amount), null)
  })

  test('rename their title, and keep it', async () => {
    const client = home.as('editor')
    const id = await aSource(home, {})
    const renamed = await change(client, id, { Name: { name: 'Task' } })
    assert.deepEqual([renamed.properties.Task!.id, renamed.properties.Task!.type], ['title', 'title'])
    await complaint(change(client, id, { Task: null }))
    await complaint(change(client, id, { Task: { number: {} } }))
    await complaint(change(client, id, { Other: { title: {} } }))
    assert.equal(
      await complaint(change(client, id, { Nothing: { name: 'Something' } })),
      'Could not find property with name or id: Nothing',
    )
  })

  test('replace the options of a select; those that stay keep their id', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { One: { select: { options: [{ name: 'A' }, { name: 'B' }] } } })
    type Options = { options: { id: string; name: string }[] }
    const before = (payload((await read(client, id)).properties.One) as Options).options
    const after = await change(client, id, {
      One: { select: { options: [{ name: 'C' }, { id: before[1]!.id, name: 'B' }] } },
    })
    const { options } = payload(after.properties.One) as Options
    assert.deepEqual(
      options.map((option) => option.name),
      ['C', 'B'],
    )
    assert.equal(options[1]!.id, before[1]!.id)
  })

  test('convert properties with the values that are in them', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Value: { rich_text: {} }, Tag: { select: {} } })
    const row = await addRow(client, id, {
      Value: { rich_text: text('42') },
      Tag: { select: { name: 'Only' } },
    })
    const schema = await change(client, id, { Value: { number: {} }, Tag: { multi_select: {} } })
    assert.equal(schema.properties.Value!.type, 'number')
    assert.deepEqual(namesOf(schema.properties.Tag), ['Only'])
    const { properties } = full(await client.pages.retrieve({ page_id: row.id }))
    assert.equal(payload(properties.Value), 42)
    assert.deepEqual(withoutIds(payload(properties.Tag)), [{ name: 'Only', color: 'default' }])
  })

  test('number their rows, those that were there too', async () => {
    const client = home.as('editor')
    const id = await aSource(home, {})
    const first = await addRow(client, id)
    await change(client, id, { ID: { unique_id: { prefix: 'T' } } })
    const second = await addRow(client, id)
    const { properties } = full(await client.pages.retrieve({ page_id: first.id }))
    assert.deepEqual(payload(properties.ID), { prefix: 'T', number: 1 })
    assert.deepEqual(payload(second.properties.ID), { prefix: 'T', number: 2 })
    const renamed = await change(client, id, { ID: { unique_id: {} } })
    assert.deepEqual(payload(renamed.properties.ID), { prefix: 'T' })
  })
})

interface Dual {
  data_source_id: string
  database_id: string
  type: string
  dual_property: { synced_property_name: string; synced_property_id: string }
}

const linked = (...pages: { id: string }[]) => ({ relation: pages.map(({ id }) => ({ id })) })

describeClients('relations', ['5.x'], (home) => {
  test('point one way', async () => {
    const client = home.as('editor')
    const target = await home.aDataSource()
    const id = await aSource(home, {
      Link: { relation: { data_source_id: target.dataSource, single_property: {} } },
    })
    assert.deepEqual(payload((await read(client, id)).properties.Link), {
      database_id: target.database,
      data_source_id: target.dataSource,
      type: 'single_property',
      single_property: {},
    })
    const [a, b] = [await addRow(client, target.dataSource), await addRow(client, target.dataSource)]
    const row = await addRow(client, id, { Link: linked(b, a) })
    assert.deepEqual(payload(row.properties.Link), [{ id: b.id }, { id: a.id }])
    const less = await write(client, row.id, { Link: linked(a) })
    assert.deepEqual(payload(less.properties.Link), [{ id: a.id }])
    assert.deepEqual(payload((await write(client, row.id, { Link: linked() })).properties.Link), [])
  })

  test('point both ways, and follow each other', async () => {
    const client = home.as('editor')
    const target = await home.aDataSource()
    const id = await aSource(home, {})
    const schema = await change(client, id, {
      Link: { relation: { data_source_id: target.dataSource, dual_property: {} } },
    })
    const { dual_property } = payload(schema.properties.Link) as Dual
    const back = dual_property.synced_property_name
    assert.equal(back, 'Related to Tasks (Link)')
    const other = (await read(client, target.dataSource)).properties[back]!
    assert.equal(other.id, dual_property.synced_property_id)
    assert.deepEqual((payload(other) as Dual).dual_property, {
      synced_property_name: 'Link',
      synced_property_id: schema.properties.Link!.id,
    })

    const goal = await addRow(client, target.dataSource)
    const row = await addRow(client, id, { Link: linked(goal) })
    const reached = full(await client.pages.retrieve({ page_id: goal.id }))
    assert.deepEqual(payload(reached.properties[back]), [{ id: row.id }])
    await write(client, goal.id, { [back]: linked() })
    const left = full(await client.pages.retrieve({ page_id: row.id }))
    assert.deepEqual(payload(left.properties.Link), [])

    await change(client, target.dataSource, { [back]: { name: 'Sources' } })
    const renamed = payload((await read(client, id)).properties.Link) as Dual
    assert.equal(renamed.dual_property.synced_property_name, 'Sources')
    await change(client, id, { Link: null })
    assert.ok(!('Link' in (await read(client, id)).properties))
  })

  test('point at rows of their own data source', async () => {
    const client = home.as('editor')
    const id = await aSource(home, {})
    await change(client, id, { Next: { relation: { data_source_id: id, single_property: {} } } })
    const first = await addRow(client, id)
    const second = await addRow(client, id, { Next: linked(first), Name: { title: text('Second') } })
    assert.deepEqual(payload(second.properties.Next), [{ id: first.id }])
    assert.equal(plain(payload(second.properties.Name)), 'Second')
  })

  test('show the first 25 pages and that there are more', async () => {
    const client = home.as('editor')
    const target = await home.aDataSource()
    const id = await aSource(home, {
      Link: { relation: { data_source_id: target.dataSource, single_property: {} } },
    })
    const goals: PageObjectResponse[] = []
    for (let count = 0; count < 26; count++) goals.push(await addRow(client, target.dataSource))
    const row = await addRow(client, id, { Link: linked(...goals) })
    const value = row.properties.Link as unknown as { relation: unknown[]; has_more: boolean }
    assert.deepEqual([value.relation.length, value.has_more], [25, true])
  })
})
