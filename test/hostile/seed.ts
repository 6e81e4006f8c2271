/** One seed for all that is drawn here, so that a run can be repeated: `HOSTILE_SEED=12 HOSTILE_TIMES=50`. */
import type { Parameters } from 'fast-check'
import type { TestStore } from '../stores.ts'

const seed = Number(process.env.HOSTILE_SEED ?? 20_261_121)
const times = Number(process.env.HOSTILE_TIMES ?? 1)

/** How a property is run: the same draws on both stores, fewer on the slower one. */
export const draws = <T>({ name }: TestStore, runs: number): Parameters<T> => ({
  seed,
  numRuns: Math.ceil(runs * times * (name === 'SQLite' ? 1 : 0.05)),
  // What fails is small enough to be read as it is, and shrinking would act on objects that have changed.
  endOnFailure: true,
  verbose: 1,
})

/** One item in so many, always the same: on PostgreSQL, and on SQLite, where it is every one unless said. */
export const thinned = <T>({ name }: TestStore, items: readonly T[], every: number, onSqlite = 1): T[] => {
  const step = Math.max(1, Math.round((name === 'SQLite' ? onSqlite : every) / times))
  return items.filter((_, index) => (index + seed) % step === 0)
}
