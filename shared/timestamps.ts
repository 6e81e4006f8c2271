/** A time as objects show it: cut to the minute (API reference, "Page object"). */
export function toMinute(milliseconds: number): string {
  const minute = Math.floor(milliseconds / 60_000)
  if (minute !== lastMinute) {
    lastText = `${new Date(milliseconds).toISOString().slice(0, 16)}:00.000Z`
    lastMinute = minute
  }
  return lastText
}

// Most times that are shown together are of one minute, and printing a date is slow.
let lastMinute = Number.NaN
let lastText = ''

/** A time of a database, a view or an expiry: whole milliseconds and a numeric offset. */
export const toOffsetTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '+00:00')
