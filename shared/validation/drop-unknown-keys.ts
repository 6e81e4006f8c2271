import type { TSchema } from 'typebox'
import { compile } from './check.ts'
import { schemaNamed } from './named-schemas.ts'
import { branchesOf, type SchemaNode, toNode } from './schema-node.ts'

type Json = Record<string, unknown>

// Each level of a schema that contains itself is checked with all that is below it. What stands deeper keeps its keys.
const DEEPEST = 10

/**
 * A value without the keys that its schema does not know. What does not keep to the schema even so is left
 * as it is, for the check to refuse.
 */
export function dropUnknownKeys(schema: TSchema | SchemaNode, value: unknown, depth = 0): unknown {
  const node = toNode(schema)
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if (node.$ref !== undefined) return dropUnknownKeys(schemaNamed(node.$ref), value, depth + 1)
  // The larger schema knows the same keys; sizes are for the check to judge.
  if (node['x-unsized'] !== undefined) return dropUnknownKeys(schemaNamed(node['x-unsized']), value, depth)
  if (node.anyOf) return dropByBranch(node, value, depth)
  if (Array.isArray(value)) {
    const { items } = node
    return items ? value.map((item) => dropUnknownKeys(items, item, depth)) : value
  }
  return node.type === 'object' ? dropOfObject(node, value as Json, depth) : value
}

function dropOfObject(node: SchemaNode, object: Json, depth: number): Json {
  const { properties = {}, additionalProperties } = node
  const [others] = Object.values(node.patternProperties ?? {})
  const otherwise = others ?? additionalProperties
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, member]) => {
      const schema = Object.hasOwn(properties, key) ? properties[key]! : otherwise
      if (schema === false) return []
      return [[key, typeof schema === 'object' ? dropUnknownKeys(schema, member, depth) : member]]
    }),
  )
}

/** The branch that keeps most of it was meant; one that keeps nothing was not. */
function dropByBranch(node: SchemaNode, value: object, depth: number): unknown {
  let best: { kept: object; count: number } | null = null
  for (const branch of branchesOf(node)) {
    if (!mayBe(branch, value)) continue
    const kept = dropUnknownKeys(branch, value, depth)
    if (typeof kept !== 'object' || kept === null) continue
    const count = Object.keys(kept).length
    if (count === 0 && Object.keys(value).length > 0) continue
    if (best !== null && count <= best.count) continue
    if (compile(branch)(kept, { sizes: 'none', depth }) === null) best = { kept, count }
  }
  return best?.kept ?? value
}

/** Spares the walk down branches that ask for what is not there. */
function mayBe({ type, required = [] }: SchemaNode, value: object): boolean {
  if (Array.isArray(value)) return type === undefined || type === 'array'
  return type === undefined || (type === 'object' && required.every((key) => Object.hasOwn(value, key)))
}
