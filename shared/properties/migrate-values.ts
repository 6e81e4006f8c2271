import type { Sizes } from '../validation/validate.ts'
import { optionsOf } from './options.ts'
import type { StoredProperty, StoredSchema, StoredValue, TextWrite, View } from './property.ts'
import { typeOf } from './registry.ts'
import { checkSchemaSize } from './schema.ts'
import type { PropertyChange } from './schema-draft.ts'
import { defaultStatus, type StatusConfig } from './status.ts'

/** How the values of one property follow a change of it, page by page. */
export interface Migration {
  /** What a page has afterwards; null when that is nothing. */
  next(value: StoredValue, view: View): StoredValue
  /** The schema after all pages: options found in their values are part of it. */
  finish(): StoredSchema
}

/** Null where a change leaves all values as they are. Links of relations follow `RelationStep` instead. */
export function startMigration(
  schema: StoredSchema,
  change: PropertyChange,
  context: { readonly newId: () => string; readonly sizes: Sizes },
): Migration | null {
  const { kind, before, after } = change
  const unchanged = () => schema
  if (kind === 'removed')
    return before && keepsValues(before) ? { next: () => null, finish: unchanged } : null
  if (kind === 'created' && after?.type === 'status') {
    const first = defaultStatus(after.config as StatusConfig)
    return { next: (value) => value ?? first, finish: unchanged }
  }
  if (kind === 'configured' && before && after) {
    const next = dropOptions(before, after)
    return next && { next, finish: unchanged }
  }
  if (kind === 'converted' && before && after) return convert(schema, before, after, change, context)
  return null
}

/** Pages lose an option with the schema; one that loses its status starts again. */
function dropOptions(before: StoredProperty, after: StoredProperty): Migration['next'] | null {
  const left = new Set(optionsOf(after.config).map(({ id }) => id))
  if (optionsOf(before.config).every(({ id }) => left.has(id))) return null
  const empty = after.type === 'status' ? defaultStatus(after.config as StatusConfig) : null
  return (value) => {
    if (!Array.isArray(value)) return value === null || left.has(value as string) ? value : empty
    const kept = value.filter((id) => left.has(id))
    return kept.length ? kept : null
  }
}

/** What both types know is kept: the same options, else what the text of the value says to the new type. */
function convert(
  schema: StoredSchema,
  before: StoredProperty,
  after: StoredProperty,
  { addsOptions }: PropertyChange,
  { newId, sizes }: { readonly newId: () => string; readonly sizes: Sizes },
): Migration {
  const type = typeOf(after)
  const write: TextWrite<object> = { config: after.config, newId, addsOptions: addsOptions ?? false }
  const sharesOptions = 'options' in before.config && 'options' in after.config
  return {
    next(value, view) {
      if (before.type === 'relation') return emptyOf(after)
      if (sharesOptions) return takeOptions(value, after)
      const text = typeOf(before).plainText(value, before.config, view)
      const read = text === '' ? null : (type.fromText?.(text, write) ?? null)
      return read ?? emptyOf(after)
    },
    finish() {
      const property = schema[after.id]
      if (!property || write.config === after.config) return schema
      const grown = { ...schema, [after.id]: { ...property, config: write.config } }
      if (sizes === 'notion') checkSchemaSize(grown, schema)
      return grown
    },
  }
}

function takeOptions(value: StoredValue, after: StoredProperty): StoredValue {
  const left = new Set(optionsOf(after.config).map(({ id }) => id))
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => left.has(id))
  if (after.type === 'multi_select') return ids.length ? ids : null
  return ids[0] ?? emptyOf(after)
}

/** Links are kept elsewhere, and computed values nowhere. */
const keepsValues = (property: StoredProperty): boolean =>
  property.type !== 'relation' && typeOf(property).storeValue !== undefined

const emptyOf = ({ type, config }: StoredProperty): StoredValue =>
  type === 'status' ? defaultStatus(config as StatusConfig) : null
