/** A time as objects show it: cut to the minute (API reference, "Page object"). */
export const toMinute = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16)}:00.000Z`

/** A time of a database, a view or an expiry: whole milliseconds and a numeric offset. */
export const toOffsetTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '+00:00')
