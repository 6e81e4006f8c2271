import { test } from 'node:test'
import { indexInZone } from '#server/store/index-source.ts'
import { updateWorkspace } from '#server/store/workspaces.ts'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { type Column, column } from './columns/column.ts'
import { numberFormula, textFormula } from './columns/formulas.ts'
import { aHome, type Home } from './home.ts'
import type { Row } from './reference/answer.ts'
import { type Start, zonedDates } from './reference/zoned-dates.ts'
import { addRow, aTable } from './table.ts'

interface Case {
  readonly zone: string
  /** Instants at the borders of days there, of weeks, of months and of summer time. */
  readonly borders: readonly string[]
  /** Instants at which is asked. */
  readonly asked: readonly string[]
}

const cases: readonly Case[] = [
  {
    zone: 'Europe/Berlin',
    // The last Sunday of March has 23 hours; Monday and April begin at 22:00 of the day before in Greenwich.
    borders: [
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
      '2026-03-31T22:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ],
    asked: [
      '2026-03-28T22:59:59.999Z',
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
      '2026-03-31T22:30Z',
      '2026-10-25T22:59Z',
    ],
  },
  {
    zone: 'America/New_York',
    borders: [
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
      '2026-04-01T04:00Z',
      '2026-11-01T04:00Z',
      '2026-11-02T05:00Z',
    ],
    asked: [
      '2026-03-08T04:59Z',
      '2026-03-09T03:59:59.999Z',
      '2026-03-09T04:00Z',
      '2026-04-01T03:30Z',
      '2026-11-02T04:30Z',
    ],
  },
  {
    zone: 'Africa/Cairo',
    // On the 24th of April 2026 there is no midnight: the day begins at one o'clock.
    borders: ['2026-04-23T22:00Z', '2026-04-24T21:00Z', '2026-04-22T22:00Z'],
    asked: ['2026-04-23T21:59Z', '2026-04-23T22:00Z', '2026-04-24T20:59Z'],
  },
]

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Has the people of the workspace live somewhere else. */
const moveTo = ({ acme }: Home, time_zone: string): Promise<void> =>
  acme.do(async ({ db, workspace }) => {
    const settings = JSON.stringify({ ...workspace.settings, time_zone })
    await updateWorkspace(db, workspace.id, { settings })
    await indexInZone(db, workspace.id, time_zone)
  })

const instantOf = (start: Start): number => ('day' in start ? Date.parse(start.day) : start.instant)

const part = (zone: string, instant: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(instant)

/** The columns of a table as the people of a zone see it. */
function columnsIn(
  zone: string,
  starts: readonly Start[],
  operands: readonly string[],
  now: () => number,
): Column[] {
  const family = zonedDates(zone, operands)
  const due = column<Start, Start | null>('Due', 'date', {
    write: (start) => ({ start: 'day' in start ? start.day : new Date(start.instant).toISOString() }),
    values: [undefined, ...starts],
    valueOf: (start) => start ?? null,
    family,
  })
  const made = column<never, Start | null>('Made', 'created_time', {
    values: [],
    valueOf: (_none, row) => ({ instant: row.createdTime }),
    family,
  })
  const same = column<never, Start | null>('Same', 'formula', {
    schema: { expression: 'prop("Due")' },
    values: [],
    valueOf: (_none, row) => due.valueOf(row) as Start | null,
    family,
  })
  const startOf = (row: Row) => due.valueOf(row) as Start | null
  return [
    due,
    made,
    { ...same, asks: [(condition: object) => ({ property: 'Same', formula: { date: condition } })] },
    numberFormula('Hour', {
      expression: 'hour(prop("Due"))',
      gives(row) {
        const start = startOf(row)
        if (start === null) return null
        return 'day' in start ? 0 : Number(part(zone, start.instant, { hour: 'numeric' }))
      },
    }),
    textFormula('Shown', {
      expression: 'formatDate(prop("Due"), "DD/MM/YYYY")',
      gives(row) {
        const start = startOf(row)
        if (start === null) return ''
        const dateStyle = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
        return part('day' in start ? 'UTC' : zone, instantOf(start), dateStyle)
      },
    }),
    textFormula('Today', {
      expression: 'formatDate(today(), "DD/MM/YYYY")',
      gives: () => part(zone, now(), { day: '2-digit', month: '2-digit', year: 'numeric' }),
    }),
  ]
}

describeStores('in a time zone', (store) => {
  for (const { zone, borders, asked } of cases) {
    test(`days, weeks and months are those of ${zone}`, async (t) => {
      const home = await aHome(t, store)
      const instants = borders
        .toSorted()
        .flatMap((border) => [-MINUTE, 0, MINUTE].map((by) => Date.parse(border) + by))
      const days = [...borders, ...asked].flatMap((text) =>
        [-31, -8, -7, -1, 0, 1, 7].map((by) =>
          new Date(Date.parse(text) + by * DAY).toISOString().slice(0, 10),
        ),
      )

      const starts = [
        ...instants.map((instant) => ({ instant })),
        ...[...new Set(days)].map((day) => ({ day })),
      ]
      const operands = [...borders, ...new Set(borders.map((text) => text.slice(0, 10)))]
      const columns = columnsIn(zone, starts, operands, home.now)
      const table = await aTable(home, columns)
      const [due, made] = columns as [Column, Column]
      // Half of the rows are there before their people move.
      for (const [index, value] of due.values.entries()) {
        if (index === Math.floor(due.values.length / 2)) await moveTo(home, zone)
        home.setClock(instants[Math.floor((index / due.values.length) * instants.length)]!)
        await addRow(home, table, { Due: value })
      }
      for (const now of asked) {
        home.setClock(Date.parse(now))
        await t.test(`at ${now}`, async () => {
          for (const one of columns)
            await checkColumn(home, table, one, { every: one === made || one === due ? 2 : 30 })
        })
      }
      await t.test('and of Greenwich again when they have moved there', async () => {
        await moveTo(home, 'UTC')
        for (const one of columnsIn('UTC', starts, operands, home.now))
          await checkColumn(home, table, one, { every: 30 })
      })
    })
  }
})
