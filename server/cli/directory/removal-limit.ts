/** So many may always go. */
const ALWAYS = 5

export const FALLBACK_PERCENT = 10

/**
 * Whether more would go than a directory loses by itself: an outage of the source looks like everybody leaving.
 *
 * @param percent of those there were: 0 lets nobody go, 100 everybody.
 */
export const exceedsLimit = (removed: number, of: number, percent: number): boolean =>
  percent < 100 && removed > (percent === 0 ? 0 : Math.max(ALWAYS, (of * percent) / 100))
