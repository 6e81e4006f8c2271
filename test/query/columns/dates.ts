import { TUESDAY } from '../home.ts'
import type { Row } from '../reference/answer.ts'
import { dates } from '../reference/dates.ts'
import type { Family } from '../reference/family.ts'
import { type Column, column } from './column.ts'

/** A date as it is sent, and when that begins. */
export interface Dated {
  readonly request: { readonly start: string; readonly end?: string; readonly time_zone?: string }
  readonly starts: string
}

const day = (start: string): Dated => ({ request: { start }, starts: `${start}T00:00Z` })
const at = (start: string, starts: string): Dated => ({ request: { start }, starts })
const range = (start: string, end: string, starts: string): Dated => ({ request: { start, end }, starts })
const inZone = (time_zone: string, start: string, starts: string): Dated => ({
  request: { start, time_zone },
  starts,
})

/** Moments at which relative dates are asked: the ends of months, of years and of weeks, and a leap day. */
export const moments: readonly number[] = [
  TUESDAY,
  Date.parse('2024-02-29T00:00:00.000Z'),
  Date.parse('2025-12-31T23:59:59.999Z'),
  Date.parse('2027-01-01T00:00:00.000Z'),
  Date.parse('2026-04-05T12:00:00.000Z'),
]

const DAY = 24 * 60 * 60_000
const dayText = (instant: number) => new Date(instant).toISOString().slice(0, 10)

/** The days that a relative date or its neighbours can be, seen from each moment. */
const around = [
  ...new Set(
    moments.flatMap((now) =>
      [-366, -365, -31, -30, -28, -8, -7, -6, -1, 0, 1, 5, 6, 7, 8, 28, 29, 30, 31, 365, 366].map((days) =>
        dayText(now + days * DAY),
      ),
    ),
  ),
]

const days = ['0001-01-01', '9999-12-31', '1969-12-31', '1970-01-01', '2024-02-29', '2026-03-31']

export const datesWritten: readonly Dated[] = [
  ...days.map(day),
  at('2026-03-31T00:00:00.000Z', '2026-03-31T00:00Z'),
  at('2026-03-31T23:59:59.999Z', '2026-03-31T23:59Z'),
  at('2026-03-31T15:45', '2026-03-31T15:45Z'),
  at('2026-03-31T15:45:59Z', '2026-03-31T15:45Z'),
  at('2026-03-31T15:46:00Z', '2026-03-31T15:46Z'),
  at('2026-04-01T00:30:00+02:00', '2026-03-31T22:30Z'),
  at('2026-03-31T20:00:00-04:00', '2026-04-01T00:00Z'),
  at('2026-04-01T13:59:00+14:00', '2026-03-31T23:59Z'),
  at('2026-03-30T12:00:00-12:00', '2026-03-31T00:00Z'),
  at('2026-03-31T05:30:00+05:30', '2026-03-31T00:00Z'),
  at('0001-01-01T00:00:00Z', '0001-01-01T00:00Z'),
  at('9999-12-31T23:59:00Z', '9999-12-31T23:59Z'),
  range('2026-03-20', '2026-04-10', '2026-03-20T00:00Z'),
  range('2026-03-31', '2026-03-31', '2026-03-31T00:00Z'),
  range('2026-03-31T10:00:00Z', '2026-04-01T10:00:00Z', '2026-03-31T10:00Z'),
  // The night clocks go forward in New York, and the one they go back.
  inZone('America/New_York', '2026-03-08T01:59:00', '2026-03-08T06:59Z'),
  inZone('America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30Z'),
  inZone('America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00Z'),
  inZone('America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30Z'),
  inZone('America/New_York', '2026-11-01T02:00:00', '2026-11-01T07:00Z'),
  inZone('Asia/Kathmandu', '2026-03-31T05:45:00', '2026-03-31T00:00Z'),
  inZone('Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00Z'),
  // The clock on the wall counts, not the offset.
  inZone('Asia/Tokyo', '2026-03-31T09:00:00-04:00', '2026-03-31T00:00Z'),
]

export const dateOperands: readonly string[] = [
  ...days,
  ...datesWritten.flatMap(({ request, starts }) => [starts, request.start]),
  ...['2026-03-08', '2026-03-29', '2026-03-30', '2026-04-01', '2026-03-31T15:44', '2026-03-31T15:47:00Z'],
  ...['2026-03-31T17:45:10.123456+02:00', '2026-03-31T11:15-04:30', '2026-11-01T06:30Z', '2026-03-08T06:30Z'],
]

export const dateColumn = (
  name: string,
  values: readonly (Dated | null | undefined)[] = [undefined, null, ...datesWritten, ...around.map(day)],
): Column =>
  column<Dated | null, number | null>(name, 'date', {
    write: (date) => date?.request ?? null,
    values,
    valueOf: (date) => (date ? Date.parse(date.starts) : null),
    family: dates([...new Set(dateOperands)]),
  })

/** The same column, asked only what depends on when it is asked. */
export const relativelyOf = (column: Column): Column => ({ ...column, family: dates([]) })

/** When a row was made or last edited: as a property, and as the timestamp that needs none. */
export const timeColumns = (
  made: string,
  edited: string,
  operands: readonly string[] = dateOperands,
): Column[] => {
  const family = dates([...new Set(operands)])
  return [
    ...timeColumn(made, 'created_time', family, (row) => row.createdTime),
    ...timeColumn(edited, 'last_edited_time', family, (row) => row.lastEditedTime),
  ]
}

function timeColumn(
  name: string,
  type: 'created_time' | 'last_edited_time',
  family: Family<number | null>,
  read: (row: Row) => number,
): [property: Column, timestamp: Column] {
  const property = column<never, number | null>(name, type, {
    keys: ['date'],
    values: [],
    valueOf: (_none, row) => read(row),
    family,
  })
  const timestamp = {
    ...property,
    asks: [(condition: object) => ({ timestamp: type, [type]: condition })],
    sort: { timestamp: type },
  }
  return [property, timestamp]
}
