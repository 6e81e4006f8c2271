import { showDate } from '../cells/formats.ts'

/** Days that a group is of (`GET /v1/views/{id}/groups`). */
export interface Days {
  from: string
  to: string
  /** `last_7_days` for one. */
  name?: string
}

/** `Today`, `February 2024`, `26 Feb 2024 → 3 Mar 2024` */
export function nameOfDays({ from, to, name }: Days): string {
  if (name !== undefined) return (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ')
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return from.slice(0, 4)
  const first = new Date(`${from}T00:00`)
  const isMonth = from.endsWith('-01') && isLastDay(to) && from.slice(0, 7) === to.slice(0, 7)
  if (isMonth) return first.toLocaleDateString(undefined, { month: 'long', year: 'numeric' })
  return showDate({ start: from, end: from === to ? null : to })
}

function isLastDay(text: string): boolean {
  const next = new Date(`${text}T00:00`)
  next.setDate(next.getDate() + 1)
  return next.getDate() === 1
}

/** From the one up to, but without, the other; a single number is both. */
export interface Numbers {
  from: number | null
  to: number | null
}

export function nameOfNumbers({ from, to }: Numbers, show: (value: number) => string): string {
  if (from === null) return `below ${show(to ?? 0)}`
  if (to === null) return `${show(from)} and more`
  return from === to ? show(from) : `${show(from)} to ${show(to)}`
}
