import { invalid } from '../problem.ts'
import type { StoredProperty, StoredSchema } from './property.ts'
import { findPropertyById, newPropertyId } from './property-ids.ts'
import type { RelationConfig, RelationRequest } from './relation.ts'
import { drafted, record, type SchemaDraft } from './schema-draft.ts'

/** Brings the other side of a relation property to what was asked: a reverse property, its name, or none. */
export function pairRelation(draft: SchemaDraft, property: StoredProperty, asked: RelationRequest): void {
  const { dual_property } = asked
  const config = relationOf(property)
  if (!dual_property) {
    unpair(draft, property)
    return
  }
  const { synced_property_id, synced_property_name } = dual_property
  const path = `${draft.context.path}.${property.name}.relation.dual_property`
  if (synced_property_id !== undefined && !isPartner(draft, config, synced_property_id)) {
    throw invalid(`${path}.synced_property_id: a relation is paired with a property that the server makes.`)
  }
  if (config.type === 'single_property') {
    pair(draft, property, synced_property_name)
  } else if (synced_property_name !== undefined) {
    renamePartner(draft, property, synced_property_name)
  }
}

/** The property showing the same links from the other side, with the schema it is in. */
export function partnerOf(draft: SchemaDraft, property: StoredProperty): StoredProperty | undefined {
  const config = relationOf(property)
  if (config.type === 'single_property') return undefined
  return drafted(draft, config.data_source_id)?.[config.synced_property_id]
}

/** From now on each side stands for itself. */
export function unpair(draft: SchemaDraft, property: StoredProperty): void {
  const config = relationOf(property)
  if (config.type === 'single_property') return
  const partner = partnerOf(draft, property)
  if (partner) setConfig(draft, config.data_source_id, partner, oneWay(relationOf(partner)))
  setConfig(draft, draft.context.dataSource.id, property, oneWay(config))
  draft.steps.push({
    kind: 'unpaired',
    property: property.id,
    target: config.data_source_id,
    reverse: config.synced_property_id,
  })
}

/** The links of a property that is gone, and its other side, go with it. */
export function removeLinks(draft: SchemaDraft, property: StoredProperty): void {
  const config = relationOf(property)
  const partner = partnerOf(draft, property)
  if (partner) {
    const change = { kind: 'removed' as const, id: partner.id, before: partner, after: null }
    record(draft, config.data_source_id, change)
  }
  draft.steps.push({
    kind: 'removed',
    property: property.id,
    target: config.data_source_id,
    reverse: config.type === 'dual_property' ? config.synced_property_id : null,
  })
}

/** Tells the other side the name that a property has now. */
export function announceName(draft: SchemaDraft, property: StoredProperty): void {
  if (property.type !== 'relation') return
  const partner = partnerOf(draft, property)
  if (!partner) return
  const config = { ...relationOf(partner), synced_property_name: property.name }
  setConfig(draft, relationOf(property).data_source_id, partner, config)
}

function pair(draft: SchemaDraft, property: StoredProperty, wantedName: string | undefined): void {
  const { dataSource, random } = draft.context
  const config = relationOf(property)
  const target = config.data_source_id
  const schema = drafted(draft, target) ?? {}
  const reverse = {
    id: newPropertyId((id) => Object.hasOwn(schema, id), random),
    name: wantedName ?? freeName(schema, `Related to ${dataSource.title} (${property.name})`),
    description: null,
    type: 'relation',
    config: {
      data_source_id: dataSource.id,
      database_id: dataSource.database_id,
      type: 'dual_property',
      synced_property_id: property.id,
      synced_property_name: property.name,
    },
  }
  record(draft, target, { kind: 'created', id: reverse.id, before: null, after: reverse })
  setConfig(draft, dataSource.id, property, {
    ...config,
    type: 'dual_property',
    synced_property_id: reverse.id,
    synced_property_name: reverse.name,
  })
  draft.steps.push({ kind: 'paired', property: property.id, target, reverse: reverse.id })
}

function renamePartner(draft: SchemaDraft, property: StoredProperty, name: string): void {
  const partner = partnerOf(draft, property)
  if (!partner || partner.name === name) return
  const config = relationOf(property)
  const renamed = { ...partner, name }
  record(draft, config.data_source_id, { kind: 'renamed', id: partner.id, before: partner, after: renamed })
  setConfig(draft, draft.context.dataSource.id, property, { ...config, synced_property_name: name })
}

function setConfig(draft: SchemaDraft, dataSourceId: string, property: StoredProperty, config: object): void {
  const before = drafted(draft, dataSourceId)?.[property.id] ?? property
  if (JSON.stringify(config) === JSON.stringify(before.config)) return
  const change = { kind: 'configured' as const, id: property.id, before, after: { ...before, config } }
  record(draft, dataSourceId, change)
}

function isPartner(draft: SchemaDraft, config: RelationConfig, key: string): boolean {
  if (config.type === 'single_property') return false
  const schema = drafted(draft, config.data_source_id) ?? {}
  return findPropertyById(schema, key)?.id === config.synced_property_id
}

function freeName(schema: StoredSchema, name: string): string {
  const taken = new Set(Object.values(schema).map((property) => property.name))
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`
  return free
}

const oneWay = ({ data_source_id, database_id }: RelationConfig): RelationConfig => ({
  data_source_id,
  database_id,
  type: 'single_property',
})

const relationOf = (property: StoredProperty) => property.config as RelationConfig
