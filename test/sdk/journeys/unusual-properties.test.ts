/** Property types with rules of their own: what writes them, what they become, how they are found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageObjectResponse } from '@notionhq/client'
import { complaint, full, payload, plain, text, withoutIds } from './answers.ts'
import { type ClientOf, describeClients, type Home } from './describe-clients.ts'

type Client = ClientOf<'5.x'>

interface Place {
  lat: number
  lon: number
  name?: string
  address?: string | null
}

const office: Place = { lat: 48.2, lon: 16.37, name: 'Office' }

async function aSource(home: Home<Client>, properties: object): Promise<string> {
  return (await home.aDataSource({ Name: { title: {} }, ...properties })).dataSource
}

const addRow = async (client: Client, data_source_id: string, properties: object = {}) =>
  full(await client.pages.create({ parent: { data_source_id }, properties } as never))

const write = async (client: Client, page_id: string, properties: object) =>
  full(await client.pages.update({ page_id, properties } as never))

const shownOf = async (client: Client, page_id: string, name: string): Promise<unknown> =>
  payload(full(await client.pages.retrieve({ page_id })).properties[name])

const convert = async (client: Client, data_source_id: string, properties: object) =>
  full(await client.dataSources.update({ data_source_id, properties } as never)).properties

describeClients('unusual properties', ['5.x'], (home) => {
  /** Each from text that says nothing to it, and back. */
  const emptyOf: Record<string, unknown> = {
    verification: { state: 'unverified', verified_by: null, date: null },
    button: {},
    place: null,
    location: null,
    last_visited_time: null,
    unique_id: { prefix: null, number: 1 },
    status: { name: 'Not started', color: 'default' },
  }
  for (const [type, empty] of Object.entries(emptyOf)) {
    test(`text becomes ${type} and text again, under one id`, async () => {
      const client = home.as('editor')
      const id = await aSource(home, { It: { rich_text: {} } })
      const row = await addRow(client, id, { It: { rich_text: text('something else') } })
      const before = (await convert(client, id, {})).It!.id
      const there = (await convert(client, id, { It: { [type]: {} } })).It!
      assert.deepEqual([there.id, there.type], [before, type])
      const fresh = await addRow(client, id)
      const shown = type === 'unique_id' ? { prefix: null, number: 2 } : empty
      assert.deepEqual(withoutIds(payload(fresh.properties.It)), shown)
      const converted = await shownOf(client, row.id, 'It')
      // Text that is the name of no option becomes one.
      if (type === 'status') assert.equal((converted as { name: string }).name, 'something else')
      else assert.deepEqual(withoutIds(converted), empty)
      const back = (await convert(client, id, { It: { rich_text: {} } })).It!
      assert.deepEqual([back.id, back.type], [before, 'rich_text'])
      const left = plain(await shownOf(client, row.id, 'It'))
      assert.equal(left, { status: 'something else', unique_id: '1', verification: 'unverified' }[type] ?? '')
    })
  }

  test('are not written where the server or the app writes them', async () => {
    const client = home.as('editor')
    const id = await aSource(home, {
      Button: { button: {} },
      Spot: { location: {} },
      Seen: { last_visited_time: {} },
      Number: { unique_id: {} },
      Checked: { verification: {} },
    })
    const row = await addRow(client, id)
    const before = full(await client.pages.retrieve({ page_id: row.id }))
    for (const [name, value] of [
      ['Button', { button: {} }],
      ['Spot', { location: null }],
      ['Seen', { last_visited_time: '2026-01-01T00:00:00.000Z' }],
      ['Number', { unique_id: { number: 7 } }],
      ['Checked', { verification: { state: 'expired' } }],
      ['Checked', { verification: null }],
    ] as const) {
      assert.match(
        await complaint(write(client, row.id, { [name]: value })),
        new RegExp(`body.properties.${name}`),
      )
    }
    const after = full(await client.pages.retrieve({ page_id: row.id }))
    assert.deepEqual(after.properties, before.properties)
  })

  test('are places, with what is known of them', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Where: { place: {} } })
    const unknown = { name: null, address: null, aws_place_id: null, google_place_id: null }
    const row = await addRow(client, id, { Where: { place: office } })
    assert.deepEqual(payload(row.properties.Where), { ...unknown, ...office })
    const moved = await write(client, row.id, { Where: { place: { lat: -90, lon: 180, address: 'Pole' } } })
    assert.deepEqual(payload(moved.properties.Where), { ...unknown, lat: -90, lon: 180, address: 'Pole' })
    for (const place of [{ lat: 91, lon: 0 }, { lat: 0, lon: -181 }, { lat: 1 }, { ...office, zip: '1' }])
      assert.match(
        await complaint(write(client, row.id, { Where: { place } })),
        /body\.properties\.Where\.place/,
      )
    assert.equal(payload((await write(client, row.id, { Where: { place: null } })).properties.Where), null)
    await write(client, row.id, { Where: { place: office } })
    await convert(client, id, { Where: { rich_text: {} } })
    assert.equal(plain(await shownOf(client, row.id, 'Where')), 'Office')
  })

  test('are verified by whoever writes so, until it expires', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Checked: { verification: {} } })
    const row = await addRow(client, id, { Checked: { verification: { state: 'verified' } } })
    const by = (page: PageObjectResponse) => {
      const { state, verified_by, date } = payload(page.properties.Checked) as {
        state: string
        verified_by: { id: string } | null
        date: unknown
      }
      return [state, verified_by?.id, date]
    }
    assert.deepEqual(by(row), ['verified', home.userId('editor'), null])
    const past = { start: '2020-01-01', end: '2020-02-01' }
    const expired = await write(client, row.id, {
      Checked: { verification: { state: 'verified', date: past } },
    })
    assert.deepEqual(by(expired), ['expired', home.userId('editor'), { ...past, time_zone: null }])
    const plainRow = await addRow(client, id)
    for (const [status, found] of [
      ['expired', [row.id]],
      ['none', [plainRow.id]],
      ['verified', []],
    ] as const) {
      const filter = { property: 'Checked', verification: { status } }
      const { results } = await client.dataSources.query({ data_source_id: id, filter })
      assert.deepEqual(
        results.map((page) => page.id),
        found,
      )
    }
    assert.equal(
      await complaint(convert(client, id, { Again: { verification: {} } })),
      'A data source has only one verification property.',
    )
  })

  test('have options in groups, which a schema may fill and name', async () => {
    const client = home.as('editor')
    const options = [
      { name: 'Ice box' },
      { name: 'Doing', color: 'blue', group: 'In progress' },
      { name: 'Shipped', color: 'green', group: 'Complete' },
    ]
    const id = await aSource(home, { State: { status: { options } } })
    const groupsOf = async (properties: object) => {
      const { options, groups } = payload((await convert(client, id, properties)).State) as {
        options: { id: string; name: string }[]
        groups: { name: string; color: string; option_ids: string[] }[]
      }
      const names = new Map(options.map((option) => [option.id, option.name]))
      return groups.map(({ name, option_ids }) => [name, ...option_ids.map((one) => names.get(one))])
    }
    assert.deepEqual(await groupsOf({}), [
      ['To-do', 'Ice box'],
      ['In progress', 'Doing'],
      ['Complete', 'Shipped'],
    ])
    const row = await addRow(client, id, { State: { status: { name: 'Doing' } } })
    const moved = {
      State: { status: { options: [...options.slice(0, 1), { name: 'Doing', group: 'Complete' }] } },
    }
    assert.deepEqual(await groupsOf(moved), [['To-do', 'Ice box'], ['In progress'], ['Complete', 'Doing']])
    assert.equal(((await shownOf(client, row.id, 'State')) as { name: string }).name, 'Doing')
    const wrong = { State: { status: { options: [{ name: 'A', group: 'Later' }] } } }
    assert.equal(
      await complaint(convert(client, id, wrong)),
      'body failed validation: body.properties.State.status.options[0].group should be `"To-do"`, `"In progress"`, or `"Complete"`, instead was `"Later"`.',
    )
    const any = { property: 'State', status: { equals: ['Doing', 'Ice box'] } }
    await addRow(client, id)
    assert.equal((await client.dataSources.query({ data_source_id: id, filter: any })).results.length, 2)
  })

  test('number rows behind a prefix that may change, and are found and sorted by number', async () => {
    const client = home.as('editor')
    const id = await aSource(home, { Key: { unique_id: { prefix: 'ACME' } } })
    const rows = [await addRow(client, id), await addRow(client, id), await addRow(client, id)]
    const prefixOf = async (unique_id: object) =>
      payload((await convert(client, id, { Key: { unique_id } })).Key)
    assert.deepEqual(await prefixOf({}), { prefix: 'ACME' })
    assert.deepEqual(await prefixOf({ prefix: 'T' }), { prefix: 'T' })
    assert.deepEqual(await shownOf(client, rows[1]!.id, 'Key'), { prefix: 'T', number: 2 })
    assert.deepEqual(await prefixOf({ prefix: null }), { prefix: null })
    // A number is never given twice.
    await client.pages.update({ page_id: rows[2]!.id, in_trash: true })
    assert.deepEqual(payload((await addRow(client, id)).properties.Key), { prefix: null, number: 4 })
    const query = async (asked: object): Promise<number[]> =>
      (await client.dataSources.query({ data_source_id: id, ...asked })).results.map(
        (page) => (payload((page as PageObjectResponse).properties.Key) as { number: number }).number,
      )
    const filter = { property: 'Key', unique_id: { greater_than_or_equal_to: 2 } }
    const sorts = [{ property: 'Key', direction: 'ascending' }]
    assert.deepEqual(await query({ filter, sorts }), [2, 4])
    assert.deepEqual(await query({ sorts: [{ property: 'Key', direction: 'descending' }] }), [4, 2, 1])
  })

  test('may be what a query sorts by, whatever they hold', async () => {
    const client = home.as('editor')
    const types = ['place', 'button', 'location', 'last_visited_time', 'verification', 'status']
    const id = await aSource(home, Object.fromEntries(types.map((type) => [type, { [type]: {} }])))
    const [first, second] = [await addRow(client, id), await addRow(client, id, { place: { place: office } })]
    for (const property of types) {
      for (const direction of ['ascending', 'descending'] as const) {
        const sorts = [{ property, direction }]
        const { results } = await client.dataSources.query({ data_source_id: id, sorts })
        assert.deepEqual(results.map((page) => page.id).sort(), [first.id, second.id].sort(), property)
      }
    }
  })
})
