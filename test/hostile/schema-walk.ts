/** Finds each place that a schema documents, and the smallest value that has it. */
import { schemaNamed } from '#shared/validation/named-schemas.ts'
import type { SchemaNode } from '#shared/validation/schema-node.ts'
import { ABSENT } from './placeholders.ts'

export interface Field {
  /** As messages write it. */
  path: string
  /** The smallest value that is valid, but for what stands in this place. */
  around: (value: unknown) => unknown
}

/** Every place below a schema. What several places share, rich text for one, is entered once. */
export function fieldsOf(schema: SchemaNode): Field[] {
  const fields: Field[] = []
  const entered = new Set<SchemaNode>()
  const open: { node: SchemaNode; field: Field }[] = [
    { node: schema, field: { path: 'body', around: (value) => value } },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, field } = next
    if (node.$ref !== undefined) {
      open.push({ node: schemaNamed(node.$ref) as SchemaNode, field })
      continue
    }
    if (!node.anyOf) fields.push(field)
    if (entered.has(node)) continue
    entered.add(node)
    if (node.anyOf) {
      open.push(...node.anyOf.map((branch) => ({ node: branch, field })))
      continue
    }
    open.push(...below(node, field))
  }
  return [...new Map(fields.map((field) => [field.path, field])).values()]
}

function below(node: SchemaNode, { path, around }: Field): { node: SchemaNode; field: Field }[] {
  const members = Object.entries(node.properties ?? {}).map(([key, member]) => ({
    node: member,
    field: {
      path: `${path}.${key}`,
      around: (value: unknown) => around({ ...smallest(node, key), [key]: value }),
    },
  }))
  const others = othersOf(node)
  if (others)
    members.push({
      node: others,
      field: { path: `${path}.*`, around: (value) => around({ ...smallest(node), Name: value }) },
    })
  if (node.items)
    members.push({
      node: node.items,
      field: { path: `${path}[]`, around: (value) => around([value]) },
    })
  return members
}

/** What holds for keys that a schema does not name. */
export function othersOf({ additionalProperties, patternProperties }: SchemaNode): SchemaNode | undefined {
  if (typeof additionalProperties === 'object') return additionalProperties
  return Object.values(patternProperties ?? {})[0]
}

/** The smallest object of a schema, without one of its keys. */
function smallest(node: SchemaNode, without?: string): Record<string, unknown> {
  const keys = (node.required ?? []).filter((key) => key !== without)
  return Object.fromEntries(keys.map((key) => [key, smallestValue(node.properties![key]!)]))
}

/** The smallest value of a schema. */
export function smallestValue(schema: SchemaNode): unknown {
  if (schema.$ref !== undefined) return smallestValue(schemaNamed(schema.$ref) as SchemaNode)
  if (schema.anyOf) return smallestValue(schema.anyOf.find(({ not }) => not === undefined)!)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return smallest(schema)
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => smallestValue(schema.items!))
    case 'string':
      return textOf(schema)
    case 'number':
    case 'integer':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return true
    default:
      return null
  }
}

function textOf({ format, pattern, minLength = 0 }: SchemaNode): string {
  if (pattern !== undefined) return 'https://octavo.test'
  const known: Record<string, string> = {
    uuid: ABSENT,
    'iso-date': '2026-11-21',
    'time-zone': 'Europe/Vienna',
    emoji: '🎯',
  }
  return format === undefined ? 'a'.repeat(minLength) : (known[format] ?? '')
}
