/** Formulas and rollups as the SDKs of the time knew them when a database was its only table. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client04 } from '../early-clients.ts'
import { full, payload, text } from './answers.ts'
import { describeClients, type Home } from './describe-clients.ts'

/** What all of them have has the same parameters. */
const connect = (home: Home<unknown>): Client04 => home.as('editor') as Client04

type Properties = Record<string, { id: string; type: string }>
const propertiesOf = (object: object): Properties => (object as { properties: Properties }).properties

/** The names of functions were longer until 2021-08-16. */
const countIn = ({ version }: Home<unknown>): string => (version < '2021-08-16' ? 'count_all' : 'count')

async function aDatabase(home: Home<unknown>, properties: object): Promise<string> {
  const { id } = await connect(home).databases.create({
    parent: { type: 'page_id', page_id: await home.aPage() },
    title: [{ type: 'text', text: { content: 'Tasks' } }],
    properties: { Name: { title: {} }, ...properties },
  } as never)
  return id
}

async function addRow(home: Home<unknown>, database_id: string, properties: object) {
  const { id } = await connect(home).pages.create({ parent: { database_id }, properties } as never)
  return id
}

async function rowOf(home: Home<unknown>, page_id: string): Promise<Properties> {
  return propertiesOf(full(await connect(home).pages.retrieve({ page_id })))
}

describeClients('formulas and rollups of old versions', ['4.x', '2.x', '1.x', '0.4.x', '0.2.x'], (home) => {
  test('are made, read, filtered and sorted by', async () => {
    const rollup = (rollup_property_name: string, name: string) => ({
      rollup: { relation_property_name: 'Tasks', rollup_property_name, function: name },
    })
    const tasks = await aDatabase(home, {
      Points: { number: {} },
      Notes: { rich_text: {} },
      Twice: { formula: { expression: 'prop("Points") * 2' } },
    })
    const typed = home.version < '2022-06-28' ? {} : { type: 'single_property', single_property: {} }
    const projects = await aDatabase(home, {
      Tasks: { relation: { database_id: tasks, ...typed } },
      Count: rollup('Name', countIn(home)),
      Sum: rollup('Twice', 'sum'),
      Notes: rollup('Notes', 'show_original'),
      Loud: { formula: { expression: 'upper(prop("Name"))' } },
    })
    const task = async (points: number) =>
      addRow(home, tasks, { Points: { number: points }, Notes: { rich_text: text(`note ${points}`) } })
    const ids = [{ id: await task(1) }, { id: await task(2) }]
    const named = (name: string) => ({ Name: { title: text(name) } })
    const whole = await addRow(home, projects, { ...named('whole'), Tasks: { relation: ids } })
    const bare = await addRow(home, projects, named('bare'))

    const row = await rowOf(home, whole)
    assert.deepEqual(payload(row.Count), { type: 'number', number: 2, function: countIn(home) })
    assert.deepEqual(payload(row.Sum), { type: 'number', number: 6, function: 'sum' })
    assert.deepEqual(payload(row.Loud), { type: 'string', string: 'WHOLE' })
    const { array } = payload(row.Notes) as { array: { type: string }[] }
    const itemType = home.version < '2021-08-16' ? 'text' : 'rich_text'
    assert.deepEqual(
      array.map((item) => [item.type, (payload(item) as { plain_text: string }[])[0]!.plain_text]),
      [
        [itemType, 'note 1'],
        [itemType, 'note 2'],
      ],
    )
    // An empty value was left out until 2021-08-16.
    const empty = (await rowOf(home, bare)).Sum
    if (home.version < '2021-08-16') assert.equal(empty, undefined)
    else assert.deepEqual(payload(empty), { type: 'number', number: null, function: 'sum' })

    const database = full(await connect(home).databases.retrieve({ database_id: projects }))
    const config = payload(propertiesOf(database).Count) as Record<string, string>
    assert.deepEqual(
      [config.function, config.relation_property_name, config.rollup_property_name],
      [countIn(home), 'Tasks', 'Name'],
    )
    assert.deepEqual(payload(propertiesOf(database).Loud), { expression: 'upper(prop("Name"))' })

    const find = async (query: object) => {
      const { results } = await connect(home).databases.query({ database_id: projects, ...query } as never)
      return results.map(({ id }) => id)
    }
    const textKey = home.version < '2022-02-22' ? 'text' : 'string'
    const itemKey = home.version < '2022-02-22' ? 'text' : 'rich_text'
    for (const [query, found] of [
      [{ filter: { property: 'Sum', rollup: { number: { equals: 6 } } } }, [whole]],
      [{ filter: { property: 'Loud', formula: { [textKey]: { contains: 'bar' } } } }, [bare]],
      [{ filter: { property: 'Notes', rollup: { any: { [itemKey]: { contains: 'note 2' } } } } }, [whole]],
      [{ filter: { property: 'Notes', rollup: { none: { [itemKey]: { contains: 'note 2' } } } } }, [bare]],
      [{ sorts: [{ property: 'Loud', direction: 'descending' }] }, [whole, bare]],
      [{ sorts: [{ property: 'Count', direction: 'ascending' }] }, [bare, whole]],
    ] as const) {
      assert.deepEqual(await find(query), found, JSON.stringify(query))
    }
  })
})
