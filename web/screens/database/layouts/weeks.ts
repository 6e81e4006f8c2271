/** Days of a calendar, as `2026-11-27`, and what lasts over them. */

const DAY = 24 * 60 * 60_000

/** The day that lies some days later, or earlier when negative; a time of it stays. */
export const daysLater = (text: string, days: number): string =>
  new Date(Date.parse(`${text.slice(0, 10)}T00:00Z`) + days * DAY).toISOString().slice(0, 10) + text.slice(10)

/** How many days lie between, negative when the second is the earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY)

/** Monday to Sunday around a day. */
export function weekOf(day: string): string[] {
  const sinceMonday = (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_, index) => daysLater(day, index - sinceMonday))
}

/** The weeks in which the month of a day lies. */
export function weeksOf(day: string): string[][] {
  const month = day.slice(0, 7)
  const weeks: string[][] = []
  for (
    let week = weekOf(`${month}-01`);
    week.some((day) => day.startsWith(month));
    week = weekOf(daysLater(week[0]!, 7))
  ) {
    weeks.push(week)
  }
  return weeks
}

/** The same day of another month, or that month's last day when it has no such day. */
export function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0))
  return last.toISOString().slice(0, 8) + String(Math.min(date, last.getUTCDate())).padStart(2, '0')
}

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())

/** Something from one day to another, both included. */
export interface Lasting {
  from: string
  to: string
}

/** A part of it that is in one week. */
export interface Segment<T> {
  item: T
  /** Of the days of the week, from 0. */
  column: number
  span: number
  /** Segments beside each other share a line, from 0. */
  line: number
  beginsHere: boolean
  endsHere: boolean
}

/** What stands in a week, in as few lines as it takes; what begins first stands above. */
export function segmentsOf<T extends Lasting>(days: readonly string[], items: readonly T[]): Segment<T>[] {
  const lines: number[] = []
  const inWeek = items
    .flatMap((item) => {
      const shown = days.filter((day) => item.from <= day && day <= item.to)
      return shown.length === 0 ? [] : [{ item, first: shown[0]!, span: shown.length }]
    })
    .sort((one, other) => days.indexOf(one.first) - days.indexOf(other.first) || other.span - one.span)
  return inWeek.map(({ item, first, span }) => {
    const column = days.indexOf(first)
    const free = lines.findIndex((end) => end <= column)
    const line = free === -1 ? lines.length : free
    lines[line] = column + span
    return {
      item,
      column,
      span,
      line,
      beginsHere: item.from === first,
      endsHere: item.to === days[column + span - 1],
    }
  })
}
