/** As much of JSON Schema as TypeScript types turn into. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly not?: Schema
}

export type Definitions = Readonly<Record<string, Schema>>

export const string: Schema = { type: 'string' }
export const boolean: Schema = { type: 'boolean' }
export const number: Schema = { type: 'number' }
export const nullOnly: Schema = { type: 'null' }
export const nullableString: Schema = { type: ['string', 'null'] }
export const empty: Schema = { type: 'object', properties: {}, additionalProperties: false }
/** An object of any fields. */
export const open: Schema = { type: 'object' }

export const constant = (value: string | boolean): Schema => ({ type: typeof value, const: value })
export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values })
export const either = (...branches: Schema[]): Schema => ({ anyOf: branches })

/** An object of these fields, all of them, and no other. */
export const closed = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** The definition that a `$ref` of a generated schema names. */
export const definitionName = (reference: string): string =>
  decodeURIComponent(reference.slice('#/definitions/'.length))

/** The values that `field` may have in an object schema, when they are constants. */
export function constantsOf(schema: Schema, field: string): readonly unknown[] | undefined {
  const member = schema.properties?.[field]
  if (member?.const !== undefined) return [member.const]
  return member?.enum
}

/** The constant that `field` must be, as a name. */
export function nameIn(schema: Schema, field: string): string | undefined {
  const value = schema.properties?.[field]?.const
  return typeof value === 'string' ? value : undefined
}

/** A schema that asks for one thing where a condition holds, and for another, if any, where not. */
export const when = (condition: Schema, met: Schema, otherwise?: Schema): Schema => ({
  if: condition,
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: met,
  ...(otherwise ? { else: otherwise } : {}),
})

/** The schema with every schema in it mapped. */
export function mapParts(schema: Schema, map: (part: Schema) => Schema): Schema {
  const mapped = (value: unknown): unknown => (typeof value === 'object' ? map(value as Schema) : value)
  const parts = Object.entries(schema).map(([keyword, value]: [string, unknown]) => {
    if (keyword === 'properties') {
      const fields = Object.entries(value as Record<string, Schema>)
      return [keyword, Object.fromEntries(fields.map(([name, part]) => [name, map(part)]))]
    }
    if (keyword === 'anyOf' || keyword === 'allOf') return [keyword, (value as Schema[]).map(map)]
    return [
      keyword,
      ['items', 'additionalProperties', 'then', 'else'].includes(keyword) ? mapped(value) : value,
    ]
  })
  return Object.fromEntries(parts)
}
