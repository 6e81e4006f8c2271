import type { StoredProperty, StoredSchema, StoredValues } from '../properties/property.ts'
import { namedMention, type StoredRichText } from '../rich-text/stored.ts'
import { type Verified, verifiedUntil } from './families/verification.ts'
import { foldText } from './fold-text.ts'
import type { Row } from './row.ts'
import { listOf, numberOf, optionOf, textOf, timeOf } from './values.ts'

/**
 * What a row is found and ordered by, for the store: for each property with a value, text that compares
 * byte by byte as the values do. Empty values have no key. Keys go by `keyLabel`.
 *
 * What depends on who looks (names in mentions) or on other rows (relations) has no key here.
 */
export type RowKeys = Readonly<Record<string, string>>

/**
 * What the label of a key says about it.
 *
 * - `one`: the value is this text.
 * - `option`: it is one of few, and this is its id.
 * - `many`: a list of ids, each between two line feeds.
 * - `named`: the value is not to be told: it holds names, which only those who look can resolve, or is that of a
 *   formula which takes too many steps.
 */
export type KeyKind = 'one' | 'option' | 'many' | 'named'

/** An entry of the index over all rows: this property of a row has this key. */
export interface IndexEntry {
  /** The raw id of the property, or what `namedEntry` and `longEntry` make of it. */
  readonly property_id: string
  readonly key: string
}

/** Code points of a key that its entry in the index keeps: a PostgreSQL index takes 2,700 bytes. */
export const LONGEST_KEY = 256

/** The keys of a row's values; days begin at midnight in the zone. */
export function rowKeys(
  schema: StoredSchema,
  values: StoredValues,
  meta: { readonly unique_number: number | null },
  timeZone = 'UTC',
): RowKeys {
  const row = { values, relations: new Map(), meta } as unknown as Row
  const keys: Record<string, string> = {}
  for (const property of Object.values(schema)) {
    const key = keyOf(property, row, timeZone)
    if (key !== null) keys[keyLabel(key.kind, property.id)] = key.text
  }
  return keys
}

/** The member of `RowKeys` for a property. Property ids hold quotes and backslashes, which JSON paths do not. */
export function keyLabel(kind: KeyKind, propertyId: string): string {
  let hex = ''
  for (const byte of new TextEncoder().encode(propertyId)) hex += byte.toString(16).padStart(2, '0')
  return `${kind}_${hex}`
}

/**
 * The entries of the index that stand for a row's keys. Each has the marks of the row, so that most rows
 * without some option are passed over without a look at them.
 */
export function indexEntries(keys: RowKeys): { entries: IndexEntry[]; marks: number } {
  const marks: number[] = []
  const entries = Object.entries(keys).flatMap(([label, key]) => {
    const [kind, hex] = label.split('_') as [KeyKind, string]
    const property_id = new TextDecoder().decode(
      Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    )
    if (kind === 'named') return [{ property_id: namedEntry(property_id), key: '' }]
    if (kind === 'many' || kind === 'option') {
      const ids = kind === 'many' ? idsIn(key) : [key]
      marks.push(...ids.map((id) => markOf(property_id, id)))
      return ids.map((id) => ({ property_id, key: id }))
    }
    const entry = { property_id, key: indexedKey(key) }
    return entry.key === key ? [entry] : [entry, { property_id: longEntry(property_id), key: '' }]
  })
  return { entries, marks: marksNumber(marks) }
}

/** One of the bits that stand for the options, people and the like that a row has. */
export function markOf(propertyId: string, key: string): number {
  let hash = 0
  for (const text of [propertyId, key]) {
    for (let index = 0; index < text.length; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % MARKS
}

/** A row's marks, or those that a row must have, as one whole number. */
export function marksNumber(marks: Iterable<number>): number {
  let number = 0
  for (const mark of new Set(marks)) number += 2 ** mark
  return number
}

/** Bits of a number that JavaScript keeps exactly. */
const MARKS = 52

// Property ids have no spaces.

/** Under this name the index keeps the rows whose value of a property holds names. */
export const namedEntry = (propertyId: string): string => `${propertyId} named`

/** Under this name the index keeps the rows whose key of a property it does not hold whole. */
export const longEntry = (propertyId: string): string => `${propertyId} long`

/** As much of a key as the index keeps. */
export function indexedKey(key: string): string {
  if (key.length <= LONGEST_KEY) return key
  return [...key.slice(0, 2 * LONGEST_KEY)].slice(0, LONGEST_KEY).join('')
}

/** What a list of ids has in its key for one of them. */
export const idInKey = (id: string): string => `\n${id}\n`

const idsIn = (key: string): string[] => [...new Set(key.split('\n').filter((id) => id !== ''))]

/** Text that compares like the number, infinities included: the bits of the number, in order, as hex digits. */
export function numberKey(number: number): string {
  // There are two zeros, and they are equal.
  view.setFloat64(0, number + 0)
  const high = view.getUint32(0)
  const isNegative = high >>> 31 === 1
  const flipped = isNegative ? [~high, ~view.getUint32(4)] : [high ^ 0x8000_0000, view.getUint32(4)]
  return flipped.map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

/** The number that a key was made of. */
export function keyNumber(key: string): number {
  const high = Number.parseInt(key.slice(0, 8), 16)
  const low = Number.parseInt(key.slice(8), 16)
  const isNegative = high >>> 31 === 0
  view.setUint32(0, isNegative ? ~high : high ^ 0x8000_0000)
  view.setUint32(4, isNegative ? ~low : low)
  return view.getFloat64(0)
}

const view = new DataView(new ArrayBuffer(8))

/** Several texts, folded, one after the other: what is between them sorts before every character. */
export function textsKey(texts: readonly string[]): string | null {
  const known = texts.filter((text) => text !== '')
  return known.length === 0 ? null : known.map(foldText).join('\u0001')
}

/** The key of a checkbox that is checked; the others have none. */
export const CHECKED = '1'

/** The key of a formula that gives `false`: it may as well give nothing. */
export const UNCHECKED = '0'

/** The names of files. Files without names are files still. */
export const filesKey = (files: readonly { name: string }[]): string | null =>
  files.length === 0 ? null : (textsKey(files.map(({ name }) => name)) ?? '')

/** The text that a place is ordered by. */
export function placeText(value: unknown): string {
  const place = value as { name: string | null; address: string | null } | null | undefined
  return place?.name || place?.address || ''
}

interface Key {
  readonly kind: KeyKind
  readonly text: string
}

function keyOf({ id, type }: StoredProperty, row: Row, timeZone: string): Key | null {
  const subject = { propertyId: id, type }
  switch (type) {
    case 'title':
    case 'rich_text': {
      const runs = listOf<StoredRichText>(row, subject)
      if (runs.some((run) => namedMention(run) !== null)) return { kind: 'named', text: '' }
      return one(textsKey([textOf(row, subject)]))
    }
    case 'url':
    case 'email':
    case 'phone_number':
      return one(textsKey([textOf(row, subject)]))
    case 'number':
    case 'unique_id':
      return one(numeric(numberOf(row, subject)))
    case 'date':
      return one(numeric(timeOf(row, subject, timeZone)))
    case 'checkbox':
      return option(row.values[id] === true ? CHECKED : null)
    case 'select':
    case 'status':
      return option(optionOf(row, subject))
    case 'multi_select':
    case 'people':
      return many(listOf<string>(row, subject))
    case 'files':
      return one(filesKey(listOf<{ name: string }>(row, subject)))
    case 'place':
      return one(textsKey([placeText(row.values[id])]))
    case 'verification':
      return one(numeric(verifiedUntil((row.values[id] as Verified | undefined) ?? null)))
    default:
      return null
  }
}

const one = (text: string | null): Key | null => (text === null ? null : { kind: 'one', text })

const option = (id: string | null): Key | null => (id === null ? null : { kind: 'option', text: id })

const many = (ids: readonly string[]): Key | null =>
  ids.length === 0 ? null : { kind: 'many', text: `\n${ids.join('\n')}\n` }

const numeric = (number: number | null): string | null => (number === null ? null : numberKey(number))
