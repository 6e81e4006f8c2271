import { compareLists, existence, type Family } from './family.ts'
import { compareTexts } from './texts.ts'

/** Files by name: that there are some is all a filter can ask. */
export const files: Family<readonly string[]> = {
  operators: existence((names: readonly string[]) => names.length === 0),
  isLast: (names) => names.length === 0,
  compare: (a, b) => compareLists(a, b, compareTexts),
}
