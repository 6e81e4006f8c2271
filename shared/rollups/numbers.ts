import type { RolledUp } from '../computed/results.ts'
import { numberOf } from './read.ts'

// Of the numbers that are there; null when there are none, or when the result is too large to be a number.

export const sum = over((numbers) => total(numbers))
export const average = over((numbers) => total(numbers) / numbers.length)
export const min = over((numbers) => numbers.reduce((a, b) => Math.min(a, b)))
export const max = over((numbers) => numbers.reduce((a, b) => Math.max(a, b)))
export const range = over(
  (numbers) => numbers.reduce((a, b) => Math.max(a, b)) - numbers.reduce((a, b) => Math.min(a, b)),
)

/** Of an even number of them, what lies between the two in the middle. */
export const median = over((numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : sorted[middle - 1]! / 2 + sorted[middle]! / 2
})

function over(aggregate: (numbers: readonly number[]) => number) {
  return (items: readonly RolledUp[]): number | null => {
    const numbers = items.map(numberOf).filter((number) => number !== null)
    if (numbers.length === 0) return null
    const result = aggregate(numbers)
    return Number.isFinite(result) ? result : null
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
