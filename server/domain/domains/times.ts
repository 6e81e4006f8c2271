/** When domains are looked after, in milliseconds. */
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** How long a code is good for. */
export const CODE_LASTS = 7 * DAY

/** Where nobody asks, DNS is asked by itself: it may take hours until it has what was published. */
export const firstLook = (now: number): number => now + HOUR

/** Of a domain that waits, at the latest when its code expires. */
export const nextLook = (now: number, codeExpires: number): number => Math.min(now + HOUR, codeExpires)

/** Of a verified one, and of one whose DNS did not answer. */
export const nextDay = (now: number): number => now + DAY
export const nextHour = (now: number): number => now + HOUR
