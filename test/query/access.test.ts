import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { principalOf } from '#server/domain/access/actor.ts'
import { createGroup } from '#server/domain/groups/create.ts'
import { addGroupMember } from '#server/domain/groups/members.ts'
import { describeStores } from '#test/stores.ts'
import { aQuery, tried } from './arbitrary.ts'
import { checkAnswer, checkColumn } from './check-columns.ts'
import { everyColumn, someSurroundings } from './columns/every.ts'
import { aBotWithoutNames, aHome, type Caller, hide, type Names, showOnlyTo, showTo } from './home.ts'
import type { Row } from './reference/answer.ts'
import { addRow, aTable } from './table.ts'

const ROWS = 36
const QUERIES = 25

/** Somebody, the rows they see, and how they know people and pages. */
interface Onlooker {
  readonly name: string
  readonly as: Caller
  readonly sees: (row: Row) => boolean
  readonly names: Names
  readonly me?: string
}

describeStores('the rows of a query', (store) => {
  test('are those that the caller sees, by what the caller sees of them', async (t) => {
    const home = await aHome(t, store)
    const { acme } = home
    const around = await someSurroundings(home)
    const page = await acme.aPage()
    const columns = everyColumn(around, home.names)
    const table = await aTable(home, columns, page)
    for (let index = 0; index < ROWS; index++) {
      const written = columns.map(({ name, values }, step) => [
        name,
        values[(index * (step + 1)) % values.length],
      ])
      home.setClock(home.now() + 20_000)
      await addRow(home, table, Object.fromEntries(written))
    }

    const [viewer, blind] = [principalOf.bot(acme.as('viewer').userId), await aBotWithoutNames(home)]
    const group = await acme.do(async (context) => {
      const id = await createGroup(context, 'Colleagues')
      await addGroupMember(context, id, acme.as('member').userId)
      return principalOf.group(id)
    })
    // A third of the rows is hidden; of those some are shown to the one, some to the others, some to all.
    const readers = [[], [viewer], [group], [viewer, group, principalOf.bot(blind.id)]]
    const readersOf = ({ place }: Row) => (place % 3 === 0 ? readers[(place / 3) % readers.length]! : null)
    await showTo(home, page, [group, principalOf.bot(blind.id)])
    for (const row of table.rows) {
      const only = readersOf(row)
      if (only) await showOnlyTo(home, row.id, only)
    }
    const [, second] = around.pages
    await hide(home, second!)

    const sees = (principal: string) => (row: Row) => readersOf(row)?.includes(principal) ?? true
    const namesWithout = (...ids: readonly string[]): Names =>
      new Map([...home.names].filter(([id]) => !ids.includes(id)))
    // The group does not see the related pages at all.
    const onlookers: Onlooker[] = [
      { name: 'a bot', as: 'viewer', sees: sees(viewer), names: namesWithout(second!) },
      {
        name: 'a person through a group',
        as: 'member',
        sees: sees(group),
        names: namesWithout(...around.pages),
        me: acme.as('member').userId,
      },
      {
        name: 'a bot that is told no names',
        as: blind,
        sees: sees(principalOf.bot(blind.id)),
        names: new Map(),
      },
      { name: 'the owner', as: 'owner', sees: () => true, names: home.names, me: acme.as('owner').userId },
    ]
    for (const { name, as, sees, names, me } of onlookers) {
      const rows = table.rows.filter(sees)
      const seen = everyColumn(around, names, me)
      await t.test(`for ${name}, whatever is asked`, async () => {
        const anyQuery = fc.asyncProperty(
          aQuery(seen, seen),
          fc.integer({ min: 1, max: 20 }),
          (asked, size) => checkAnswer(home, table, asked, { as, rows, size: Math.max(size, 3) }),
        )
        await fc.assert(anyQuery, tried(QUERIES))
      })
      await t.test(`for ${name}, column by column`, async () => {
        for (const column of seen) {
          await checkColumn(home, table, column, { as, rows, every: 50 })
        }
      })
    }
    await t.test('and none for whom the table is absent, though a row was shared', async () => {
      await showTo(home, table.rows[0]!.id, [principalOf.bot(acme.as('stranger').userId)])
      const stranger = acme.as('stranger')
      assert.equal((await stranger.get(`/v1/pages/${table.rows[0]!.id}`)).status, 200)
      const { status, body } = await stranger.post(`/v1/data_sources/${table.dataSource}/query`, {})
      assert.deepEqual([status, body.code], [404, 'object_not_found'])
    })
  })
})
