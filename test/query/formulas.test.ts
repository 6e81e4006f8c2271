import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { updatePageRow } from '#server/store/pages.ts'
import { planning } from '#server/store/row-drivers.ts'
import { describeStores } from '#test/stores.ts'
import { aQuery, tried } from './arbitrary.ts'
import { checkAnswer, checkColumn } from './check-columns.ts'
import { checkboxColumn } from './columns/checkboxes.ts'
import { dateColumn, moments, relativelyOf, timeColumns } from './columns/dates.ts'
import { checkboxFormula, dateFormula, numberFormula, textFormula } from './columns/formulas.ts'
import { numberColumn, uniqueIdColumn } from './columns/numbers.ts'
import { selectColumn } from './columns/options.ts'
import { relationColumn } from './columns/relations.ts'
import { mentionsOf, richTextColumn } from './columns/texts.ts'
import { aHome, aNamedPage, type Home, renamePerson } from './home.ts'
import type { Row } from './reference/answer.ts'
import { addRow, askAll, aTable, changeRow, fillTable } from './table.ts'

const DAY = 24 * 60 * 60_000

/** The columns that formulas here read, and formulas over nothing else. */
function ownColumns(home: Home) {
  const words = richTextColumn('Words', 'rich_text', home.names)
  const number = numberColumn('Number')
  const done = checkboxColumn('Done')
  const due = dateColumn('Due')
  const id = uniqueIdColumn('ID')
  const [made, , edited] = timeColumns('Made', 'Edited', []) as [typeof id, typeof id, typeof id]
  const read = {
    words: (row: Row) => words.valueOf(row) as string,
    number: (row: Row) => number.valueOf(row) as number | null,
    done: (row: Row) => done.valueOf(row) as boolean,
    due: (row: Row) => due.valueOf(row) as number | null,
  }
  return { written: [words, number, done, due, id, made, edited], read }
}

const double = (number: number | null) => {
  const doubled = number === null ? Number.NaN : number * 2
  return Number.isFinite(doubled) ? doubled : null
}

describeStores('formulas', (store) => {
  test('over the values of their own row are found and sorted by what they give', async (t) => {
    const home = await aHome(t, store)
    const { written, read } = ownColumns(home)
    const last = Date.parse('9999-12-30')
    const formulas = [
      textFormula('Same', { expression: 'prop("Words")', gives: read.words }),
      textFormula('Framed', {
        expression: 'if(empty(prop("Words")), "", "<" + prop("Words") + ">")',
        gives: (row) => (read.words(row) === '' ? '' : `<${read.words(row)}>`),
      }),
      textFormula('Name of it', { expression: 'prop("ID")', gives: (row) => `ROW-${row.place + 1}` }),
      numberFormula('Double', { expression: 'prop("Number") * 2', gives: (row) => double(read.number(row)) }),
      numberFormula('Built on it', {
        expression: 'if(prop("Done"), prop("Double"), 7)',
        gives: (row) => (read.done(row) ? double(read.number(row)) : 7),
      }),
      checkboxFormula('Large', {
        expression: 'prop("Number") > 1',
        gives: (row) => (read.number(row) ?? 0) > 1,
      }),
      checkboxFormula('Perhaps', {
        expression: 'ifs(prop("Done"), prop("Number") > 1)',
        gives: (row) => (read.done(row) ? (read.number(row) ?? 0) > 1 : null),
      }),
      dateFormula('Next day', {
        expression: 'dateAdd(prop("Due"), 1, "days")',
        gives(row) {
          const due = read.due(row)
          return due === null || due + DAY > last ? null : due + DAY
        },
      }),
      dateFormula('Begun', {
        expression: 'prop("Made")',
        gives: (row) => Math.floor(row.createdTime / 60_000) * 60_000,
      }),
    ]
    const table = await fillTable(home, [...written, ...formulas])
    for (const column of formulas) {
      await t.test(column.name, () => checkColumn(home, table, column, { every: 3 }))
    }
    for (const now of moments) {
      home.setClock(now)
      await t.test(`relative to ${new Date(now).toISOString()}`, () =>
        checkColumn(home, table, relativelyOf(formulas.find(({ name }) => name === 'Next day')!)),
      )
    }
  })

  test('are answered by the index, and with names in them by looking at rows', async (t) => {
    const home = await aHome(t, store)
    const page = await home.acme.aPage()
    const pages = [await aNamedPage(home, { page_id: page }, 'Straße nach 東京')]
    const users = [home.acme.as('member').userId, home.acme.as('owner').userId]
    const words = richTextColumn('Words', 'rich_text', home.names)
    const same = textFormula('Same', {
      expression: 'prop("Words") + "."',
      gives: (row) => `${words.valueOf(row)}.`,
    })
    const table = await aTable(home, [words, same])
    const plainRow = await addRow(home, table, { Words: ['plain'] })
    const filter = { property: 'Same', formula: { string: { equals: 'plain.' } } }
    await home.acme.do(({ db, workspace }) =>
      // Behind the back of the index: only looking at the row would tell.
      updatePageRow(db, workspace.id, plainRow.id, { properties: '{}' }),
    )
    assert.deepEqual(await askAll(home, table, { filter }), [plainRow.id])
    await changeRow(home, table, plainRow, { Words: ['another'] })
    for (const mention of mentionsOf(users, pages)) await addRow(home, table, { Words: mention })
    await t.test('column by column', () => checkColumn(home, table, same))
    await t.test('after a person is called something else', async () => {
      await renamePerson(home, users[0]!, 'Ada Lovelace')
      for (const operand of ['@Ada Lovelace.', '@The member.', 'another.']) {
        const sorts = [{ column: same, direction: 'descending' as const }]
        await checkAnswer(home, table, { filter: { column: same, operator: 'equals', operand }, sorts })
      }
    })
  })

  test('that take too many steps to be indexed are computed', async (t) => {
    const home = await aHome(t, store)
    const number = numberColumn('Number')
    const numberOf = (row: Row) => number.valueOf(row) as number | null
    // Long for some rows only; the others are indexed.
    const long = numberFormula('Long', {
      expression:
        'if(prop("Number") > 0, split(repeat("a,", 9000), ",").map(index).sum() - 40500000, prop("Number"))',
      gives: (row) => ((numberOf(row) ?? 0) > 0 ? 4500 : numberOf(row)),
    })
    const table = await aTable(home, [number, long])
    for (const value of [undefined, 0, -1]) await addRow(home, table, { Number: value })
    await t.test('before there is one', () => checkColumn(home, table, long))
    await addRow(home, table, { Number: 1 })
    await t.test('with one', () => checkColumn(home, table, long))
  })

  test('follow every change of what they are built on', async (t) => {
    const home = await aHome(t, store)
    const number = numberColumn('Number')
    const id = uniqueIdColumn('ID')
    const select = selectColumn('Select', ['One', 'Two'])
    const numberOf = (row: Row) => number.valueOf(row) as number | null
    const twice = numberFormula('F', {
      expression: 'prop("Number") * 2',
      gives: (row) => double(numberOf(row)),
    })
    const table = await aTable(home, [number, id, select, twice])
    for (const value of [undefined, 0, 1, 3, -2.5]) {
      await addRow(home, table, {
        Number: value,
        Select: value === 1 ? 'One' : value === 3 ? 'Two' : undefined,
      })
    }
    const change = (properties: object) =>
      home.send('PATCH', `/v1/data_sources/${table.dataSource}`, { properties })
    await t.test('as they were written', () => checkColumn(home, table, twice))
    await t.test('a value', async () => {
      await changeRow(home, table, table.rows[1]!, { Number: 7 })
      await checkColumn(home, table, twice)
    })
    await t.test('the formula', async () => {
      await change({ F: { formula: { expression: 'prop("Number") + 1' } } })
      const gives = (row: Row) => (numberOf(row) === null ? null : numberOf(row)! + 1)
      await checkColumn(home, table, numberFormula('F', { expression: '', gives }))
    })
    await t.test('its type', async () => {
      await change({ F: { formula: { expression: 'prop("Select") + "!"' } } })
      const gives = (row: Row) => `${row.values.Select ?? ''}!`
      await checkColumn(home, table, textFormula('F', { expression: '', gives }))
    })
    await t.test('the name of an option', async () => {
      const { properties } = await home.send('GET', `/v1/data_sources/${table.dataSource}`)
      const [{ id: first }, { id: second }] = properties.Select.select.options
      await change({
        Select: {
          select: {
            options: [
              { id: first, name: 'Uno' },
              { id: second, name: 'Two' },
            ],
          },
        },
      })
      const names: Record<string, string> = { One: 'Uno', Two: 'Two' }
      const gives = (row: Row) => `${names[row.values.Select as string] ?? ''}!`
      await checkColumn(home, table, textFormula('F', { expression: '', gives }))
    })
    await t.test('a formula below it, which then gives the same as ever again', async () => {
      await change({ Below: { formula: { expression: 'prop("ID")' } } })
      await change({ F: { formula: { expression: 'prop("Below") + ""' } } })
      const gives = (row: Row) => `ROW-${row.place + 1}`
      await checkColumn(home, table, textFormula('F', { expression: '', gives }))
      await change({ ID: { unique_id: { prefix: 'NEW' } } })
      const other = (row: Row) => `NEW-${row.place + 1}`
      await checkColumn(home, table, textFormula('F', { expression: '', gives: other }))
    })
    await t.test('the type of a property that it reads', async () => {
      await change({ F: { formula: { expression: 'prop("Number") + ""' } } })
      await change({ Number: { rich_text: {} } })
      const gives = (row: Row) => (numberOf(row) === null ? '' : String(numberOf(row)))
      await checkColumn(home, table, textFormula('F', { expression: '', gives }))
    })
    await t.test('a formula in place of a text', async () => {
      await change({ Number: { formula: { expression: 'length(prop("ID"))' } } })
      const gives = (row: Row) => `NEW-${row.place + 1}`.length
      await checkColumn(home, table, numberFormula('Number', { expression: '', gives }))
    })
  })

  test('over other pages and the clock are computed, beside those that are not', async (t) => {
    const home = await aHome(t, store)
    const { dataSource: target } = await home.acme.aDataSource({
      Name: { title: {} },
      Points: { number: {} },
      Day: { date: {} },
    })
    const points = new Map<string, number | null>()
    for (const [title, value] of [
      ['First', 3],
      ['second', -1],
      ['', null],
    ] as const) {
      const id = await aNamedPage(home, { data_source_id: target }, title)
      points.set(id, value)
      const day = {
        date: { start: value === null ? '2026-03-31T23:30:00Z' : `2026-03-3${value === 3 ? 0 : 1}` },
      }
      const properties = { Points: { number: value }, Day: day }
      await home.send('PATCH', `/v1/pages/${id}`, { properties })
    }
    const pages = [...points.keys()] as [string, string, string]
    const related = relationColumn('Related', [undefined, [], [pages[0]], [pages[2], pages[1]], [...pages]], {
      target,
      operands: pages,
      titleOf: (id) => home.names.get(id),
    })
    const { written, read } = ownColumns(home)
    const relatedTo = (row: Row) => related.valueOf(row) as string[]
    const columns = [
      numberFormula('Sum', {
        expression: 'prop("Related").map(current.prop("Points")).sum()',
        gives: (row) => relatedTo(row).reduce((sum, id) => sum + (points.get(id) ?? 0), 0),
      }),
      textFormula('Titles', {
        expression: 'prop("Related").map(current.prop("Name")).join(", ")',
        gives: (row) =>
          relatedTo(row)
            .map((id) => home.names.get(id))
            .join(', '),
      }),
      checkboxFormula('Several', {
        expression: 'prop("Related").length() > 1',
        gives: (row) => relatedTo(row).length > 1,
      }),
      dateFormula('First day', {
        expression: 'prop("Related").first().prop("Day")',
        gives(row) {
          const value = points.get(relatedTo(row)[0]!)
          if (value === undefined) return null
          return Date.parse(value === null ? '2026-03-31T23:30Z' : value === 3 ? '2026-03-30' : '2026-03-31')
        },
      }),
      checkboxFormula('Late', {
        expression: 'prop("Due") < now()',
        gives: (row) => read.due(row) !== null && read.due(row)! < home.now(),
      }),
      dateFormula('Last edit', {
        expression: 'prop("Edited")',
        gives: (row) => Math.floor(row.lastEditedTime / 60_000) * 60_000,
      }),
      numberFormula('Double', { expression: 'prop("Number") * 2', gives: (row) => double(read.number(row)) }),
      checkboxFormula('Done too', { expression: 'prop("Done")', gives: read.done }),
      textFormula('ID too', { expression: 'prop("ID")', gives: (row) => `ROW-${row.place + 1}` }),
    ]
    const table = await aTable(home, [...written, related, ...columns])
    for (let index = 0; index < 40; index++) {
      const values = table.columns.map(({ name, values }, step) => [
        name,
        values[(index * (step + 1)) % values.length],
      ])
      if (index % 4 > 0) home.setClock(home.now() + 20_000)
      await addRow(home, table, Object.fromEntries(values))
    }
    for (const column of columns) {
      await t.test(column.name, () => checkColumn(home, table, column, { every: 3 }))
    }
    await t.test('together, whatever is asked', async () => {
      const few = planning.few
      const anyQuery = fc.asyncProperty(
        aQuery([...columns, ...written], columns),
        fc.integer({ min: 4, max: 50 }),
        fc.constantFrom(0, few),
        async (asked, size, drives) => {
          planning.few = drives
          await checkAnswer(home, table, asked, { size })
        },
      )
      await fc.assert(anyQuery, tried(60))
      planning.few = few
    })
  })
})
