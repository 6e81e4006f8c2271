import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql as kyselySql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { type Fragment, sql } from './fragments.ts'

const textOf = (fragment: Fragment) => [fragment.text((number) => `$${number}`), fragment.values]

test('fragments are spliced in, and all else is a value', () => {
  const part = sql`b = ${2}`
  const cases: [Fragment, string, unknown[]][] = [
    [sql`a`, 'a', []],
    [sql`a = ${1}`, 'a = $1', [1]],
    [sql`a = ${null} and ${part} and c = ${'x'}`, 'a = $1 and b = $2 and c = $3', [null, 2, 'x']],
    [sql`${part}${part}`, 'b = $1b = $2', [2, 2]],
    [sql`in (${sql.join([1, part, sql`c`])})`, 'in ($1, b = $2, c)', [1, 2]],
    [sql.join([part, part], sql` or `), 'b = $1 or b = $2', [2, 2]],
    [sql.join([]), '', []],
    [sql`${sql.ref('b.id')} = ${sql.lit("it's")}`, `"b"."id" = 'it''s'`, []],
    [sql`limit ${sql.lit(5)}`, 'limit 5', []],
  ]
  for (const [fragment, text, values] of cases) assert.deepEqual(textOf(fragment), [text, values])
})

test('an expression of the builder is no part of a fragment', () => {
  assert.throws(() => sql`a = ${kyselySql.ref('b')}`)
})

describeStores('a fragment within the builder', (testStore) => {
  test('is an expression with its values', async (t) => {
    const store = await testStore.open(t)
    const { rows } = await kyselySql<{
      is: unknown
    }>`select ${sql`1 = ${1} and 'a' <> ${'b'}`} as "is"`.execute(store.root)
    assert.equal(Number(rows[0]!.is), 1)
  })
})
