import type { TSchema } from 'typebox'
import { isWebAddress } from '#shared/addresses.ts'
import { propertyTypes } from '#shared/properties/registry.ts'
import { checkShape } from './api-shapes.ts'
import { expandValue } from './expand.ts'
import {
  entriesOf,
  fieldsOf,
  flagOf,
  isNull,
  itemsOf,
  nameOf,
  note,
  numberOf,
  oneOf,
  type Place,
  plainOf,
  should,
  textOf,
} from './fields.ts'
import { emailKey, emailOf } from './formats.ts'
import { nearest } from './nearest.ts'
import type { PropertyTypeName } from './property-types.ts'
import type { ReadSchema } from './read-schema.ts'
import type { RowInFile } from './types.ts'

/** What the values of a row may refer to. */
export interface RowSurroundings {
  /** Whether a person of the file has this e-mail address, by its key. */
  hasUser(emailKey: string): boolean
  /** A relation names this title path or id; whether it exists is known when all pages are read. */
  onRelated(place: Place, target: string): void
}

/** Reads a row: short values, or the API's own property values. */
export function readRow(place: Place, schema: ReadSchema, surroundings: RowSurroundings): RowInFile {
  const row: [string, unknown][] = []
  for (const [name, value] of entriesOf(place)) {
    const type = schema.types.get(name)
    if (type) readValue(value, type, { ...surroundings, statuses: schema.statuses.get(name) })
    else if (!schema.names.has(name)) noteUnknown(value, name, schema.names)
    row.push([name, plainOf(value)])
  }
  return Object.fromEntries(row)
}

function noteUnknown(value: Place, name: string, names: ReadonlySet<string>): void {
  const meant = nearest(name, [...names])
  note(value, `is not a property of this database${meant === undefined ? '' : `, did you mean ${meant}?`}`)
}

function readValue(place: Place, type: PropertyTypeName, context: ValueContext): void {
  const readShort = short[type]
  const shape = propertyTypes.get(type)?.valueRequest
  if (!readShort || !shape) {
    note(place, `should have no value, ${type} properties make their own`)
  } else if (!isNull(place.tree)) {
    const before = place.ledger.count
    if (isOwn(place, type)) readOwn(place, type, shape)
    else readShort(place, context)
    // Whom and what the short values of these name has no id yet.
    if (isOwn(place, type) || type === 'people' || type === 'relation' || place.ledger.count > before) return
    checkShape(place, shape, expandValue(type, plainOf(place)))
  }
}

const isOwn = ({ tree }: Place, type: PropertyTypeName): boolean =>
  tree.kind === 'map' && !mapsInShort[type]?.some((key) => tree.entries.has(key))

/** As the API shows a value, `{ type: 'select', select: { name: 'Todo' } }`. */
function readOwn(place: Place, type: PropertyTypeName, shape: TSchema): void {
  const fields = fieldsOf(place, ['type', 'id', type])
  oneOf(fields.at('type'), [type])
  textOf(fields.at('id'))
  const isThere = place.tree.kind === 'map' && place.tree.entries.has(type)
  const own = isThere ? fields.at(type) : fields.need(type)
  if (own) checkShape(own, shape)
}

interface ValueContext extends RowSurroundings {
  readonly statuses: readonly string[] | undefined
}

type ReadShort = (place: Place, context: ValueContext) => void

/** Types whose short form may be a map, with keys of which it has one. */
const mapsInShort: Partial<Record<PropertyTypeName, readonly string[]>> = {
  date: ['start', 'end'],
  place: ['lat', 'lon'],
}

/** Each sees to what the API's schema cannot: the kind of the short value, and what it refers to. */
const short: Partial<Record<PropertyTypeName, ReadShort>> = {
  title: textOf,
  rich_text: textOf,
  url: textOf,
  email: textOf,
  phone_number: textOf,
  number: numberOf,
  checkbox: flagOf,
  select: readOptionName,
  status: readStatus,
  multi_select: each(readOptionName),
  date: readDate,
  place: () => {},
  verification: (place) => oneOf(place, ['verified', 'unverified']),
  files: each(readAddress),
  people: each(readPerson),
  relation: each(readRelated),
}

/** For a list, or the one value that stands instead of it. */
function each(read: ReadShort): ReadShort {
  return (place, context) => {
    for (const item of itemsOf(place)) read(item, context)
  }
}

/** A period is all the schema's. */
function readDate(place: Place): void {
  if (place.tree.kind !== 'map') textOf(place)
}

function readOptionName(place: Place): void {
  if (nameOf(place)?.includes(',')) should(place, 'a name without commas')
}

function readStatus(place: Place, { statuses }: ValueContext): void {
  if (nameOf(place) !== undefined && statuses) oneOf(place, statuses)
}

function readAddress(place: Place): void {
  const text = textOf(place)
  if (text !== undefined && !isWebAddress(text)) should(place, 'a web address')
}

function readPerson(place: Place, { hasUser }: ValueContext): void {
  const email = emailOf(place)
  if (email !== undefined && !hasUser(emailKey(email)))
    should(place, 'the e-mail address of a user of this file')
}

function readRelated(place: Place, { onRelated }: ValueContext): void {
  const target = nameOf(place)
  if (target !== undefined) onRelated(place, target)
}
