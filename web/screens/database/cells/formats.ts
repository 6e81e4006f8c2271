/** How values are written for people. */
import { formatNumber } from '#shared/formulas/format-number.ts'
import type { DateValue, Looks } from './property.ts'

/** A number in the format of its property. */
export const showNumber = (value: number, format = 'number'): string => formatNumber(value, format, null)

/** Results of rollups between 0 and 1 are parts of a whole. */
export const showRolledUp = (value: number, how: string): string =>
  how.startsWith('percent')
    ? formatNumber(value, 'percent', 0)
    : formatNumber(value, 'number_with_commas', null)

const DAY = 24 * 60 * 60_000

export const hasTime = (text: string): boolean => text.length > 10

/** The day of a date or time where the reader is, as midnight there. */
export function dayIn(text: string): Date {
  if (!hasTime(text)) return new Date(`${text}T00:00`)
  const time = new Date(text)
  return new Date(time.getFullYear(), time.getMonth(), time.getDate())
}

/** `2026-11-27` */
export const dayText = (day: Date): string => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** A date or a range, at the clock of the reader. */
export function showDate({ start, end }: DateValue, looks: Looks = {}, now = new Date()): string {
  const from = showMoment(start, looks, now)
  if (end === null) return from
  const isOneDay = hasTime(end) && dayText(dayIn(start)) === dayText(dayIn(end))
  return `${from} → ${isOneDay ? showTime(end, looks) : showMoment(end, looks, now)}`
}

function showMoment(text: string, looks: Looks, now: Date): string {
  const day = showDay(dayIn(text), looks.date_format, now)
  const time = hasTime(text) ? showTime(text, looks) : ''
  return time === '' ? day : `${day}, ${time}`
}

export function showTime(text: string, { time_format }: Looks): string {
  if (time_format === 'hidden') return ''
  return new Date(text).toLocaleTimeString(undefined, {
    hour: 'numeric',
    minute: '2-digit',
    ...(time_format === undefined ? {} : { hour12: time_format === '12_hour' }),
  })
}

function showDay(day: Date, format: string | undefined, now: Date): string {
  const [year, month, date] = dayText(day).split('-') as [string, string, string]
  switch (format) {
    case 'month_day_year':
      return `${month}/${date}/${year}`
    case 'day_month_year':
      return `${date}/${month}/${year}`
    case 'year_month_day':
      return `${year}/${month}/${date}`
    case 'full':
      return day.toLocaleDateString(undefined, { dateStyle: 'long' })
    case 'short':
      return day.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
    case 'relative':
      return relativeTo(now, day)
    default:
      return day.toLocaleDateString(undefined, { dateStyle: 'medium' })
  }
}

/** Days near to today in words. */
function relativeTo(now: Date, day: Date): string {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const days = Math.round((day.getTime() - today.getTime()) / DAY)
  if (Math.abs(days) > 6) return day.toLocaleDateString(undefined, { dateStyle: 'medium' })
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
