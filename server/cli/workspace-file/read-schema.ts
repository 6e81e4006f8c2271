import {
  entriesOf,
  fieldsOf,
  listOf,
  nameOf,
  note,
  oneOf,
  type Place,
  plainOf,
  should,
  textOf,
} from './fields.ts'
import { idOf } from './formats.ts'
import { allTypes, configuredTypes, isPropertyType, type PropertyTypeName } from './property-types.ts'
import type { PropertyInFile } from './types.ts'

/** The properties of a database whose types are known; the schema of what rows are read by. */
export interface ReadSchema {
  readonly properties: Record<string, PropertyInFile>
  /** Of every property, those that cannot be read included. */
  readonly names: ReadonlySet<string>
  readonly types: ReadonlyMap<string, PropertyTypeName>
  /** The options of each status property. */
  readonly statuses: ReadonlyMap<string, readonly string[]>
}

const colors = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red']
// What `status: {}` makes (API reference, "Property object").
const usualStatuses = ['Not started', 'In progress', 'Done']
const onlyTitle: ReadSchema = {
  properties: { Name: 'title' },
  names: new Set(['Name']),
  types: new Map([['Name', 'title']]),
  statuses: new Map(),
}
// Of these a page has one number, and one state.
const onlyOnce = ['unique_id', 'verification']
const relationForms = ['single_property', 'dual_property'] as const
const rollupKeys = [
  'function',
  'relation_property_name',
  'relation_property_id',
  'rollup_property_name',
  'rollup_property_id',
] as const

/** Reads the `properties` of a database; without any it has a title called `Name`. */
export function readSchema(place: Place | undefined): ReadSchema {
  if (!place) return onlyTitle
  const types = new Map<string, PropertyTypeName>()
  const statuses = new Map<string, readonly string[]>()
  const properties: [string, PropertyInFile][] = []
  const entries = entriesOf(place)
  for (const [name, property] of entries) {
    if (!name.trim()) note(property, 'a property needs a name')
    const type = readProperty(property, (options) => statuses.set(name, options))
    if (type === undefined) continue
    types.set(name, type)
    properties.push([name, plainOf(property) as PropertyInFile])
  }
  // A property that cannot be read may have been meant as the title.
  if (types.size === entries.length && place.tree.kind === 'map') checkTitle(place, [...types.values()])
  for (const type of onlyOnce) {
    const [, ...more] = entries.filter(([name]) => types.get(name) === type)
    for (const [, property] of more)
      note(property, `should be another type, there is only one ${type} in a database`)
  }
  return {
    properties: Object.fromEntries(properties),
    names: new Set(entries.map(([name]) => name)),
    types,
    statuses,
  }
}

function checkTitle(place: Place, types: readonly PropertyTypeName[]): void {
  const titles = types.filter((type) => type === 'title').length
  if (titles !== 1)
    note(place, `should have exactly one property of type title, instead has ${titles || 'none'}`)
}

function readProperty(
  place: Place,
  onStatus: (options: readonly string[]) => void,
): PropertyTypeName | undefined {
  if (place.tree.kind !== 'map') {
    const type = oneOf(place, allTypes)
    if (type === undefined) return undefined
    if (!isPlain(type)) note(place, `${type} needs its configuration: { ${type}: { … } }`)
    if (type === 'status') onStatus(usualStatuses)
    return type
  }
  const keys = [...place.tree.entries.keys()].filter(isPropertyType)
  const [type] = keys
  if (type === undefined || keys.length > 1) {
    note(
      place,
      type ? `should have one type, instead has ${keys.join(' and ')}` : 'should have the key of its type',
    )
    // Says which key was mistyped.
    fieldsOf(place, ['type', 'name', 'id', 'description', ...allTypes])
    return undefined
  }
  const fields = fieldsOf(place, ['type', 'name', 'id', 'description', type])
  oneOf(fields.at('type'), [type])
  for (const key of ['name', 'id', 'description'] as const) textOf(fields.at(key))
  const config = fields.need(type)
  if (!config) return type
  if (type === 'status') onStatus(readStatus(config))
  else readConfig(type, config)
  return type
}

function readConfig(type: PropertyTypeName, place: Place): void {
  switch (type) {
    case 'select':
    case 'multi_select':
      readOptions(fieldsOf(place, ['options']).at('options'))
      return
    case 'number':
      nameOf(fieldsOf(place, ['format']).at('format'))
      return
    case 'unique_id':
      textOf(fieldsOf(place, ['prefix']).at('prefix'))
      return
    case 'formula':
      nameOf(fieldsOf(place, ['expression']).need('expression'))
      return
    case 'rollup':
      readRollup(place)
      return
    case 'relation':
      readRelation(place)
      return
    default:
      fieldsOf(place, [])
  }
}

function readStatus(place: Place): readonly string[] {
  const fields = fieldsOf(place, ['options', 'groups'])
  listOf(fields.at('groups'), (item) => {
    const group = fieldsOf(item, ['name', 'color', 'id', 'option_ids'])
    nameOf(group.need('name'))
    oneOf(group.at('color'), colors)
    textOf(group.at('id'))
    listOf(group.at('option_ids'), textOf)
  })
  return readOptions(fields.at('options')) ?? usualStatuses
}

function readOptions(place: Place | undefined): string[] | undefined {
  if (!place) return undefined
  const seen = new Set<string>()
  listOf(place, (item) => {
    const fields = fieldsOf(item, ['name', 'color', 'description', 'id', 'group'])
    const name = readOptionName(fields.need('name'))
    if (name !== undefined && seen.has(name)) should(fields.at('name')!, 'a name of its own')
    if (name !== undefined) seen.add(name)
    oneOf(fields.at('color'), colors)
    for (const key of ['description', 'id', 'group'] as const) textOf(fields.at(key))
  })
  return [...seen]
}

/** The name of an option, of a select property or of a value of one. */
export function readOptionName(place: Place | undefined): string | undefined {
  const name = nameOf(place)
  if (place && name?.includes(',')) should(place, 'a name without commas')
  if (place && name && name.length > 100) should(place, 'a name of at most 100 characters')
  return name
}

function readRelation(place: Place): void {
  const fields = fieldsOf(place, ['data_source_id', 'database_id', 'type', ...relationForms])
  idOf(fields.need('data_source_id'))
  idOf(fields.at('database_id'))
  const forms = relationForms.filter((form) => fields.stated.has(form))
  const [form] = forms
  if (form === undefined || forms.length > 1) {
    if (place.tree.kind === 'map')
      note(place, 'should have either single_property or dual_property, with a map')
    return
  }
  oneOf(fields.at('type'), [form])
  const known = form === 'dual_property' ? (['synced_property_name', 'synced_property_id'] as const) : []
  const config = fieldsOf(fields.at(form)!, known)
  for (const key of known) nameOf(config.at(key))
}

function readRollup(place: Place): void {
  const fields = fieldsOf(place, rollupKeys)
  nameOf(fields.need('function'))
  for (const key of rollupKeys) if (key !== 'function') nameOf(fields.at(key))
  for (const end of ['relation', 'rollup'] as const) {
    const isNamed = fields.stated.has(`${end}_property_name`) || fields.stated.has(`${end}_property_id`)
    if (!isNamed && place.tree.kind === 'map')
      note(place, `should have ${end}_property_name or ${end}_property_id`)
  }
}

const isPlain = (type: PropertyTypeName): boolean => !(configuredTypes as readonly string[]).includes(type)
