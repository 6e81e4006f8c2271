const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** When each attempt is made, in milliseconds after the first. */
const ATTEMPTS = [0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR]

/** An event is given up when so many attempts failed. */
export const MOST_ATTEMPTS = ATTEMPTS.length

/** The part of its time by which an attempt may come earlier or later: what failed together is not tried again together. */
const JITTER = 0.1

/** However late an attempt was made, the next one is not made at once. */
const SHORTEST_PAUSE = 30 * SECOND

/**
 * When a delivery is tried again.
 *
 * @param number of attempts that were made.
 * @param wanted the time before which the address wants to hear nothing; null when it said none.
 * @param chance from 0 to 1.
 * @returns null when it is given up.
 */
export function nextAttempt(
  number: number,
  { first, now, wanted, chance }: { first: number; now: number; wanted: number | null; chance: number },
): number | null {
  const after = ATTEMPTS[number]
  if (after === undefined) return null
  const planned = first + Math.round(after * (1 + JITTER * (2 * chance - 1)))
  const last = first + ATTEMPTS.at(-1)!
  return Math.max(planned, now + SHORTEST_PAUSE, Math.min(wanted ?? 0, last))
}

/** The time that a `Retry-After` names (RFC 9110 section 10.2.3); null when it names none. */
export function timeWanted(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return now + Number(header) * SECOND
  const time = Date.parse(header)
  return Number.isNaN(time) ? null : time
}
