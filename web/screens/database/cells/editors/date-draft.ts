/** A date as it is edited: days and times as a clock on the wall of a zone shows them. */
import { wallOfInstant } from '#shared/time-zones.ts'
import { hasTime } from '../formats.ts'
import type { DateValue } from '../property.ts'

export interface DateDraft {
  /** `2026-11-27`; empty when none is chosen. */
  startDay: string
  endDay: string
  /** `14:30` */
  startTime: string
  endTime: string
  hasEnd: boolean
  hasTime: boolean
  /** An IANA name; it counts where there are times. */
  zone: string
}

const noon = '12:00'

export function toDraft(date: DateValue | null, zone: string): DateDraft {
  const [startDay, startTime] = onTheWall(date?.start ?? '', zone)
  const [endDay, endTime] = onTheWall(date?.end ?? '', zone)
  return {
    startDay,
    startTime,
    endDay,
    endTime,
    hasEnd: endDay !== '',
    hasTime: date !== null && hasTime(date.start),
    zone,
  }
}

function onTheWall(text: string, zone: string): [day: string, time: string] {
  if (!hasTime(text)) return [text, noon]
  const wall = new Date(wallOfInstant(Date.parse(text), zone)).toISOString()
  return [wall.slice(0, 10), wall.slice(11, 16)]
}

/** What is asked of the server, or what is wrong with the draft. */
export function fromDraft(draft: DateDraft): { value: object | null } | { wrong: string } {
  const { startDay, endDay, startTime, endTime, zone } = draft
  if (startDay === '' && (!draft.hasEnd || endDay === '')) return { value: null }
  if (startDay === '') return { wrong: 'Choose the day on which it begins.' }
  if (draft.hasEnd && endDay === '') return { wrong: 'Choose the day on which it ends.' }
  const start = draft.hasTime ? `${startDay}T${startTime || noon}` : startDay
  const end = draft.hasEnd ? (draft.hasTime ? `${endDay}T${endTime || noon}` : endDay) : null
  if (end !== null && end < start) return { wrong: 'The end is before the start.' }
  return { value: { start, end, ...(draft.hasTime && { time_zone: zone }) } }
}
