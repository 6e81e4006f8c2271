import type { FormulaType } from './types.ts'

export const TEXT: FormulaType = { kind: 'text' }
export const NUMBER: FormulaType = { kind: 'number' }
export const CHECKBOX: FormulaType = { kind: 'checkbox' }
export const DATE: FormulaType = { kind: 'date' }
export const PERSON: FormulaType = { kind: 'person' }
export const EMPTY: FormulaType = { kind: 'empty' }
export const ANY: FormulaType = { kind: 'any' }
export const listOf = (of: FormulaType): FormulaType => ({ kind: 'list', of })

const names: Readonly<Record<FormulaType['kind'], string>> = {
  text: 'text',
  number: 'a number',
  checkbox: 'a checkbox',
  date: 'a date',
  person: 'a person',
  page: 'a page',
  list: 'a list',
  empty: 'nothing',
  any: 'any value',
}

const plurals: Readonly<Partial<Record<FormulaType['kind'], string>>> = {
  text: 'texts',
  number: 'numbers',
  checkbox: 'checkboxes',
  date: 'dates',
  person: 'people',
  page: 'pages',
  list: 'lists',
}

/** A type in a sentence: `a number`, `a list of pages`. */
export function nameOfType(type: FormulaType): string {
  const items = type.kind === 'list' ? plurals[type.of.kind] : undefined
  return names[type.kind] + (items === undefined ? '' : ` of ${items}`)
}

/** Whether a value may be given where one of another type is wanted. Empty values may be given everywhere. */
export function accepts(wanted: FormulaType, given: FormulaType): boolean {
  if (isOpen(given) || wanted.kind === 'any') return true
  if (wanted.kind === 'list') return given.kind === 'list' && accepts(wanted.of, given.of)
  return wanted.kind === given.kind
}

/** Whether values of two types can be compared at all. */
export function areAlike(one: FormulaType, other: FormulaType): boolean {
  if (isOpen(one) || isOpen(other)) return true
  if (one.kind === 'list') return other.kind === 'list' && areAlike(one.of, other.of)
  return one.kind === other.kind
}

/** The type of a value that is of one type or the other: `any` when they have nothing in common. */
export function unify(one: FormulaType, other: FormulaType): FormulaType {
  if (one.kind === 'empty') return other
  if (other.kind === 'empty') return one
  if (one.kind === 'list') return other.kind === 'list' ? listOf(unify(one.of, other.of)) : ANY
  if (one.kind !== other.kind) return ANY
  if (one.kind === 'page') {
    return (other as typeof one).dataSourceId === one.dataSourceId ? one : ANY
  }
  return one
}

/** The one type that all have, `empty` for none. */
export const unifyAll = (types: readonly FormulaType[]): FormulaType => types.reduce(unify, EMPTY)

/** What the items of a list are; of what may be no list, anything. */
export const itemType = (type: FormulaType): FormulaType => (type.kind === 'list' ? type.of : ANY)

/** What is left when lists within lists are laid out in one. */
export const innermostType = (type: FormulaType): FormulaType =>
  type.kind === 'list' ? innermostType(type.of) : type

/** Whether a value of a type may be, or hold, one of some kind. */
export function mayHold(type: FormulaType, kind: FormulaType['kind']): boolean {
  const inner = innermostType(type)
  return inner.kind === kind || inner.kind === 'any'
}

/** Not known before there is a value. */
const isOpen = ({ kind }: FormulaType): boolean => kind === 'any' || kind === 'empty'
