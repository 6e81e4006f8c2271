import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { aHome, type Home, TUESDAY } from './home.ts'
import { askAll } from './table.ts'

// What the real service was seen to answer, as counts of rows.

const DAY = 24 * 60 * 60_000
const day = (days: number) => new Date(TUESDAY + days * DAY).toISOString().slice(0, 10)
const text = (content: string) => [{ text: { content } }]

/** Four rows, the last of them empty; their dates are today, a week off, a week and a day off, and none. */
const rows = [
  {
    Name: { title: text('Apple') },
    Count: { number: 1 },
    State: { select: { name: 'Open' } },
    Past: { date: { start: day(0) } },
    Next: { date: { start: day(0) } },
  },
  {
    Name: { title: text('apple pie') },
    Count: { number: 2 },
    State: { select: { name: 'Done' } },
    Past: { date: { start: day(-7) } },
    Next: { date: { start: day(7) } },
  },
  {
    Name: { title: text('Banana') },
    Count: { number: 3 },
    State: { select: { name: 'Left' } },
    Past: { date: { start: day(-8) } },
    Next: { date: { start: day(8) } },
  },
  {},
]

const on = (property: string, key: string, condition: object) => ({ property, [key]: condition })

const facts: readonly [fact: string, filter: object, count: number][] = [
  ['an empty filter is none', {}, 4],
  ['a negative matches empty numbers', on('Count', 'number', { does_not_equal: 1 }), 3],
  ['a negative matches empty options', on('State', 'select', { does_not_equal: 'Open' }), 3],
  ['several options are any of them', on('State', 'select', { equals: ['Open', 'Done'] }), 2],
  ['and none of several is the others', on('State', 'select', { does_not_equal: ['Open', 'Done'] }), 2],
  ['text is found in any case', on('Name', 'title', { contains: 'APPLE' }), 2],
  ['a title is filtered as rich text too', on('Name', 'rich_text', { equals: 'aPPLE' }), 1],
  ['the past week is today and seven days back', on('Past', 'date', { past_week: {} }), 2],
  ['the next week is today and seven days on', on('Next', 'date', { next_week: {} }), 2],
  ['the past holds nothing to come', on('Next', 'date', { past_week: {} }), 1],
  ['a day is all of it', on('Past', 'date', { equals: day(0) }), 1],
  ['nothing is made at no time', { timestamp: 'created_time', created_time: { is_empty: true } }, 0],
  ['internal bots are nobody', on('Who', 'people', { contains: 'me' }), 0],
  ['and everything is without nobody', on('Who', 'people', { does_not_contain: 'me' }), 4],
]

const OLD = '2022-06-28'

describeStores('recorded answers', (store) => {
  let home: Home
  let dataSource: string
  let database: string
  const closing: (() => Promise<void>)[] = []
  before(async () => {
    home = await aHome({ after: (work) => closing.push(work) }, store)
    const source = await home.acme.aDataSource({
      Name: { title: {} },
      Count: { number: {} },
      State: { select: {} },
      Past: { date: {} },
      Next: { date: {} },
      Who: { people: {} },
    })
    dataSource = source.dataSource
    database = source.database
    for (const properties of rows) {
      await home.send('POST', '/v1/pages', { parent: { data_source_id: dataSource }, properties })
    }
  })
  describe('count', () => {
    for (const [fact, filter, count] of facts) {
      test(`${count}: ${fact}`, async () => {
        assert.equal((await askAll(home, { dataSource }, { filter })).length, count)
        // A database that is its only table is asked the same.
        const path = `/v1/databases/${database}/query`
        const { results } = await home.send('POST', path, { filter }, { version: OLD })
        assert.equal(results.length, count)
      })
    }
  })

  test('the newest of 110 rows comes first, in pages of a hundred, as it did before data sources', async () => {
    const { dataSource: many, database: table } = await home.acme.aDataSource()
    const made: string[] = []
    for (let index = 1; index <= 110; index++) {
      const properties = { Name: { title: text(`Page ${index}`) } }
      made.unshift(
        (await home.send('POST', '/v1/pages', { parent: { data_source_id: many }, properties })).id,
      )
    }
    assert.deepEqual(await askAll(home, { dataSource: many }, {}), made)
    const path = `/v1/databases/${table}/query`
    const first = await home.send('POST', path, {}, { version: OLD })
    assert.deepEqual([first.results.length, first.has_more, first.type], [100, true, 'page_or_database'])
    const rest = await home.send('POST', path, { start_cursor: first.next_cursor }, { version: OLD })
    assert.deepEqual([rest.results.length, rest.has_more, rest.next_cursor], [10, false, null])
    const ids = [...first.results, ...rest.results].map(({ id }: { id: string }) => id)
    assert.deepEqual(ids, made)
  })

  after(async () => {
    for (const close of closing.reverse()) await close()
  })
})
