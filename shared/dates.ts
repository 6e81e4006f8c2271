import { type Static, Type } from 'typebox'
import { instantOfWall, offsetAt, offsetOfWallClock } from './time-zones.ts'
import type { Expected } from './validation/failure.ts'
import { Nullable, StrictObject } from './validation/schemas.ts'

/** A date or a range in a request: days, or times with an offset, without one (UTC), or with a named zone. */
export const DateRequest = StrictObject(
  {
    start: Type.String({ format: 'iso-date' }),
    end: Type.Optional(Nullable(Type.String({ format: 'iso-date' }))),
    time_zone: Type.Optional(Nullable(Type.String({ format: 'time-zone' }))),
  },
  { 'x-check': checkRange },
)

export type DateRequest = Static<typeof DateRequest>

/** As stored and as answered: a zone's name is gone, its offset is in the texts. */
export interface StoredDate {
  readonly start: string
  readonly end: string | null
  readonly time_zone: null
}

/** Brings a date that keeps to `DateRequest` into the one form that is stored and answered. */
export function storeDate({ start, end, time_zone }: DateRequest): StoredDate {
  const zone = time_zone ?? null
  return { start: read(start, zone).text, end: end == null ? null : read(end, zone).text, time_zone: null }
}

/** Whether text is a day or a time of the calendar in ISO 8601. */
export const isDateText = (text: string): boolean => parse(text) !== null

/** The first instant of a stored date in milliseconds: a day begins at midnight UTC. */
export const instantOf = (text: string): number => read(text, null).instant

/** The same for the people of a zone: a day begins at their midnight. */
export function instantIn(timeZone: string, text: string): number {
  const { instant, hasTime } = read(text, null)
  return hasTime ? instant : instantOfWall(instant, timeZone)
}

/** The first instant of text that was checked to be a date, and the first one after it: a time is a millisecond, a day is whole. */
export function spanOf(text: string): { start: number; end: number } {
  const { instant, hasTime } = read(text, null)
  if (!hasTime) return { start: instant, end: instant + 24 * 60 * MINUTE }
  const [, seconds, fraction = ''] = secondsIn.exec(text) ?? []
  const start = instant + Number(seconds ?? 0) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  return { start, end: start + 1 }
}

const secondsIn = /T\d\d:\d\d:(\d\d)(?:[.,](\d+))?/i

/** A stored range as people read it. */
export const dateText = ({ start, end }: Pick<StoredDate, 'start' | 'end'>): string =>
  end === null ? start : `${start} → ${end}`

/** An instant on the clock of a zone, as a stored day and a stored time. */
export function momentIn(zone: string, instant: number): { day: string; time: string } {
  const offset = offsetAt(zone, instant)
  const time = timeText(instant + offset * MINUTE, offset)
  return { day: time.slice(0, 10), time }
}

const MINUTE = 60_000

interface Parsed {
  /** What a clock on the wall shows, in milliseconds as if it hung in Greenwich. */
  readonly wall: number
  readonly hasTime: boolean
  /** Minutes east of Greenwich. */
  readonly offset: number | null
}

const iso =
  /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/i

function parse(text: string): Parsed | null {
  const [, day, hour, minute, offset] = iso.exec(text) ?? []
  if (day === undefined) return null
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  // The parser lets the 30th of February pass as the 2nd of March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null
  if (hour === undefined) return { wall: midnight, hasTime: false, offset: null }
  const wall = midnight + (Number(hour) * 60 + Number(minute)) * MINUTE
  return { wall, hasTime: true, offset: offset === undefined ? null : minutesOf(offset) }
}

function minutesOf(offset: string): number {
  if (offset.length === 1) return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', ''))
  return offset.startsWith('-') ? -minutes : minutes
}

interface Read {
  readonly text: string
  readonly instant: number
  readonly hasTime: boolean
}

/** With a zone, the clock on the wall counts and an offset in the text does not. */
function read(text: string, zone: string | null): Read {
  const parsed = parse(text)
  if (!parsed) throw new Error(`${text} has not been checked to be a date`)
  const { wall, hasTime, offset } = parsed
  if (!hasTime) return { text, instant: wall, hasTime }
  const minutes = zone === null ? (offset ?? 0) : offsetOfWallClock(zone, wall)
  const instant = wall - minutes * MINUTE
  // A clock that is put forward never shows the times in between: they are read as what it shows instead.
  const shown = zone === null ? minutes : offsetAt(zone, instant)
  return { text: timeText(instant + shown * MINUTE, shown), instant, hasTime }
}

/** A time as dates have it: what a clock on the wall shows, to the minute, and its offset in minutes. */
export const timeText = (wall: number, offset: number): string =>
  `${new Date(wall).toISOString().slice(0, -8)}:00.000${offsetText(offset)}`

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function checkRange({ start, end, time_zone }: DateRequest): Expected | null {
  const from = read(start, time_zone ?? null)
  if (time_zone != null && !from.hasTime) {
    return { at: ['start'], expected: 'a date and time since `time_zone` is given', value: start }
  }
  if (end == null) return null
  const to = read(end, time_zone ?? null)
  const wrong = (expected: string) => ({ at: ['end'], expected, value: end })
  if (from.hasTime !== to.hasTime)
    return wrong(from.hasTime ? 'a date and time like `start`' : 'a date without time like `start`')
  return to.instant < from.instant ? wrong('the same as `start` or after it') : null
}
