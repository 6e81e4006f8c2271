/** Prints JSON Schema, as far as the description of our API uses it, as TypeScript. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  description?: string
}

/** The type that a schema describes. What a schema does not say is `unknown`. */
export function printType(schema: Schema): string {
  if (schema.$ref !== undefined) return nameIn(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const union = schema.anyOf ?? schema.oneOf
  if (union) return [...new Set(union.map(printType))].join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => `(${printType(part)})`).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => printType({ ...schema, type })).join(' | ')
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `(${printType(schema.items ?? {})})[]`
    case 'object':
      return printObject(schema)
    default:
      return 'unknown'
  }
}

/** Schemas that a schema refers to by name. */
export function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = '$ref' in schema && typeof schema.$ref === 'string' ? [nameIn(schema.$ref)] : []
  return [...own, ...Object.values(schema).flatMap(namesIn)]
}

const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

function printObject({ properties, required = [], patternProperties, additionalProperties }: Schema): string {
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${printComment(schema.description)}${JSON.stringify(name)}${mark}: ${printType(schema)}`
  })
  const others = Object.values(patternProperties ?? {})
  const more = typeof additionalProperties === 'object' ? [...others, additionalProperties] : others
  if (more.length > 0) fields.push(`[name: string]: ${more.map(printType).join(' | ')}`)
  return fields.length === 0 ? 'Record<string, unknown>' : `{ ${fields.join('; ')} }`
}

export const printComment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '* /')} */ `
