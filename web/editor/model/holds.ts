import type { Payload } from './page-block.ts'

/** A block as far as it matters what may stand in it. */
export interface Holder {
  readonly type: string
  readonly payload: Payload
  /** Tells it where a block is kept as it is. */
  readonly shown?: Payload
}

const holdAny = new Set([
  'paragraph',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'toggle',
  'quote',
  'callout',
  'template',
  'column',
])

const holdOnly: Readonly<Record<string, string>> = {
  table: 'table_row',
  column_list: 'column',
  tab: 'paragraph',
}

const standOnlyIn: Readonly<Record<string, string>> = { table_row: 'table', column: 'column_list' }

/** Whether a block of a type may stand in another; null is the page. */
export function mayHold(parent: Holder | null, type: string): boolean {
  const home = standOnlyIn[type]
  if (home !== undefined) return parent?.type === home
  if (parent === null) return true
  const only = holdOnly[parent.type]
  return only === undefined ? holdsAny(parent) : only === type
}

/** Whether any block may stand in it, columns and rows aside. */
export function holdsAny({ type, payload, shown }: Holder): boolean {
  if (type.startsWith('heading_')) return (payload.is_toggleable ?? shown?.is_toggleable) === true
  if (type === 'synced_block') return payload.synced_from === null
  return holdAny.has(type)
}
