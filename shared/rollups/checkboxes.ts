import type { RolledUp } from '../computed/results.ts'
import { share } from './counts.ts'
import { isChecked } from './read.ts'

export const checked = (items: readonly RolledUp[]): number => items.filter(isChecked).length
export const unchecked = (items: readonly RolledUp[]): number => items.length - checked(items)
export const percentChecked = (items: readonly RolledUp[]): number => share(checked(items), items)
export const percentUnchecked = (items: readonly RolledUp[]): number => share(unchecked(items), items)
