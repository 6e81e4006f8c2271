import type { TSchema } from 'typebox'
import { toUuid } from '../ids.ts'
import { plainSchema, type SchemaNode } from './schema-node.ts'
import { isUuid } from './uuid.ts'

/**
 * Reads the texts of a path or a query string as their schema has them. Text that cannot be read stays text, for
 * the check to refuse.
 */
export function readParameters(schema: TSchema, value: unknown): unknown {
  const { properties } = schema as SchemaNode
  if (!properties || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, given]) => [
      key,
      Object.hasOwn(properties, key) ? readParameter(plainSchema(properties[key]!), given) : given,
    ]),
  )
}

function readParameter(schema: SchemaNode, given: unknown): unknown {
  if (schema.type === 'array') {
    const list = Array.isArray(given) ? given : given === undefined ? undefined : [given]
    return list?.map((item) => (schema.items ? readParameter(plainSchema(schema.items), item) : item))
  }
  if (typeof given !== 'string') return given
  if (schema.type === 'number' || schema.type === 'integer')
    return numeric.test(given) ? Number(given) : given
  if (schema.type === 'boolean') return given === 'true' ? true : given === 'false' ? false : given
  return schema.format === 'uuid' && isUuid(given) ? toUuid(given) : given
}

const numeric = /^-?\d{1,15}(?:\.\d{1,15})?$/
