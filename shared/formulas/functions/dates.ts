import { instantOfWall } from '../../time-zones.ts'
import {
  addMonths,
  dayOf,
  isoWeekOf,
  monthsBetween,
  type Parts,
  partsOf,
  type Unit,
  unitNames,
  unitOf,
} from '../calendar.ts'
import type { Frame } from '../frame.ts'
import { boundText, finite, spendOnLooks } from '../limits.ts'
import { DAY, dateAt, endOf, instantOf, startOf, wallOf, withTime } from '../moments.ts'
import { readDate } from '../read-date.ts'
import { formatDate } from '../show-value.ts'
import { DATE, NUMBER, TEXT } from '../type-rules.ts'
import type { FormulaDate, FormulaValue } from '../values.ts'
import { date, number, type Operand, type PlainFunction, type Refusal, text } from './definition.ts'

/** What writing what one sign of a pattern stands for costs. */
const STEPS_OF_SIGN = 4

/** What the calendar or the clock of the reader's zone shows when a date begins. */
const partOf = (name: string, part: (parts: Parts) => number): PlainFunction => ({
  name,
  signatures: [
    {
      takes: [date],
      gives: NUMBER,
      run({ reader }: Frame, value: FormulaDate) {
        spendOnLooks(reader)
        return part(partsOf(wallOf(value, reader.timeZone)))
      },
    },
  ],
})

const moving = (name: string, direction: 1 | -1): PlainFunction => ({
  name,
  signatures: [
    {
      takes: [date, number, text],
      gives: DATE,
      refuse: refuseUnit,
      run({ reader }: Frame, value: FormulaDate, amount: number, name: string) {
        spendOnLooks(reader)
        const unit = unitOf(name)
        return unit === null ? null : moveDate(value, amount * direction, unit, reader.timeZone)
      },
    },
  ],
})

export const dateFunctions: readonly PlainFunction[] = [
  {
    name: 'now',
    signatures: [
      {
        takes: [],
        gives: DATE,
        readsClock: true,
        run: ({ reader }: Frame) => dateAt(reader.now, null, true),
      },
    ],
  },
  {
    name: 'today',
    signatures: [
      {
        takes: [],
        gives: DATE,
        readsClock: true,
        run: ({ reader: { now, timeZone } }: Frame) =>
          dateAt(
            dayOf(wallOf({ kind: 'date', start: now, end: null, hasTime: true }, timeZone)),
            null,
            false,
          ),
      },
    ],
  },
  partOf('minute', ({ minute }) => minute),
  partOf('hour', ({ hour }) => hour),
  partOf('day', ({ weekday }) => weekday),
  partOf('date', ({ day }) => day),
  partOf('week', (parts) => isoWeekOf(parts).week),
  partOf('month', ({ month }) => month),
  partOf('year', ({ year }) => year),
  moving('dateAdd', 1),
  moving('dateSubtract', -1),
  {
    name: 'dateBetween',
    signatures: [
      {
        takes: [date, date, text],
        gives: NUMBER,
        refuse: refuseUnit,
        run({ reader }: Frame, later: FormulaDate, earlier: FormulaDate, name: string) {
          spendOnLooks(reader)
          const unit = unitOf(name)
          return unit === null ? null : finite(between(later, earlier, unit, reader.timeZone))
        },
      },
    ],
  },
  {
    name: 'dateRange',
    signatures: [
      {
        takes: [date, date],
        gives: DATE,
        run({ reader }: Frame, start: FormulaDate, end: FormulaDate) {
          spendOnLooks(reader)
          return rangeOf(start, end, reader.timeZone)
        },
      },
    ],
  },
  {
    name: 'dateStart',
    signatures: [{ takes: [date], gives: DATE, run: (_frame: Frame, value: FormulaDate) => startOf(value) }],
  },
  {
    name: 'dateEnd',
    signatures: [{ takes: [date], gives: DATE, run: (_frame: Frame, value: FormulaDate) => endOf(value) }],
  },
  {
    name: 'timestamp',
    signatures: [
      {
        takes: [date],
        gives: NUMBER,
        run({ reader }: Frame, value: FormulaDate) {
          spendOnLooks(reader)
          return instantOf(value, reader.timeZone)
        },
      },
    ],
  },
  {
    name: 'fromTimestamp',
    signatures: [
      {
        takes: [number],
        gives: DATE,
        run: (_frame: Frame, instant: number) => dateAt(Math.trunc(instant), null, true),
      },
    ],
  },
  {
    name: 'formatDate',
    signatures: [
      {
        takes: [date, text],
        gives: TEXT,
        run({ reader }: Frame, value: FormulaDate, pattern: string) {
          spendOnLooks(reader)
          reader.spend(pattern.length * STEPS_OF_SIGN)
          const shown = formatDate(value, pattern, reader.timeZone)
          boundText(reader, shown.length)
          return shown
        },
      },
    ],
  },
  {
    name: 'parseDate',
    signatures: [
      {
        takes: [text],
        gives: DATE,
        run({ reader }: Frame, value: string) {
          spendOnLooks(reader)
          return readDate(value, reader.timeZone)
        },
      },
    ],
  },
]

/**
 * A date so much later. Months and days go by the calendar on the wall, and a month that is too short ends
 * earlier; hours and less go by the clock, and give a day a time. Whole months and days only: parts are rounded.
 */
function moveDate(value: FormulaDate, amount: number, unit: Unit, timeZone: string): FormulaValue {
  if (unit.of === 'milliseconds') {
    const { start, end } = withTime(value, timeZone)
    const by = Math.round(amount * unit.size)
    return dateAt(start + by, end === null ? null : end + by, true)
  }
  const by = Math.round(amount * unit.size)
  const moved = (moment: FormulaDate) => {
    const wall = wallOf(moment, timeZone)
    const later = unit.of === 'months' ? addMonths(wall, by) : wall + by * DAY
    // Before a clock is asked, which knows no such time.
    if (dateAt(later, null, false) === null) return Number.NaN
    return moment.hasTime ? instantOfWall(later, timeZone) : later
  }
  return dateAt(moved(startOf(value)), value.end === null ? null : moved(endOf(value)), value.hasTime)
}

/** How many whole units one date begins after another; below 0 when it begins before. */
function between(later: FormulaDate, earlier: FormulaDate, unit: Unit, timeZone: string): number {
  if (unit.of === 'milliseconds') {
    const areDays = !later.hasTime && !earlier.hasTime
    const start = (value: FormulaDate) => (areDays ? value.start : instantOf(value, timeZone))
    return Math.trunc((start(later) - start(earlier)) / unit.size)
  }
  const to = wallOf(later, timeZone)
  const from = wallOf(earlier, timeZone)
  const count = unit.of === 'months' ? monthsBetween(from, to) : (to - from) / DAY
  return Math.trunc(count / unit.size)
}

/** From the start of one date to the start of another, in the order of time. */
function rangeOf(one: FormulaDate, other: FormulaDate, timeZone: string): FormulaDate | null {
  const hasTime = one.hasTime || other.hasTime
  const startIn = (value: FormulaDate) => (hasTime ? withTime(value, timeZone) : value).start
  const [start, end] = [startIn(one), startIn(other)].toSorted((before, after) => before - after)
  return dateAt(start!, end!, hasTime)
}

function refuseUnit(operands: readonly Operand[]): Refusal | null {
  const literal = operands[2]?.literal
  if (typeof literal !== 'string' || unitOf(literal)) return null
  return { operand: 2, reason: `There is no unit "${literal}". Units are ${unitNames.join(', ')}.` }
}
