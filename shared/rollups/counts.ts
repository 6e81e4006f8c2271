import type { RolledUp } from '../computed/results.ts'
import { partsOf } from './read.ts'

// Counts of nothing are 0, and so is a share of nothing. Shares go from 0 to 1.

/** The related pages, whatever they have for the property. */
export const count = (items: readonly RolledUp[]): number => items.length

/** The single values: a multi_select with two options counts twice. */
export const countValues = (items: readonly RolledUp[]): number =>
  items.reduce((total, item) => total + partsOf(item).length, 0)

/** The different single values. */
export const unique = (items: readonly RolledUp[]): number => new Set(items.flatMap(partsOf)).size

export const empty = (items: readonly RolledUp[]): number => items.filter(isEmpty).length
export const notEmpty = (items: readonly RolledUp[]): number => items.length - empty(items)
export const percentEmpty = (items: readonly RolledUp[]): number => share(empty(items), items)
export const percentNotEmpty = (items: readonly RolledUp[]): number => share(notEmpty(items), items)

export const share = (some: number, all: readonly unknown[]): number => (all.length ? some / all.length : 0)

const isEmpty = (item: RolledUp): boolean => partsOf(item).length === 0
