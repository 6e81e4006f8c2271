/** So many steps may the values of one answer take together. */
export const STEPS_OF_ALL = 5_000_000
/** And so many the value of one property of one page, without those it is built on. */
export const STEPS_OF_ONE = 1_000_000

/** So many may the formulas of one row take while it is written. */
export const STEPS_OF_ROW = 20_000
/** And so many those of all rows of a data source, while its schema is. */
export const STEPS_OF_SOURCE = 20_000_000

/** Thrown when a value takes more steps than it may. */
export const overBudget = new Error('This takes too many steps')

/** Counts the steps that an answer takes. */
export interface Budget {
  /** Begins the value of one property of one page, within which others may begin. */
  enter(): void
  leave(): void
  /** Throws `overBudget`. */
  spend(steps: number): void
  /** Whether nothing is left for any other value. */
  isSpent(): boolean
}

export function makeBudget(ofAll = STEPS_OF_ALL, ofOne = STEPS_OF_ONE): Budget {
  let left = ofAll
  const entered: number[] = []
  return {
    enter: () => void entered.push(ofOne),
    leave: () => void entered.pop(),
    spend(steps) {
      left -= steps
      const own = (entered.pop() ?? ofOne) - steps
      entered.push(own)
      if (left < 0 || own < 0) throw overBudget
    },
    isSpent: () => left < 0,
  }
}
