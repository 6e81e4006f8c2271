import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const day = (days: number): string =>
  new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10)

/** Tasks, of which the last has no values. */
async function furnish(acme: TestWorkspace) {
  const editor = acme.as('editor')
  const goals = await acme.aDataSource()
  const goal = async (title: string): Promise<string> =>
    good(
      await editor.post('/v1/pages', {
        parent: { data_source_id: goals.dataSource },
        properties: { title: { title: [{ text: { content: title } }] } },
      }),
    ).id
  const [ship, rest] = [await goal('Ship'), await goal('Rest')]
  const table = await acme.aDataSource({
    Name: { title: {} },
    Stage: { select: { options: [{ name: 'Open' }, { name: 'Done' }, { name: 'Dropped' }] } },
    Tags: { multi_select: { options: [{ name: 'a' }, { name: 'b' }] } },
    State: { status: {} },
    Who: { people: {} },
    Goal: { relation: { data_source_id: goals.dataSource, single_property: {} } },
    Due: { date: {} },
    Size: { number: { format: 'number' } },
    Urgent: { checkbox: {} },
    Note: { rich_text: {} },
    Made: { created_time: {} },
    By: { created_by: {} },
    Twice: { formula: { expression: 'prop("Size") * 2' } },
    Is: { formula: { expression: 'prop("Urgent")' } },
  })
  const [anna, bert] = [acme.as('editor').userId, acme.as('reader').userId]
  const text = (content: string) => [{ text: { content } }]
  for (const properties of [
    {
      Stage: { name: 'Open' },
      Tags: [{ name: 'a' }, { name: 'b' }],
      State: { name: 'Done' },
      Who: [{ id: anna }, { id: bert }],
      Goal: [{ id: ship }, { id: rest }],
      Due: { start: '2024-02-29', end: '2024-03-04' },
      Size: 5,
      Urgent: true,
      Note: text('Apple'),
    },
    {
      Stage: { name: 'Done' },
      Tags: [{ name: 'b' }],
      State: { name: 'In progress' },
      Who: [{ id: bert }],
      Goal: [{ id: ship }],
      Due: { start: '2024-02-26T23:30:00.000Z' },
      Size: 17,
      Note: text('apple'),
    },
    {
      Stage: { name: 'Open' },
      State: { name: 'Not started' },
      Due: { start: day(0) },
      Size: -3,
      Note: text('banana'),
    },
    {},
  ]) {
    good(await editor.post('/v1/pages', { parent: { data_source_id: table.dataSource }, properties }))
  }
  return { editor, ...table, ship, rest, anna, bert }
}

const manual = { sort: { type: 'manual' } }
const of = (type: string, property_id: string, more = {}) => ({ type, property_id, ...manual, ...more })
const month = { group_by: 'month' }

describeStores('groups of a view', (store) => {
  test('are what its rows have, each with a filter that finds its rows', async (t) => {
    const acme = await workspace(t, store)
    const { editor, database, dataSource, ...ids } = await furnish(acme)
    const named = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
    const label = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value
      const { name, id, from, to } = value as Record<string, unknown>
      return named.get(id as string) ?? name ?? `${from} ${to}`
    }
    for (const [group_by, expected] of [
      [of('select', 'Stage'), { null: 1, Open: 2, Done: 1, Dropped: 0 }],
      [of('select', 'Stage', { hide_empty_groups: true }), { null: 1, Open: 2, Done: 1 }],
      [of('select', 'Stage', { sort: { type: 'descending' } }), { null: 1, Dropped: 0, Done: 1, Open: 2 }],
      [of('multi_select', 'Tags'), { null: 2, a: 1, b: 2 }],
      [
        of('status', 'State', { group_by: 'option' }),
        { null: 0, 'Not started': 2, 'In progress': 1, Done: 1 },
      ],
      [of('status', 'State', { group_by: 'group' }), { null: 0, 'To-do': 2, 'In progress': 1, Complete: 1 }],
      [of('person', 'Who'), { null: 2, anna: 1, bert: 2 }],
      [of('created_by', 'By'), { anna: 4 }],
      [of('relation', 'Goal'), { null: 2, rest: 1, ship: 2 }],
      [of('date', 'Due', { group_by: 'day', hide_empty_groups: true }), 4],
      [
        of('date', 'Due', { group_by: 'week', start_day_of_week: 1 }),
        { null: 1, '2024-02-26 2024-03-03': 2 },
      ],
      [
        of('date', 'Due', { group_by: 'week', start_day_of_week: 0 }),
        { null: 1, '2024-02-25 2024-03-02': 2 },
      ],
      [of('date', 'Due', month), { null: 1, '2024-02-01 2024-02-29': 2 }],
      [of('date', 'Due', { group_by: 'year' }), { null: 1, '2024-01-01 2024-12-31': 2 }],
      [of('date', 'Due', { group_by: 'relative' }), { null: 1, '2024-02-01 2024-02-29': 2, today: 1 }],
      [of('created_time', 'Made', { group_by: 'relative' }), { today: 4 }],
      [
        of('number', 'Size', { range_start: 0, range_end: 20, range_size: 10 }),
        { null: 1, 'null 0': 1, '0 10': 1, '10 20': 1 },
      ],
      [of('number', 'Size'), { null: 1, '-3 -3': 1, '5 5': 1, '17 17': 1 }],
      [of('text', 'Note', { group_by: 'exact' }), { null: 1, apple: 2, banana: 1 }],
      [of('text', 'Note', { group_by: 'alphabet_prefix' }), { null: 1, a: 2, b: 1 }],
      [of('checkbox', 'Urgent'), { false: 3, true: 1 }],
      [
        {
          type: 'formula',
          property_id: 'Twice',
          group_by: { type: 'number', ...manual, range_size: 10 },
        },
        { null: 1, 'null 0': 1, '10 20': 1, '30 40': 1 },
      ],
      [
        { type: 'formula', property_id: 'Is', group_by: { type: 'checkbox', ...manual } },
        { false: 3, true: 1 },
      ],
    ] as const) {
      const name = JSON.stringify(group_by)
      const view = good(
        await editor.post('/v1/views', {
          database_id: database,
          data_source_id: dataSource,
          name: 'Board',
          type: 'board',
          configuration: { type: 'board', group_by },
        }),
      ).id
      const path = `/v1/views/${view}/groups`
      const body = good(await editor.get(path))
      const groups = body.results as { value: unknown; filter: object; count: number }[]
      const counts = groups.map(({ value, count }) => [String(label(value)), count])
      if (typeof expected === 'number') assert.equal(counts.length, expected, name)
      else {
        // Days go by the clock: what is today's year has another name each year.
        const known = counts.filter(([label]) => label! in expected)
        assert.deepEqual(
          known,
          Object.entries(expected).filter(([key]) => known.some(([label]) => label === key)),
          name,
        )
        assert.deepEqual(Object.fromEntries(known), expected, name)
      }
      for (const { filter, count } of groups) {
        const { total_count } = good(await editor.post(`/v1/views/${view}/queries`, { filter }))
        assert.equal(total_count, count, `${name}: ${JSON.stringify(filter)}`)
      }
    }
  })

  test('count what the view finds, and what the caller may see', async (t) => {
    const acme = await workspace(t, store)
    const { editor, database } = await furnish(acme)
    const table = good(await editor.get(`/v1/views?database_id=${database}`)).results[0].id
    assert.deepEqual(good(await editor.get(`/v1/views/${table}/groups`)).results, [], 'it groups by nothing')
    good(
      await editor.patch(`/v1/views/${table}`, {
        configuration: { type: 'table', group_by: of('select', 'Stage', { hide_empty_groups: true }) },
        filter: { property: 'Urgent', checkbox: { equals: true } },
      }),
    )
    const { results } = good(await editor.get(`/v1/views/${table}/groups`))
    assert.deepEqual(
      results.map(({ value, count }: never) => [(value as { name: string }).name, count]),
      [['Open', 1]],
    )
    assert.deepEqual(good(await editor.get(`/v1/views/${table}/groups?of=sub_group_by`)).results, [])
    assert.equal((await acme.as('stranger').get(`/v1/views/${table}/groups`)).status, 404)
    assert.equal((await editor.get(`/v1/views/${table}/groups?of=x`)).status, 400)
  })
})
