import { instantOf, isDateText } from '#shared/dates.ts'
import { isTimeZone } from '#shared/time-zones.ts'
import {
  entriesOf,
  fieldsOf,
  flagOf,
  isNull,
  itemsOf,
  listOf,
  nameOf,
  note,
  numberOf,
  oneOf,
  type Place,
  plainOf,
  should,
  textOf,
} from './fields.ts'
import { emailKey, emailOf, idOf, isWebAddress } from './formats.ts'
import { nearest } from './nearest.ts'
import type { PropertyTypeName } from './property-types.ts'
import { type ReadSchema, readOptionName } from './read-schema.ts'
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
    if (type) readValue(value, type, schema.statuses.get(name), surroundings)
    else if (!schema.names.has(name)) noteUnknown(value, name, [...schema.types.keys()])
    row.push([name, plainOf(value)])
  }
  return Object.fromEntries(row)
}

function noteUnknown(value: Place, name: string, names: readonly string[]): void {
  const meant = nearest(name, names)
  note(value, `is not a property of this database${meant === undefined ? '' : `, did you mean ${meant}?`}`)
}

function readValue(
  place: Place,
  type: PropertyTypeName,
  statuses: readonly string[] | undefined,
  surroundings: RowSurroundings,
): void {
  const reader = readers[type]
  const context = { ...surroundings, statuses }
  if (!reader) note(place, `cannot be given a value, ${type} properties make their own`)
  else if (isNull(place.tree)) return
  else if (place.tree.kind !== 'map' || reader.isShort?.(place.tree.entries)) reader.short(place, context)
  else readOwn(place, type, reader, context)
}

/** `{ select: { name: 'Todo' } }`, with what else the API shows beside it. */
function readOwn(place: Place, type: PropertyTypeName, reader: ValueReader, context: ValueContext): void {
  const fields = fieldsOf(place, ['type', 'id', type])
  oneOf(fields.at('type'), [type])
  textOf(fields.at('id'))
  const own = fields.at(type)
  if (own) reader.own(own, context)
  else if (place.tree.kind === 'map' && !place.tree.entries.has(type)) fields.need(type)
}

interface ValueContext extends RowSurroundings {
  readonly statuses: readonly string[] | undefined
}

interface ValueReader {
  short(place: Place, context: ValueContext): void
  /** What stands under the type's key in the API's own form; a null has not come here. */
  own(place: Place, context: ValueContext): void
  /** Whether a map may be the short form. */
  isShort?(entries: ReadonlyMap<string, unknown>): boolean
}

const richText: ValueReader = { short: textOf, own: (place) => listOf(place, readRichText) }
const oneText: ValueReader = { short: textOf, own: textOf }

const readers: Partial<Record<PropertyTypeName, ValueReader>> = {
  title: richText,
  rich_text: richText,
  number: { short: numberOf, own: numberOf },
  checkbox: { short: flagOf, own: flagOf },
  email: oneText,
  phone_number: oneText,
  url: oneText,
  select: { short: readOptionName, own: readOption },
  status: { short: (place, { statuses }) => readStatus(place, statuses), own: readOption },
  multi_select: {
    short: (place) => itemsOf(place).forEach(readOptionName),
    own: (place) => listOf(place, readOption),
  },
  date: {
    short: readDate,
    own: readPeriod,
    isShort: (entries) => entries.has('start') || entries.has('end'),
  },
  people: {
    short: (place, context) => {
      for (const item of itemsOf(place)) readPerson(item, context)
    },
    own: (place) => listOf(place, readReference),
  },
  relation: {
    short: (place, context) => {
      for (const item of itemsOf(place)) readRelated(item, context)
    },
    own: (place) => listOf(place, readReference),
  },
  files: {
    short: (place) => itemsOf(place).forEach(readWebAddress),
    own: (place) => listOf(place, fieldsOf),
  },
  place: { short: readPlace, own: readPlace, isShort: (entries) => entries.has('lat') || entries.has('lon') },
  verification: {
    short: readState,
    own: (place) => readState(fieldsOf(place, ['state', 'date']).need('state')),
  },
}

function readRichText(item: Place): void {
  const text = fieldsOf(item).at('text')
  if (text) textOf(fieldsOf(text).need('content'))
}

function readWebAddress(place: Place): void {
  const text = textOf(place)
  if (text && !isWebAddress(text)) should(place, 'a web address')
}

function readStatus(place: Place, statuses: readonly string[] | undefined): void {
  const name = nameOf(place)
  if (name !== undefined && statuses && !statuses.includes(name)) oneOf(place, statuses)
}

function readOption(place: Place): void {
  const fields = fieldsOf(place, ['name', 'id', 'color', 'description'])
  if (!fields.stated.has('id')) readOptionName(fields.need('name'))
  textOf(fields.at('id'))
}

function readDate(place: Place): void {
  if (place.tree.kind === 'map') readPeriod(place)
  else readMoment(place)
}

function readPeriod(place: Place): void {
  const fields = fieldsOf(place, ['start', 'end', 'time_zone'])
  const start = readMoment(fields.need('start'))
  const end = fields.at('end')
  const ends = readMoment(end)
  if (end && start !== undefined && ends !== undefined) {
    if (hasTime(start) !== hasTime(ends))
      should(end, 'like the start, both with a time or both without')
    else if (instantOf(ends) < instantOf(start)) should(end, 'no earlier than the start')
  }
  const zone = fields.at('time_zone')
  const name = textOf(zone)
  if (zone && name !== undefined && !isTimeZone(name)) should(zone, 'a time zone such as Europe/Berlin')
}

function readMoment(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place && text !== undefined && !isDateText(text))
    should(place, 'a date such as 2026-12-01 or 2026-12-01T09:30:00Z')
  return text !== undefined && isDateText(text) ? text : undefined
}

const hasTime = (date: string): boolean => date.length > '2026-12-01'.length

function readPerson(place: Place, { hasUser }: ValueContext): void {
  const email = emailOf(place)
  if (email !== undefined && !hasUser(emailKey(email)))
    should(place, 'the e-mail address of a user of this file')
}

function readRelated(place: Place, { onRelated }: ValueContext): void {
  const target = nameOf(place)
  if (target !== undefined) onRelated(place, target)
}

function readReference(place: Place): void {
  idOf(fieldsOf(place).need('id'))
}

function readPlace(place: Place): void {
  const fields = fieldsOf(place, ['lat', 'lon', 'name', 'address', 'aws_place_id', 'google_place_id'])
  numberOf(fields.need('lat'))
  numberOf(fields.need('lon'))
  for (const key of ['name', 'address', 'aws_place_id', 'google_place_id'] as const) textOf(fields.at(key))
}

function readState(place: Place | undefined): void {
  oneOf(place, ['verified', 'unverified'])
}
