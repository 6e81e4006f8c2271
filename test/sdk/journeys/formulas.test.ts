/** Formulas: configured, read, filtered and sorted by, as the SDKs see them. */
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

const formula = (expression: string) => ({ formula: { expression } })

const expressionOf = (dataSource: DataSourceObjectResponse, name: string): string =>
  (payload(dataSource.properties[name]) as { expression: string }).expression

/** Titles of the rows that a query finds, in order. */
async function found(client: Client, data_source_id: string, query: object): Promise<string[]> {
  const { results } = await client.dataSources.query({ data_source_id, ...query } as never)
  return results.map((page) => {
    const [run] = shown(page as PageObjectResponse, 'Name') as { plain_text: string }[]
    return run!.plain_text
  })
}

const columns = {
  Name: { title: {} },
  Price: { number: {} },
  Amount: { number: {} },
  Due: { date: {} },
  Done: { checkbox: {} },
  Who: { people: {} },
  Tags: { multi_select: { options: [{ name: 'API' }, { name: 'Docs' }] } },
}

/** What formulas give for a row with a value everywhere, and for one with none. */
const cases: readonly [expression: string, type: string, whole: unknown, bare: unknown][] = [
  ['prop("Price") * prop("Amount")', 'number', 12, null],
  ['prop("Name") + "!"', 'string', 'Whole!', 'Bare!'],
  ['prop("Price") > 2', 'boolean', true, false],
  ['dateAdd(prop("Due"), 1, "days")', 'date', { start: '2026-06-02', end: null, time_zone: null }, null],
  ['prop("Tags")', 'string', 'API, Docs', null],
  ['prop("Who").map(current.name())', 'string', 'The member', null],
  ['if(prop("Done"), "yes", "no")', 'string', 'yes', 'no'],
]

async function aTable(home: Home<Client>, more: Record<string, object> = {}) {
  const client = home.as('editor')
  const { dataSource } = await home.aDataSource({ ...columns, ...more })
  const whole = await addRow(client, dataSource, {
    ...titled('Whole'),
    Price: { number: 3 },
    Amount: { number: 4 },
    Due: { date: { start: '2026-06-01' } },
    Done: { checkbox: true },
    Who: { people: [{ id: home.userId('member') }] },
    Tags: { multi_select: [{ name: 'API' }, { name: 'Docs' }] },
  })
  const bare = await addRow(client, dataSource, titled('Bare'))
  return { client, dataSource, whole: whole.id, bare: bare.id }
}

describeClients('formulas', ['5.x'], (home) => {
  test('of every type are made and read', async () => {
    const more = Object.fromEntries(cases.map(([expression], index) => [`F${index}`, formula(expression)]))
    const { client, dataSource, whole, bare } = await aTable(home, more)
    const schema = await read(client, dataSource)
    const [ofWhole, ofBare] = [await rowOf(client, whole), await rowOf(client, bare)]
    for (const [index, [expression, type, value, empty]] of cases.entries()) {
      assert.equal(expressionOf(schema, `F${index}`), expression)
      assert.deepEqual(shown(ofWhole, `F${index}`), { type, [type]: value }, expression)
      assert.deepEqual(shown(ofBare, `F${index}`), { type, [type]: empty }, expression)
    }
    const { results } = await client.dataSources.query({ data_source_id: dataSource })
    assert.deepEqual((results[1] as PageObjectResponse).properties, ofWhole.properties)
    const item = await client.pages.properties.retrieve({
      page_id: whole,
      property_id: ofWhole.properties.F0!.id,
    })
    assert.deepEqual(payload(item), { type: 'number', number: 12 })
  })

  test('stand in any order in a request, and are built on one another', async () => {
    const { client, dataSource, whole } = await aTable(home, {
      Gross: formula('prop("Net") * 1.5'),
      Net: formula('prop("Price") * prop("Amount")'),
    })
    assert.deepEqual(shown(await rowOf(client, whole), 'Gross'), { type: 'number', number: 18 })
    const changed = await change(client, dataSource, {
      Net: { name: 'Without tax', ...formula('prop("Price") + prop("New")') },
      New: { number: {} },
    })
    assert.equal(expressionOf(changed, 'Gross'), 'prop("Without tax") * 1.5')
    assert.equal(expressionOf(changed, 'Without tax'), 'prop("Price") + prop("New")')
  })

  test('survive renames, and conversions as far as they make sense', async () => {
    const { client, dataSource, whole } = await aTable(home, { Twice: formula('prop("Price") * 2') })
    const renamed = await change(client, dataSource, { Price: { name: 'Cost "net"' } })
    assert.equal(expressionOf(renamed, 'Twice'), String.raw`prop("Cost \"net\"") * 2`)
    assert.deepEqual(shown(await rowOf(client, whole), 'Twice'), { type: 'number', number: 6 })
    await change(client, dataSource, { Twice: expressionAgain(renamed) })
    assert.deepEqual(shown(await rowOf(client, whole), 'Twice'), { type: 'number', number: 6 })

    await change(client, dataSource, { 'Cost "net"': null })
    assert.deepEqual(shown(await rowOf(client, whole), 'Twice'), { type: 'unsupported', unsupported: {} })
    await read(client, dataSource)

    await change(client, dataSource, { Twice: { number: {} } })
    await client.pages.update({ page_id: whole, properties: { Twice: { number: 7 } } })
    await change(client, dataSource, { Twice: formula('1 + 1') })
    assert.deepEqual(shown(await rowOf(client, whole), 'Twice'), { type: 'number', number: 2 })
  })

  test('reach through relations, and are rolled up', async () => {
    const { client, dataSource, whole, bare } = await aTable(home, {
      Total: formula('prop("Price") * prop("Amount")'),
      Late: formula('prop("Due") < now()'),
    })
    const orders = (
      await home.aDataSource({
        Name: { title: {} },
        Items: { relation: { data_source_id: dataSource, single_property: {} } },
        Sum: rollup('Total', 'sum'),
        Totals: rollup('Total', 'show_original'),
        Names: formula('prop("Items").map(current.prop("Name")).join("+")'),
        Dearest: formula('prop("Items").map(current.prop("Total")).first() + prop("Sum")'),
      })
    ).dataSource
    const items = { Items: { relation: [{ id: whole }, { id: bare }] } }
    const order = await addRow(client, orders, { ...titled('Order'), ...items })
    assert.deepEqual(shown(order, 'Sum'), { type: 'number', number: 12, function: 'sum' })
    assert.deepEqual(shown(order, 'Totals'), {
      type: 'array',
      array: [12, null].map((number) => ({ type: 'formula', formula: { type: 'number', number } })),
      function: 'show_original',
    })
    assert.deepEqual(shown(order, 'Names'), { type: 'string', string: 'Whole+Bare' })
    assert.deepEqual(shown(order, 'Dearest'), { type: 'number', number: 24 })
    const any = { filter: { property: 'Totals', rollup: { any: { number: { equals: 12 } } } } }
    assert.deepEqual(await found(client, orders, any), ['Order'])
    const unfit = await complaint(change(client, orders, { X: rollup('Total', 'checked') }))
    assert.match(unfit, /body\.properties\.X\.rollup\.function should be .*, instead was `"checked"`\.$/)
  })

  test('are filtered and sorted by', async () => {
    const { client, dataSource } = await aTable(home, {
      Total: formula('prop("Price") * prop("Amount")'),
      Loud: formula('upper(prop("Name"))'),
      Dear: formula('prop("Price") > 2'),
      Next: formula('dateAdd(prop("Due"), 1, "days")'),
    })
    const by = (property: string, condition: object) => ({ filter: { property, formula: condition } })
    for (const [query, names] of [
      [by('Total', { number: { equals: 12 } }), ['Whole']],
      [by('Total', { number: { is_empty: true } }), ['Bare']],
      [by('Loud', { string: { starts_with: 'bar' } }), ['Bare']],
      [by('Dear', { checkbox: { equals: true } }), ['Whole']],
      [by('Dear', { checkbox: { does_not_equal: true } }), ['Bare']],
      [by('Next', { date: { equals: '2026-06-02' } }), ['Whole']],
      [by('Next', { date: { is_empty: true } }), ['Bare']],
      [{ sorts: [{ property: 'Loud', direction: 'descending' }] }, ['Whole', 'Bare']],
      [{ sorts: [{ property: 'Loud', direction: 'ascending' }] }, ['Bare', 'Whole']],
      [{ sorts: [{ property: 'Total', direction: 'ascending' }] }, ['Whole', 'Bare']],
    ] as const) {
      assert.deepEqual(await found(client, dataSource, query), names, JSON.stringify(query))
    }
    assert.equal(
      await complaint(found(client, dataSource, by('Total', { string: { equals: '12' } }))),
      'The property type in the database does not match the property type of the filter provided: database property number does not match filter string',
    )
  })

  test('that are wrong are refused with the place and the reason', async () => {
    const { client, dataSource } = await aTable(home)
    for (const [expression, reason] of [
      ['prop("Price") *', /line 1, column \d+/],
      ['prop("Nope")', /Nope/],
      ['foo(1)', /foo/],
      ['prop("Done") * 2', /./],
    ] as const) {
      const message = await complaint(change(client, dataSource, { F: formula(expression) }))
      assert.ok(
        message.startsWith('body failed validation: body.properties.F.formula.expression should be'),
        message,
      )
      assert.match(message, reason)
    }
    assert.equal(
      await complaint(change(client, dataSource, { F: { formula: {} } })),
      'body failed validation: body.properties.F.formula.expression should be defined, instead was `undefined`.',
    )
    assert.ok(!('F' in (await read(client, dataSource)).properties))
  })

  test('that are built on themselves are refused', async () => {
    const { client, dataSource } = await aTable(home, {
      A: formula('prop("Price")'),
      B: formula('prop("A")'),
    })
    const self = { relation: { data_source_id: dataSource, single_property: {} } }
    await change(client, dataSource, { Self: self })
    for (const properties of [
      { A: formula('prop("A")') },
      { A: formula('prop("B")') },
      { X: formula('prop("Y")'), Y: formula('prop("X")') },
      { A: formula('prop("Self").map(current.prop("B"))') },
      { R: { rollup: { relation_property_name: 'Self', rollup_property_name: 'R', function: 'count' } } },
      {
        A: formula('prop("R")'),
        R: { rollup: { relation_property_name: 'Self', rollup_property_name: 'B', function: 'count' } },
      },
    ]) {
      const message = await complaint(change(client, dataSource, properties))
      assert.match(message, /should be something that is not built on this property itself/)
    }
    assert.equal(expressionOf(await read(client, dataSource), 'A'), 'prop("Price")')
  })

  test('are not written', async () => {
    const { client, whole } = await aTable(home, { F: formula('1') })
    const given = { F: { formula: { number: 1 } } } as never
    await complaint(client.pages.update({ page_id: whole, properties: given }))
    assert.equal(
      await complaint(client.pages.update({ page_id: whole, properties: { F: { number: 1 } } })),
      'F is expected to be formula.',
    )
  })
})

const rollup = (rollup_property_name: string, name: string) => ({
  rollup: { relation_property_name: 'Items', rollup_property_name, function: name },
})

const expressionAgain = (dataSource: DataSourceObjectResponse) => formula(expressionOf(dataSource, 'Twice'))
