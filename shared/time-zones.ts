const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Whether a name is one of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  // `Intl` also takes bare offsets such as `+05:30`.
  if (!/^[a-z]/i.test(name)) return false
  try {
    formatFor(name)
    return true
  } catch {
    return false
  }
}

/** How many minutes east of Greenwich the clocks of a zone are at an instant. */
export function offsetAt(zone: string, instant: number): number {
  const text = formatFor(zone).format(instant)
  // Ends in `GMT`, `GMT-04:00` or, before there were time zones, `GMT-04:56:02`.
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d)(?::\d\d)?)?$/.exec(text) ?? []
  if (hours === undefined) return 0
  const offset = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -offset : offset
}

/**
 * The offset of a zone when a clock on its wall shows `wall` (milliseconds, as if in Greenwich). A time that comes
 * twice is the first one; one that is left out is counted on from before.
 */
export function offsetOfWallClock(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - DAY)
  const after = offsetAt(zone, wall + DAY)
  const fits = (offset: number) => offsetAt(zone, wall - offset * MINUTE) === offset
  return !fits(before) && fits(after) ? after : before
}

/** When a clock on the wall of a zone shows this: both in milliseconds, the one as if in Greenwich. */
export const instantOfWall = (wall: number, zone: string): number =>
  zone === 'UTC' ? wall : wall - offsetOfWallClock(zone, wall) * MINUTE

/** What a clock on the wall of a zone shows at an instant. */
export const wallOfInstant = (instant: number, zone: string): number =>
  zone === 'UTC' ? instant : instant + offsetAt(zone, instant) * MINUTE

const MOST_FORMATS = 500
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes far longer than using it. */
function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    if (formats.size === MOST_FORMATS) formats.clear()
    formats.set(zone, format)
  }
  return format
}
