import type { RolledUp } from '../computed/results.ts'
import { share } from './counts.ts'
import { isComplete } from './read.ts'

// The API has no place to say which group of a status is counted: it is the last one, `Complete` at the beginning.

export const countPerGroup = (items: readonly RolledUp[]): number => items.filter(isComplete).length
export const percentPerGroup = (items: readonly RolledUp[]): number => share(countPerGroup(items), items)
