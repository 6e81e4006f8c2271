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

/** Every item on SQLite, some of them, always the same, on PostgreSQL. */
export const thinned = <T>({ name }: TestStore, items: readonly T[], every: number): T[] =>
  items.filter((_, index) => name === 'SQLite' || (index + seed) % every === 0)
