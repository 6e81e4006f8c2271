import { useState } from 'react'

/** Rows that a view within a page shows at first, and those that are added each time. */
const FEW = 10
const FEW_MORE = 30

/**
 * How many rows are shown, and showing more of them.
 *
 * @param usual those that a view with a screen of its own shows at first, and adds.
 */
export function useMost(isInline: boolean, usual: number): [most: number, showMore: () => void] {
  const [most, setMost] = useState(isInline ? FEW : usual)
  return [most, () => setMost(most + (isInline ? FEW_MORE : usual))]
}
