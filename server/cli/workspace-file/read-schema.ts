import { PropertyConfigRequest } from '#shared/properties/schema-requests.ts'
import { checkShape } from './api-shapes.ts'
import { entriesOf, fieldsOf, itemsOf, note, oneOf, type Place, plainOf } from './fields.ts'
import {
  configuredTypes,
  isPropertyType,
  type PropertyTypeName,
  propertyTypeNames,
} from './property-types.ts'
import type { PropertyInFile } from './types.ts'

/** The properties of a database as far as they can be read: what its rows are read by. */
export interface ReadSchema {
  readonly properties: Readonly<Record<string, PropertyInFile>>
  /** Of every property, those that cannot be read included. */
  readonly names: ReadonlySet<string>
  readonly types: ReadonlyMap<string, PropertyTypeName>
  /** The options of each status property: no row makes new ones. */
  readonly statuses: ReadonlyMap<string, readonly string[]>
}

const onlyTitle: ReadSchema = {
  properties: { Name: 'title' },
  names: new Set(['Name']),
  types: new Map([['Name', 'title']]),
  statuses: new Map(),
}
// What `status: {}` makes (API reference, "Property object").
const usualStatuses = ['Not started', 'In progress', 'Done']
// Of these a page has one number, and one state.
const onlyOnce = ['unique_id', 'verification']

/** Reads the `properties` of a database; without any it has a title called `Name`. */
export function readSchema(place: Place | undefined): ReadSchema {
  if (!place) return onlyTitle
  const entries = entriesOf(place)
  const types = new Map<string, PropertyTypeName>()
  const statuses = new Map<string, readonly string[]>()
  const properties: [string, PropertyInFile][] = []
  for (const [name, property] of entries) {
    if (!name.trim()) note(property, 'should have a name')
    const type = readProperty(property)
    if (type === undefined) continue
    types.set(name, type)
    properties.push([name, plainOf(property) as PropertyInFile])
    if (type === 'status')
      statuses.set(name, optionsIn(property, type)?.map(({ name }) => name) ?? usualStatuses)
  }
  if (place.tree.kind === 'map') checkTypes(place, entries, types)
  return {
    properties: Object.fromEntries(properties),
    names: new Set(entries.map(([name]) => name)),
    types,
    statuses,
  }
}

function checkTypes(
  place: Place,
  entries: readonly (readonly [string, Place])[],
  types: ReadonlyMap<string, PropertyTypeName>,
): void {
  const titles = [...types.values()].filter((type) => type === 'title').length
  // A property that cannot be read may have been meant as the title.
  if (titles > 1 || (titles === 0 && types.size === entries.length)) {
    note(place, `should have exactly one property of type title, instead has ${titles || 'none'}`)
  }
  for (const type of onlyOnce) {
    const [, ...more] = entries.filter(([name]) => types.get(name) === type)
    for (const [, property] of more) note(property, `should be another type, a database has only one ${type}`)
  }
}

function readProperty(place: Place): PropertyTypeName | undefined {
  if (place.tree.kind !== 'map') {
    const type = oneOf(place, propertyTypeNames)
    if (type && (configuredTypes as readonly string[]).includes(type)) {
      note(place, `should have a configuration: { ${type}: { … } }`)
    }
    return type
  }
  const [type, ...more] = [...place.tree.entries.keys()].filter(isPropertyType)
  if (type === undefined || more.length) {
    note(
      place,
      type
        ? `should have one type, instead has ${[type, ...more].join(' and ')}`
        : 'should have the key of its type',
    )
    // Says which key was mistyped.
    fieldsOf(place, ['type', 'name', 'id', 'description', ...propertyTypeNames])
    return undefined
  }
  fieldsOf(place, ['type', 'name', 'id', 'description', type])
  const before = place.ledger.count
  checkShape(place, PropertyConfigRequest)
  if (place.ledger.count === before) checkOptions(optionsIn(place, type) ?? [])
  return type
}

interface OptionAt {
  readonly name: string
  readonly at: Place
}

/** The options of a configuration that says some. */
function optionsIn(place: Place, type: PropertyTypeName): OptionAt[] | undefined {
  const config = place.tree.kind === 'map' ? fieldsOf(place).at(type) : undefined
  const options = config?.tree.kind === 'map' ? fieldsOf(config).at('options') : undefined
  return (
    options &&
    itemsOf(options).flatMap((option) => {
      const at = option.tree.kind === 'map' ? fieldsOf(option).at('name') : undefined
      return at ? [{ name: String(plainOf(at)), at }] : []
    })
  )
}

function checkOptions(options: readonly OptionAt[]): void {
  const seen = new Set<string>()
  for (const { name, at } of options) {
    if (name.includes(',')) note(at, `should be a name without commas, instead was ${JSON.stringify(name)}`)
    if (seen.has(name)) note(at, `should be a name of its own, instead was ${JSON.stringify(name)}`)
    seen.add(name)
  }
}
