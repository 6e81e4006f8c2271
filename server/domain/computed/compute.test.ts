/** What formulas and rollups give over whole data, for whom, and what becomes of those that cannot be computed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const relation = (data_source_id: string) => ({ relation: { data_source_id, single_property: {} } })
const rollup = (relation_property_name: string, rollup_property_name: string, name: string) => ({
  rollup: { relation_property_name, rollup_property_name, function: name },
})
const formula = (expression: string) => ({ formula: { expression } })

async function ok(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const addRow = (client: Client, data_source_id: string, properties: object = {}) =>
  ok(client.post('/v1/pages', { parent: { data_source_id }, properties }))
const change = (client: Client, id: string, properties: object) =>
  ok(client.patch(`/v1/data_sources/${id}`, { properties }))
const valueIn = async (client: Client, page: string, name: string) => {
  const { properties } = await ok(client.get(`/v1/pages/${page}`))
  return properties[name][properties[name].type]
}
const aSource = async (ws: TestWorkspace, properties: object = {}) =>
  (await ws.aDataSource({ Name: { title: {} }, ...properties })).dataSource

describeStores('computing properties', (store) => {
  test('takes every page of a relation, and of the relations behind it, into account', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const parts = await aSource(ws, { Weight: { number: {} } })
    const goods = await aSource(ws, {
      Parts: relation(parts),
      Weight: rollup('Parts', 'Weight', 'sum'),
      Told: formula('prop("Parts").map(current.prop("Weight")).sum()'),
    })
    const orders = await aSource(ws, {
      Goods: relation(goods),
      Weight: rollup('Goods', 'Weight', 'sum'),
      Weights: rollup('Goods', 'Weight', 'show_original'),
      Sum: formula('prop("Goods").map(current.prop("Parts").map(current.prop("Weight")).sum()).sum()'),
    })
    const ids = (pages: { id: string }[]) => pages.map(({ id }) => ({ id }))
    const rows = []
    for (let index = 0; index < 4; index++) {
      const ofOne = []
      for (let part = 0; part < 75; part++)
        ofOne.push(await addRow(client, parts, { Weight: { number: 1 + index } }))
      rows.push(await addRow(client, goods, { Parts: { relation: ids(ofOne) } }))
    }
    const order = await addRow(client, orders, { Goods: { relation: ids(rows) } })
    const total = 75 * (1 + 2 + 3 + 4)
    assert.deepEqual(order.properties.Weight.rollup, { type: 'number', number: total, function: 'sum' })
    assert.deepEqual(order.properties.Sum.formula, { type: 'number', number: total })
    assert.deepEqual(
      order.properties.Weights.rollup.array,
      [75, 150, 225, 300].map((number) => ({ type: 'number', number })),
    )
  })

  test('counts only what the caller may see', async (t) => {
    const ws = await workspace(t, store)
    const [owner, editor] = [ws.as('owner'), ws.as('editor')]
    const tasks = await aSource(ws, { Points: { number: {} } })
    const projects = await aSource(ws, {
      Tasks: relation(tasks),
      Sum: rollup('Tasks', 'Points', 'sum'),
      All: formula('prop("Tasks").map(current.prop("Points")).sum()'),
    })
    const home = await ok(owner.post('/v1/pages', { parent: { workspace: true }, properties: {} }))
    const secret = await ok(
      owner.post('/v1/databases', {
        parent: { type: 'page_id', page_id: home.id },
        initial_data_source: {
          properties: {
            Name: { title: {} },
            Points: { number: {} },
            Kind: { select: { options: [{ name: 'Hidden' }] } },
          },
        },
      }),
    )
    const hidden = secret.data_sources[0].id
    const task = await addRow(editor, tasks, { Points: { number: 2 } })
    const hiddenTask = await addRow(owner, hidden, { Points: { number: 40 } })
    await change(owner, projects, {
      Hidden: relation(hidden),
      HiddenSum: rollup('Hidden', 'Points', 'sum'),
      Kinds: rollup('Hidden', 'Kind', 'show_original'),
      Told: formula('prop("Hidden").map(current.prop("Points")).sum()'),
    })
    const row = await addRow(owner, projects, {
      Tasks: { relation: [{ id: task.id }] },
      Hidden: { relation: [{ id: hiddenTask.id }] },
    })
    assert.deepEqual(await valueIn(owner, row.id, 'HiddenSum'), {
      type: 'number',
      number: 40,
      function: 'sum',
    })
    assert.deepEqual(await valueIn(owner, row.id, 'Told'), { type: 'number', number: 40 })

    const { properties } = await ok(editor.get(`/v1/pages/${row.id}`))
    assert.deepEqual(Object.keys(properties).sort(), ['All', 'Name', 'Sum', 'Tasks', 'Told'])
    assert.deepEqual(properties.Sum.rollup, { type: 'number', number: 2, function: 'sum' })
    assert.notEqual(properties.Told.formula.number, 40)
    const schema = (await ok(editor.get(`/v1/data_sources/${projects}`))).properties
    assert.deepEqual(Object.keys(schema).sort(), ['All', 'Name', 'Sum', 'Tasks', 'Told'])
    assert.ok(!schema.Told.formula.expression.includes('Points'))
    const query = (filter: object) => editor.post(`/v1/data_sources/${projects}/query`, { filter })
    const any = { property: 'Kinds', rollup: { any: { select: { equals: 'x' } } } }
    const { status, body } = await query(any)
    assert.ok(status === 200 && body.results.length === 0, JSON.stringify(body))

    await ok(owner.patch(`/v1/pages/${task.id}`, { in_trash: true }))
    assert.deepEqual(await valueIn(editor, row.id, 'Sum'), { type: 'number', number: null, function: 'sum' })
    assert.deepEqual(await valueIn(editor, row.id, 'All'), { type: 'number', number: 0 })
  })

  test('goes up and down a tree of rows, but never in circles', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const tree = await aSource(ws, { Points: { number: {} } })
    await change(client, tree, { Parent: relation(tree), Up: rollup('Parent', 'Points', 'sum') })
    await change(client, tree, { Twice: rollup('Parent', 'Up', 'sum') })
    const top = await addRow(client, tree, { Points: { number: 5 } })
    const middle = await addRow(client, tree, { Parent: { relation: [{ id: top.id }] } })
    await ok(
      client.patch(`/v1/pages/${top.id}`, { properties: { Parent: { relation: [{ id: middle.id }] } } }),
    )
    assert.deepEqual(await valueIn(client, middle.id, 'Up'), { type: 'number', number: 5, function: 'sum' })
    assert.deepEqual(await valueIn(client, top.id, 'Twice'), { type: 'number', number: 5, function: 'sum' })
  })

  test('refuses a circle that runs through another data source', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const a = await aSource(ws, { Points: { number: {} } })
    const b = await aSource(ws, { A: relation(a), Sum: rollup('A', 'Points', 'sum') })
    await change(client, a, { B: relation(b) })
    const { status, body } = await client.patch(`/v1/data_sources/${a}`, {
      properties: { Points: rollup('B', 'Sum', 'sum') },
    })
    assert.equal(status, 400, JSON.stringify(body))
    assert.match(body.message, /body\.properties\.Points\.rollup should be something that is not built on/)
    const told = await client.patch(`/v1/data_sources/${a}`, {
      properties: { Points: formula('prop("B").map(current.prop("Sum")).sum()') },
    })
    assert.equal(told.status, 400, JSON.stringify(told.body))
  })

  test('refuses a chain that is too long, and computes one that is not', async (t) => {
    const ws = await workspace(t, store, {})
    const client = ws.as('editor')
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `F${index}`,
          formula(index === length - 1 ? 'prop("Points")' : `prop("F${index + 1}") + 1`),
        ]),
      )
    const fits = await aSource(ws, { Points: { number: {} }, ...chain(40) })
    const row = await addRow(client, fits, { Points: { number: 1 } })
    assert.deepEqual(await valueIn(client, row.id, 'F0'), { type: 'number', number: 40 })
    const { status, body } = await client.patch(`/v1/data_sources/${fits}`, {
      properties: { More: formula('prop("F0") + 1') },
    })
    assert.equal(status, 400, JSON.stringify(body))
    assert.match(body.message, /should be built on at most 40 other formulas and rollups/)
    const other = await aSource(ws, { Points: { number: {} } })
    const long = await client.patch(`/v1/data_sources/${other}`, { properties: chain(400) })
    assert.equal(long.status, 400, JSON.stringify(long.body))
  })

  test('says what took too many steps, and refuses to filter by it', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const list = `[${Array.from({ length: 100 }, (_, index) => index).join()}]`
    const costly = `${list}.map(${list}.map(${list}.map(current + 1).sum()).sum()).sum()`
    const source = await aSource(ws, { Costly: formula(costly), Sum: formula('1 + 1') })
    const row = await addRow(client, source)
    assert.deepEqual(row.properties.Costly.formula, { type: 'unsupported', unsupported: {} })
    assert.deepEqual(row.properties.Sum.formula, { type: 'number', number: 2 })
    const filter = { property: 'Costly', formula: { number: { greater_than: 1 } } }
    const { status, body } = await client.post(`/v1/data_sources/${source}/query`, { filter })
    assert.equal(status, 400, JSON.stringify(body))
    assert.match(body.message, /take too long to compute/)
  })

  test('stays right when what it is built on becomes something else', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const tasks = await aSource(ws, { Points: { number: {} } })
    const others = await aSource(ws)
    const projects = await aSource(ws, {
      Tasks: relation(tasks),
      Sum: rollup('Tasks', 'Points', 'sum'),
      All: rollup('Tasks', 'Points', 'show_original'),
      Next: formula('prop("Sum") + 1'),
    })
    const task = await addRow(client, tasks, { Points: { number: 2 } })
    const row = await addRow(client, projects, { Tasks: { relation: [{ id: task.id }] } })
    assert.deepEqual(row.properties.Next.formula, { type: 'number', number: 3 })
    await change(client, tasks, { Points: { rich_text: {} } })
    assert.deepEqual(await valueIn(client, row.id, 'Sum'), {
      type: 'unsupported',
      unsupported: {},
      function: 'sum',
    })
    const all = await valueIn(client, row.id, 'All')
    assert.equal(all.array[0].rich_text[0].plain_text, '2')
    await change(client, projects, { Tasks: relation(others) })
    for (const name of ['Sum', 'All']) assert.equal((await valueIn(client, row.id, name)).type, 'unsupported')
    await ok(client.get(`/v1/data_sources/${projects}`))
    for (const filter of [
      { property: 'Sum', rollup: { number: { equals: 1 } } },
      { property: 'All', rollup: { any: { number: { equals: 1 } } } },
      { property: 'Next', formula: { number: { equals: 3 } } },
    ]) {
      const { results } = await ok(client.post(`/v1/data_sources/${projects}/query`, { filter }))
      assert.deepEqual(results, [])
    }
    const sorts = ['Sum', 'All', 'Next'].map((property) => ({ property, direction: 'ascending' }))
    assert.equal((await ok(client.post(`/v1/data_sources/${projects}/query`, { sorts }))).results.length, 1)
  })

  test('leaves what it gave where a formula or rollup becomes another type', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const tasks = await aSource(ws, { Points: { number: {} } })
    const projects = await aSource(ws, {
      Tasks: relation(tasks),
      Factor: { number: {} },
      Sum: rollup('Tasks', 'Points', 'sum'),
      All: rollup('Tasks', 'Points', 'show_original'),
      Product: formula('prop("Sum") * prop("Factor")'),
      Due: formula('parseDate("2026-06-01")'),
      Big: formula('prop("Sum") > 3'),
    })
    const task = async (points: number) => ({
      id: (await addRow(client, tasks, { Points: { number: points } })).id,
    })
    const row = await addRow(client, projects, {
      Factor: { number: 10 },
      Tasks: { relation: [await task(2), await task(3)] },
    })
    await change(client, projects, {
      Factor: { rich_text: {} },
      Sum: { number: {} },
      All: { rich_text: {} },
      Product: { number: {} },
      Due: { date: {} },
      Big: { checkbox: {} },
    })
    const { properties } = await ok(client.get(`/v1/pages/${row.id}`))
    assert.deepEqual(
      [properties.Sum.number, properties.Product.number, properties.Big.checkbox],
      [5, 50, true],
    )
    assert.equal(properties.All.rich_text[0].plain_text, '2, 3')
    assert.deepEqual(properties.Due.date, { start: '2026-06-01', end: null, time_zone: null })
    await change(client, projects, { Sum: rollup('Tasks', 'Points', 'max') })
    assert.deepEqual(await valueIn(client, row.id, 'Sum'), { type: 'number', number: 3, function: 'max' })
    await change(client, projects, { Sum: { rich_text: {} } })
    assert.equal((await valueIn(client, row.id, 'Sum'))[0].plain_text, '3')
  })

  test('shows a page without its formulas when others are asked for', async (t) => {
    const ws = await workspace(t, store)
    const client = ws.as('editor')
    const source = await aSource(ws, { Points: { number: {} }, Next: formula('prop("Points") + 1') })
    const row = await addRow(client, source, { Points: { number: 1 } })
    const only = await ok(client.get(`/v1/pages/${row.id}?filter_properties=${row.properties.Next.id}`))
    assert.deepEqual(Object.keys(only.properties), ['Next'])
    assert.deepEqual(only.properties.Next.formula, { type: 'number', number: 2 })
    const bare = await ok(client.get(`/v1/pages/${row.id}?filter_properties=title`))
    assert.deepEqual(Object.keys(bare.properties), ['Name'])
    const { results } = await ok(client.post('/v1/search', { filter: { property: 'object', value: 'page' } }))
    const hit = results.find(({ id }: { id: string }) => id === row.id)
    assert.deepEqual(hit.properties.Next.formula, { type: 'number', number: 2 })
  })
})
