import type { TSchema } from 'typebox'
import type { Annotations } from './annotations.ts'
import type { Failure } from './failure.ts'

/** How a walk is going. */
export interface Walk {
  readonly sizes: 'notion' | 'none'
  /** How many schemas that contain themselves it is inside of. */
  readonly depth: number
}

/** What is wrong with a value, null when nothing is. Never throws, whatever the value. */
export type Check = (value: unknown, walk: Walk) => Failure[] | null

/** Finds or makes the check of a schema. */
export type Compile = (schema: SchemaNode) => Check

/** A schema as the walk sees it: the keywords it knows. */
export interface SchemaNode extends Annotations {
  type?: string
  properties?: Record<string, SchemaNode>
  required?: readonly string[]
  additionalProperties?: boolean | SchemaNode
  patternProperties?: Record<string, SchemaNode>
  items?: SchemaNode
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly SchemaNode[]
  not?: unknown
  $ref?: string
}

// A keyword that the walk would pass over in silence is a mistake in a schema.
const known = new Set(
  (
    'type properties required additionalProperties patternProperties items minItems maxItems minLength maxLength ' +
    'pattern format minimum maximum exclusiveMinimum const enum anyOf not $ref $id title description default ' +
    'examples deprecated x-expected x-check x-unsized'
  ).split(' '),
)

export function toNode(schema: TSchema | SchemaNode): SchemaNode {
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword)) throw new Error(`The schema keyword ${keyword} has no check`)
  }
  return schema as SchemaNode
}

/** The alternatives of a union, those of unions inside it included. */
export function branchesOf({ anyOf = [] }: SchemaNode): SchemaNode[] {
  return anyOf.flatMap((branch) => (branch.anyOf && !saysMore(branch) ? branchesOf(branch) : [branch]))
}

/** The schema without `null` beside it. */
export function plainSchema(schema: SchemaNode): SchemaNode {
  const others = branchesOf(schema).filter(({ type }) => type !== 'null')
  return others.length === 1 ? others[0]! : schema
}

const saysMore = (schema: SchemaNode): boolean =>
  Object.keys(schema).some((keyword) => keyword.startsWith('x-'))
