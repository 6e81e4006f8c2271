import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { checkboxColumn } from './columns/checkboxes.ts'
import { dateColumn, moments, relativelyOf, timeColumns } from './columns/dates.ts'
import { checkboxFormula, dateFormula, numberFormula, textFormula } from './columns/formulas.ts'
import { numberColumn, uniqueIdColumn } from './columns/numbers.ts'
import { type mentionsOf, richTextColumn } from './columns/texts.ts'
import { aHome, aNamedPage, type Home, renamePerson } from './home.ts'
import type { Row } from './reference/answer.ts'
import { fillTable } from './table.ts'

const DAY = 24 * 60 * 60_000

/** The columns that formulas here read, and formulas over nothing else. */
async function ownColumns(home: Home, mentions: ReturnType<typeof mentionsOf> = []) {
  const words = richTextColumn('Words', 'rich_text', home.names, mentions)
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
    const { written, read } = await ownColumns(home)
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
})
