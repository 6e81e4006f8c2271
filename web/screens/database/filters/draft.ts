/** A filter while it is written: conditions may still lack what they compare with. */
import type { Property } from '../../../data/properties.ts'
import { rawId } from '../../../data/properties.ts'
import type { Condition, Filter, PropertyFilter } from '../../../data/view.ts'
import { isFilterKey, nothingFor, operatorsOf } from './operators.ts'

export interface DraftGroup {
  id: number
  kind: 'and' | 'or'
  members: Draft[]
}

export interface DraftCondition {
  id: number
  /** Raw id of the property. */
  property: string
  /** The keys above the operator: `['number']`, `['formula', 'string']`, `['rollup', 'any', 'number']`. */
  path: string[]
  operator: string
  /** Undefined until it is given. */
  operand: unknown
}

/** A condition that only a program could make; it is kept as it is. */
export interface KeptCondition {
  id: number
  kept: Filter
}

export type Draft = DraftGroup | DraftCondition | KeptCondition

export const isGroup = (draft: Draft): draft is DraftGroup => 'members' in draft
export const isKept = (draft: Draft): draft is KeptCondition => 'kept' in draft

let last = 0
export const nextId = (): number => ++last

/** The filter of a view as a group. */
export function toDraft(filter: Filter | null): DraftGroup {
  const draft = filter === null ? null : read(filter)
  if (draft === null) return { id: nextId(), kind: 'and', members: [] }
  return isGroup(draft) ? draft : { id: nextId(), kind: 'and', members: [draft] }
}

function read(filter: Filter): Draft {
  const id = nextId()
  for (const kind of ['and', 'or'] as const) {
    const members = (filter as Record<string, Filter[] | undefined>)[kind]
    if (members !== undefined) return { id, kind, members: members.map(read) }
  }
  return readCondition(filter as PropertyFilter) ?? { id, kept: filter }
}

/** @returns null when it is none that can be written here. */
export function readCondition({ property, type: _, ...condition }: PropertyFilter): DraftCondition | null {
  if (property === undefined) return null
  const path: string[] = []
  let inside: unknown = condition
  for (;;) {
    const [[key, value] = [], ...others] = Object.entries(inside as Record<string, unknown>)
    if (key === undefined || others.length > 0) return null
    const above = path.at(-1)
    if (above !== undefined && operatorsOf(above).some(({ name }) => name === key)) {
      return { id: nextId(), property, path, operator: key, operand: value }
    }
    if (path.length === 3 || typeof value !== 'object' || value === null) return null
    path.push(key)
    inside = value
  }
}

/** What of a draft says something; null when nothing does. */
export function toFilter(draft: Draft): Filter | null {
  if (isKept(draft)) return draft.kept
  if (!isGroup(draft)) {
    const condition = toCondition(draft)
    return condition && { property: draft.property, ...condition }
  }
  const members = draft.members.map(toFilter).filter((member) => member !== null)
  return members.length === 0 ? null : ({ [draft.kind]: members } as unknown as Filter)
}

/** Null while it lacks what it compares with. */
export function toCondition({ path, operator, operand }: DraftCondition): Condition | null {
  const kind = operatorsOf(path.at(-1) ?? '').find(({ name }) => name === operator)?.operand
  if (kind === undefined) return null
  const isGiven = operand !== undefined && operand !== '' && !(Array.isArray(operand) && operand.length === 0)
  if (kind !== 'nothing' && !isGiven) return null
  const test: unknown = { [operator]: kind === 'nothing' ? nothingFor(operator) : operand }
  return path.reduceRight((inside, key) => ({ [key]: inside }), test) as Condition
}

/** How a condition on a property begins; null for a type that cannot be asked about. */
export function newCondition(property: Property, rolledUp?: Property): DraftCondition | null {
  const path = pathsOf(property, rolledUp)[0]
  if (path === undefined) return null
  const operator = operatorsOf(path.at(-1)!)[0]!
  return {
    id: nextId(),
    property: rawId(property),
    path,
    operator: operator.name,
    operand: firstOperand(operator.operand),
  }
}

export const firstOperand = (kind: string): unknown =>
  kind === 'checkbox' ? true : kind === 'date' ? 'today' : kind === 'state' ? 'verified' : undefined

/**
 * The ways in which a property can be asked about: of a formula, which may give several types, and of the values of a
 * rollup, of which some, each or none pass.
 *
 * @param rolledUp the property that a rollup gathers, as far as it is known.
 */
export function pathsOf(property: Property, rolledUp?: Property): string[][] {
  if (property.type === 'formula') {
    return ['string', 'number', 'checkbox', 'date'].map((type) => ['formula', type])
  }
  if (property.type !== 'rollup') return isFilterKey(property.type) ? [[property.type]] : []
  const name = (property.rollup as { function: string }).function
  if (/date/.test(name)) return [['rollup', 'date']]
  if (!name.startsWith('show_')) return [['rollup', 'number']]
  const key = keyInRollup(rolledUp?.type ?? 'rich_text')
  return key === null ? [] : ['any', 'every', 'none'].map((quantifier) => ['rollup', quantifier, key])
}

const texts = ['title', 'rich_text', 'url', 'email', 'phone_number', 'formula']
const sameInRollup = [
  'number',
  'checkbox',
  'select',
  'multi_select',
  'relation',
  'date',
  'people',
  'files',
  'status',
]

function keyInRollup(type: string): string | null {
  if (texts.includes(type)) return 'rich_text'
  if (type === 'created_time' || type === 'last_edited_time') return 'date'
  if (type === 'created_by' || type === 'last_edited_by') return 'people'
  return sameInRollup.includes(type) ? type : null
}

/** How many conditions there are. */
export const countOf = (filter: Filter | null): number => {
  if (filter === null) return 0
  const { and, or } = filter as { and?: Filter[]; or?: Filter[] }
  const members = and ?? or
  return members === undefined ? 1 : members.reduce((count, member) => count + countOf(member), 0)
}
