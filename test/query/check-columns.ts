/** Asks the server all that can be asked of a column, and the reference the same. */
import assert from 'node:assert/strict'
import type { Column } from './columns/column.ts'
import { type Caller, type Home, printJson } from './home.ts'
import { type Asked, answer, type Row } from './reference/answer.ts'
import { askAll, queryBody, type Table } from './table.ts'

export interface Onlooker {
  readonly as?: Caller
  /** The rows they may see; all when left out. */
  readonly rows?: readonly Row[]
  /** Every so many operands are asked; all when left out. */
  readonly every?: number
  /** What is asked; both when left out. */
  readonly only?: 'filters' | 'orders'
  /** Rows of a page; as many as the API gives when left out. */
  readonly size?: number
}

interface Question {
  readonly body: object
  readonly expected: readonly Row[]
  readonly isOrdered: boolean
}

const MOST_TOLD = 10
/** Requests under way at the same time; answering one is mostly waiting for the store. */
const AT_ONCE = 8

/** Every operator with every operand under every filter key, and both orders; the rows are in none. */
export async function checkColumn(
  home: Home,
  table: Table,
  column: Column,
  { as = 'editor', rows = table.rows, every = 1, only }: Onlooker = {},
): Promise<void> {
  const questions: Question[] = []
  const operators = only === 'orders' ? {} : column.family.operators
  for (const [operator, { operands }] of Object.entries(operators)) {
    for (const [index, operand] of operands.entries()) {
      if (index % every !== 0) continue
      const expected = answer(rows, { filter: { column, operator, operand } }, home.now())
      // The keys mean the same: all are asked once, then each has its turn.
      const turn = column.asks[questions.length % column.asks.length]!
      const asks = every === 1 && index === 0 ? column.asks : [turn]
      for (const ask of asks) {
        questions.push({ body: { filter: ask({ [operator]: operand }) }, expected, isOrdered: false })
      }
    }
  }
  for (const direction of only === 'filters' ? [] : (['ascending', 'descending'] as const)) {
    const asked = { sorts: [{ column, direction }] }
    questions.push({ body: queryBody(asked), expected: answer(rows, asked, home.now()), isOrdered: true })
  }
  const wrong: string[] = []
  for (let at = 0; at < questions.length; at += AT_ONCE) {
    const some = questions.slice(at, at + AT_ONCE)
    const found = await Promise.all(some.map(({ body }) => askAll(home, table, body, as)))
    for (const [index, question] of some.entries()) {
      const complaint = difference(rows, column, question, found[index]!)
      if (complaint) wrong.push(`${printJson(question.body).slice(0, 300)}: ${complaint}`)
    }
  }
  assert.equal(wrong.length, 0, `${wrong.length} answers differ:\n${wrong.slice(0, MOST_TOLD).join('\n')}`)
}

/** One query against the reference, order included. */
export async function checkAnswer(
  home: Home,
  table: Table,
  asked: Asked<Column>,
  { as = 'editor', rows = table.rows, size }: Onlooker = {},
): Promise<void> {
  const body = { ...queryBody(asked), ...(size !== undefined && { page_size: size }) }
  const found = await askAll(home, table, body, as)
  const expected = answer(rows, asked, home.now()).map(({ id }) => id)
  const told = (ids: readonly string[]) => ids.map((id) => rows.find((row) => row.id === id)?.place ?? id)
  assert.deepEqual(told(found), told(expected), printJson(body))
}

function difference(
  rows: readonly Row[],
  column: Column,
  { expected, isOrdered }: Question,
  found: readonly string[],
): string | null {
  const told = (ids: readonly string[]) =>
    ids.map((id) => {
      const row = rows.find((one) => one.id === id)
      return row ? `#${row.place} ${printJson(column.valueOf(row))?.slice(0, 80)}` : `a stranger ${id}`
    })
  const wanted = new Set(expected.map(({ id }) => id))
  const [missing, extra] = [
    [...wanted].filter((id) => !found.includes(id)),
    found.filter((id) => !wanted.has(id)),
  ]
  if (missing.length > 0 || extra.length > 0) return `lacks [${told(missing)}], has too much [${told(extra)}]`
  const first = expected.findIndex(({ id }, index) => id !== found[index])
  if (!isOrdered || first === -1) return null
  return `at ${first} comes [${told(found.slice(first, first + 3))}], not [${told(expected.slice(first, first + 3).map(({ id }) => id))}]`
}
