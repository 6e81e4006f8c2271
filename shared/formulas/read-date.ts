import { instantOfWall } from '../time-zones.ts'
import { dayOf, partsOf } from './calendar.ts'
import { dateAt, HOUR, MINUTE, SECOND } from './moments.ts'
import type { FormulaDate } from './values.ts'

const iso =
  /^\s*(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?:\s*(Z|[+-]\d\d(?::?\d\d)?))?)?)?)?\s*$/i

/**
 * The day or time that an ISO 8601 text names: `2026`, `2026-06`, `2026-06-15`, `2026-06-15T14:30:00+02:00`. A time
 * without an offset is that of the zone. Null when it names none.
 */
export function readDate(text: string, timeZone: string): FormulaDate | null {
  const [, year, month = '01', day = '01', hour, minute = '0', second = '0', fraction = '', offset] =
    iso.exec(text) ?? []
  if (year === undefined) return null
  const wall = Date.parse(`${year}-${month}-${day}T00:00:00.000Z`)
  // The parser lets the 30th of February pass as the 2nd of March.
  if (Number.isNaN(wall) || partsOf(wall).day !== Number(day)) return null
  if (hour === undefined) return dateAt(wall, null, false)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const time = Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + milliseconds
  const at = dayOf(wall) + time
  if (dateAt(at, null, true) === null) return null
  return dateAt(offset === undefined ? instantOfWall(at, timeZone) : at - offsetOf(offset), null, true)
}

/** Milliseconds east of Greenwich. */
function offsetOf(text: string): number {
  if (text.toUpperCase() === 'Z') return 0
  const digits = text.slice(1).replace(':', '').padEnd(4, '0')
  const size = Number(digits.slice(0, 2)) * HOUR + Number(digits.slice(2)) * MINUTE
  return text.startsWith('-') ? -size : size
}
