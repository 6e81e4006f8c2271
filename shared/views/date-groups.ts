import { type Day, dayOf, daysFrom, mondayOf, monthsFrom } from '../filters/moments.ts'

/** Days that belong together: from one to another, both included. Of what is near to today also what it is called. */
export interface Span {
  readonly from: string
  readonly to: string
  readonly name?: (typeof near)[number]['name']
}

export type DateUnit = 'relative' | 'day' | 'week' | 'month' | 'year'

/** The span of a unit in which a day lies. A week begins on a Sunday (0) or Monday (1). */
export function spanIn(unit: DateUnit, day: Day, today: Day, weekStart: 0 | 1 = 1): Span {
  switch (unit) {
    case 'relative':
      return nearSpan(day, today) ?? spanIn('month', day, today)
    case 'day':
      return { from: textOf(day), to: textOf(day) }
    case 'week': {
      const first = weekStart === 1 ? mondayOf(day) : daysFrom(mondayOf(daysFrom(day, 1)), -1)
      return { from: textOf(first), to: textOf(daysFrom(first, 6)) }
    }
    case 'month': {
      const first = daysFrom(day, 1 - new Date(day.wall).getUTCDate())
      return { from: textOf(first), to: textOf(daysFrom(monthsFrom(first, 1), -1)) }
    }
    case 'year': {
      const year = textOf(day).slice(0, 4)
      return { from: `${year}-01-01`, to: `${year}-12-31` }
    }
  }
}

/** Days from today on, the nearest spans first; a day is in the first that has it. */
const near = [
  { name: 'today', from: 0, to: 0 },
  { name: 'tomorrow', from: 1, to: 1 },
  { name: 'yesterday', from: -1, to: -1 },
  { name: 'next_7_days', from: 2, to: 7 },
  { name: 'last_7_days', from: -7, to: -2 },
  { name: 'next_30_days', from: 8, to: 30 },
  { name: 'last_30_days', from: -30, to: -8 },
] as const

function nearSpan(day: Day, today: Day): Span | null {
  const days = Math.round((day.wall - today.wall) / (24 * 60 * 60_000))
  const found = near.find(({ from, to }) => from <= days && days <= to)
  if (found === undefined) return null
  return {
    from: textOf(daysFrom(today, found.from)),
    to: textOf(daysFrom(today, found.to)),
    name: found.name,
  }
}

const textOf = ({ wall }: Day): string => new Date(wall).toISOString().slice(0, 10)

/** The day of a zone on which a stored date begins, or an instant lies. */
export function dayOfDate(start: string | number, timeZone: string): Day {
  if (typeof start === 'string' && start.length === 10) return dayOf(Date.parse(`${start}T12:00Z`), 'UTC')
  return dayOf(typeof start === 'number' ? start : Date.parse(start), timeZone)
}
