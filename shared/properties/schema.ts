import { isComputed } from '../computed/results.ts'
import { toUuid } from '../ids.ts'
import { invalid, type Problem } from '../problem.ts'
import { configureProperty } from './configure-property.ts'
import { announceName, pairRelation, removeLinks, unpair } from './pair-relations.ts'
import type { StoredProperty, StoredSchema } from './property.ts'
import { findProperty, newPropertyId } from './property-ids.ts'
import { type RelationConfig, type RelationRequest, targetOf } from './relation.ts'
import {
  drafted,
  draftOf,
  edit,
  type PropertyChange,
  type RelationStep,
  record,
  type SchemaContext,
  type SchemaDraft,
} from './schema-draft.ts'
import { configurationIn, type PropertyRequest } from './schema-requests.ts'
import { settleComputed } from './settle-computed.ts'

/** The `properties` of a request that has passed `SchemaRequest` or `SchemaChangeRequest`. */
export type SchemaRequests = Readonly<Record<string, PropertyRequest | null>>

export interface SchemaResult {
  readonly schema: StoredSchema
  readonly changes: readonly PropertyChange[]
  /** Schemas of other data sources that changed along, because relations have two sides. */
  readonly others: ReadonlyMap<string, { schema: StoredSchema; changes: readonly PropertyChange[] }>
  /** What the links of relations have to follow, in this order. */
  readonly relations: readonly RelationStep[]
}

const maxBytes = 50 * 1024
// Of these a page has one number, and one state.
const onlyOnce = ['title', 'unique_id', 'verification']

/** The schema of a new data source. Without properties it has a title called `Name`. */
export function createSchema(request: SchemaRequests | undefined, context: SchemaContext): SchemaResult {
  const properties = Object.entries(request ?? {})
  const draft = draftOf({}, context)
  if (!properties.length) createProperty(draft, 'Name', { title: {} })
  for (const [name, property] of properties) {
    if (property) createProperty(draft, name, property)
  }
  if (!Object.hasOwn(ownSchema(draft), 'title')) throw invalid('Title is not provided')
  settleComputed(draft)
  return finish(draft, {})
}

/** A schema after an update. Keys are names or ids as they were before it. */
export function changeSchema(
  schema: StoredSchema,
  request: SchemaRequests,
  context: SchemaContext,
): SchemaResult {
  const draft = draftOf(schema, context)
  const seen = new Set<string>()
  for (const [key, change] of Object.entries(request)) {
    const property = findProperty(schema, key)
    if (property && seen.has(property.id)) {
      throw invalid(`Property "${property.name}" is changed twice in one request.`)
    }
    if (property) seen.add(property.id)
    if (property && !change) removeProperty(draft, property.id)
    else if (property && change && Object.hasOwn(ownSchema(draft), property.id)) {
      changeProperty(draft, property.id, change)
    } else if (!property && change) createProperty(draft, key, change)
    else throw notFound(key)
  }
  settleComputed(draft)
  return finish(draft, schema)
}

/**
 * The other data sources an update has to do with: those it asks to point at, and those that hold the other
 * side of a property it changes.
 */
export function relatedDataSources(
  schema: StoredSchema,
  request: SchemaRequests,
): { requested: Set<string>; partners: Set<string> } {
  const requested = new Set<string>()
  const partners = new Set<string>()
  for (const [key, change] of Object.entries(request)) {
    const asked = change && configurationIn(change)
    if (asked?.type === 'relation') requested.add(toUuid((asked.config as RelationRequest).data_source_id))
    const property = findProperty(schema, key)
    const partner = property?.type === 'relation' ? (property.config as RelationConfig) : undefined
    if (partner?.type === 'dual_property') partners.add(partner.data_source_id)
  }
  return { requested, partners }
}

/** The data sources that a schema points to. */
export function relationTargets(schema: StoredSchema): Set<string> {
  const targets = Object.values(schema).map(({ config }) => targetOf(config))
  return new Set(targets.filter((target) => target !== undefined))
}

/** Refuses a schema that grows beyond what Notion's API allows (API reference, "Request limits"). */
export function checkSchemaSize(schema: StoredSchema, before: StoredSchema): void {
  const bytes = bytesOf(schema)
  if (bytes > maxBytes && bytes > bytesOf(before)) {
    throw invalid('You have exceeded the maximum database property schema size.')
  }
}

function createProperty(draft: SchemaDraft, name: string, request: PropertyRequest): void {
  const asked = configurationIn(request)
  if (!asked) throw notFound(name)
  if (name === '') throw invalid('A property needs a name.')
  refuseSecond(draft, asked.type)
  const after = {
    id: idFor(draft, asked.type),
    name,
    description: request.description ?? null,
    type: asked.type,
    config: configure(draft, name, asked, null),
  }
  record(draft, ownId(draft), { kind: 'created', id: after.id, before: null, after })
  settleLater(draft, after.id, asked, null)
  if (asked.type === 'relation') pairRelation(draft, after, asked.config as RelationRequest)
}

function changeProperty(draft: SchemaDraft, id: string, request: PropertyRequest): void {
  const before = ownProperty(draft, id)
  const asked = configurationIn(request)
  if (asked && asked.type !== before.type) convert(draft, before, asked)
  else if (asked && isComputed(asked)) settleLater(draft, id, asked, before.config)
  else if (asked) reconfigure(draft, before, asked)

  const { name, description } = request
  if (description !== undefined) edit(draft, id, 'described', { description })
  if (name !== undefined) {
    edit(draft, id, 'renamed', { name })
    announceName(draft, ownProperty(draft, id))
  }
}

function convert(draft: SchemaDraft, before: StoredProperty, asked: Asked): void {
  if (before.type === 'title' || asked.type === 'title') {
    throw invalid(
      'The type of a title property cannot be changed, and no other property can become the title.',
    )
  }
  refuseSecond(draft, asked.type)
  const config = configure(draft, before.name, asked, before.config)
  if (before.type === 'relation') removeLinks(draft, before)
  const after = { ...ownProperty(draft, before.id), type: asked.type, config }
  const open = !Object.hasOwn(asked.config as object, 'options')
  record(draft, ownId(draft), {
    kind: 'converted',
    id: before.id,
    before,
    after,
    ...(open && 'options' in config ? { addsOptions: true } : {}),
  })
  settleLater(draft, before.id, asked, null)
  if (asked.type === 'relation') pairRelation(draft, after, asked.config as RelationRequest)
}

function reconfigure(draft: SchemaDraft, before: StoredProperty, asked: Asked): void {
  const config = configure(draft, before.name, asked, before.config)
  const target = targetOf(before.config)
  if (target !== undefined && target !== targetOf(config)) {
    unpair(draft, before)
    draft.steps.push({ kind: 'cleared', property: before.id, target })
  }
  edit(draft, before.id, 'configured', { config })
  if (asked.type === 'relation') {
    pairRelation(draft, ownProperty(draft, before.id), asked.config as RelationRequest)
  }
}

function removeProperty(draft: SchemaDraft, id: string): void {
  // A pair of relations within one data source: the first took the second along.
  if (!Object.hasOwn(ownSchema(draft), id)) return
  const before = ownProperty(draft, id)
  if (before.type === 'title') throw invalid('The title property cannot be removed.')
  record(draft, ownId(draft), { kind: 'removed', id, before, after: null })
  if (before.type === 'relation') removeLinks(draft, before)
}

interface Asked {
  readonly type: string
  readonly config: unknown
}

function configure(draft: SchemaDraft, name: string, asked: Asked, previous: object | null): object {
  return isComputed(asked) ? {} : configureProperty(draft, name, asked, previous)
}

/** What formulas and rollups name may come after them in the request. */
function settleLater(draft: SchemaDraft, id: string, asked: Asked, previous: object | null): void {
  if (isComputed(asked)) draft.unsettled.set(id, { ...asked, previous })
}

/** `title` and `verification` are ids of their own; the rest is drawn. */
function idFor(draft: SchemaDraft, type: string): string {
  const schema = ownSchema(draft)
  if (type === 'title' || type === 'verification') return type
  return newPropertyId((id) => Object.hasOwn(schema, id), draft.context.random)
}

function finish(draft: SchemaDraft, before: StoredSchema): SchemaResult {
  for (const [dataSourceId, schema] of draft.schemas) {
    checkNames(schema)
    const known = dataSourceId === ownId(draft) ? before : draft.context.targets.get(dataSourceId)?.schema
    if (draft.context.sizes === 'notion') checkSchemaSize(schema, known ?? {})
  }
  const others = [...draft.schemas].filter(([dataSourceId]) => dataSourceId !== ownId(draft))
  return {
    schema: ownSchema(draft),
    changes: draft.changes.get(ownId(draft)) ?? [],
    others: new Map(others.map(([id, schema]) => [id, { schema, changes: draft.changes.get(id) ?? [] }])),
    relations: draft.steps,
  }
}

function refuseSecond(draft: SchemaDraft, type: string): void {
  if (!onlyOnce.includes(type)) return
  if (Object.values(ownSchema(draft)).some((property) => property.type === type)) {
    throw invalid(`A data source has only one ${type} property.`)
  }
}

function checkNames(schema: StoredSchema): void {
  const names = new Set<string>()
  for (const { name } of Object.values(schema)) {
    if (names.has(name)) throw invalid(`Property names must be unique: "${name}" is used more than once.`)
    names.add(name)
  }
}

const notFound = (key: string): Problem => invalid(`Could not find property with name or id: ${key}`)
const ownId = (draft: SchemaDraft): string => draft.context.dataSource.id
const ownSchema = (draft: SchemaDraft): StoredSchema => drafted(draft, ownId(draft)) ?? {}
const ownProperty = (draft: SchemaDraft, id: string): StoredProperty => ownSchema(draft)[id]!
const bytesOf = (schema: StoredSchema): number =>
  new TextEncoder().encode(JSON.stringify(Object.values(schema))).length
