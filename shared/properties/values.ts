import { invalid } from '../problem.ts'
import { compile } from '../validation/check.ts'
import type { Sizes } from '../validation/validate.ts'
import type { RelatedPages, StoredProperty, StoredSchema, StoredValues, Write, Writing } from './property.ts'
import { findProperty } from './property-ids.ts'
import { typeOf } from './registry.ts'
import { checkSchemaSize } from './schema.ts'
import { defaultStatus, type StatusConfig } from './status.ts'

export interface WriteContext extends Writing {
  /** Whether the size limits of Notion's API hold. */
  readonly sizes: Sizes
  /** Where the properties stand in the request: `body.properties`. */
  readonly path: string
}

/** The outcome of a page write, which the domain has to check and to keep. */
export interface Written {
  readonly values: StoredValues
  /** The raw ids of properties whose value differs now. Relations are not compared here. */
  readonly changed: readonly string[]
  /** By raw property id, the pages a relation shall have: to be looked up in its target. */
  readonly relations: ReadonlyMap<string, readonly string[]>
  /** Another schema than before when the write made options. */
  readonly schema: StoredSchema
  /** Users and groups given as people: they must exist. */
  readonly people: ReadonlySet<string>
}

/** The only property of a page outside data sources. */
export const pageSchema: StoredSchema = {
  title: { id: 'title', name: 'title', description: null, type: 'title', config: {} },
}

/** What a new page has before anything is written to it. */
export function defaultValues(schema: StoredSchema): StoredValues {
  const values: Record<string, unknown> = {}
  for (const { id, type, config } of Object.values(schema)) {
    if (type === 'status') values[id] = defaultStatus(config as StatusConfig)
  }
  return values
}

/** Writes the `properties` of a request, by name or id, over what a page has. */
export function writeValues(
  schema: StoredSchema,
  current: StoredValues,
  request: Readonly<Record<string, unknown>>,
  context: WriteContext,
): Written {
  const values = { ...current }
  const changed: string[] = []
  const relations = new Map<string, readonly string[]>()
  const people = new Set<string>()
  let written = schema
  for (const [property, value] of readRequest(schema, request)) {
    const { id, type, config } = property
    const path = `${context.path}.${property.name}.${type}`
    const write: Write<object> = { ...context, config, path }
    const stored = typeOf(property).storeValue?.(value as never, write) ?? null
    if (write.config !== config) written = { ...written, [id]: { ...property, config: write.config } }
    if (type === 'people') for (const person of (stored ?? []) as string[]) people.add(person)
    if (type === 'relation') {
      relations.set(id, (stored as RelatedPages).ids)
    } else if (JSON.stringify(stored) !== JSON.stringify(current[id] ?? null)) {
      changed.push(id)
      if (stored === null) delete values[id]
      else values[id] = stored
    }
  }
  if (context.sizes === 'notion' && written !== schema) checkSchemaSize(written, schema)
  return { values, changed, relations, schema: written, people }
}

/** The properties a request means and the bare values it gives them. What is wrong is said all at once. */
function readRequest(schema: StoredSchema, request: Readonly<Record<string, unknown>>) {
  const given = new Map<StoredProperty, unknown>()
  const problems: string[] = []
  for (const key of Object.keys(request)) {
    const property = findProperty(schema, key)
    if (!property) {
      problems.push(`${key} is not a property that exists.`)
    } else if (given.has(property)) {
      problems.push(`${property.name} is given twice.`)
    } else {
      const value = valueFor(property, request[key])
      if (value === undefined) problems.push(`${property.name} is expected to be ${property.type}.`)
      else given.set(property, value)
    }
  }
  if (problems.length) throw invalid(problems.join(' '))
  return given
}

/**
 * The value of a property, which stands under its type, or by itself as older clients write it; undefined
 * when it is that of another type.
 */
function valueFor(property: StoredProperty, request: unknown): unknown {
  const { type } = property
  const { valueRequest } = typeOf(property)
  if (!valueRequest) return undefined
  if (typeof request === 'object' && request !== null && Object.hasOwn(request, type)) {
    return (request as Record<string, unknown>)[type]
  }
  return compile(valueRequest)(request, { sizes: 'none', depth: 0 }) ? undefined : request
}
