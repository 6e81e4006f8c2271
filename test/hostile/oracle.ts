/**
 * Says whether a body is right by its schema, with a validator that is not ours. It may only say that a body
 * is wrong: rules beside the schema may refuse what it takes.
 */
import { Ajv, type ValidateFunction } from 'ajv'
import { type ApiVersion, apiVersions } from '#server/api/versions/change.ts'
import { lift } from '#server/api/versions/translate.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { Problem } from '#shared/problem.ts'
import { formats } from '#shared/validation/formats.ts'
import { schemaNamed } from '#shared/validation/named-schemas.ts'

// `unicode: false` counts UTF-16 units, as the API does.
const makeAjv = (): Ajv => {
  const ajv = new Ajv({
    strict: false,
    ownProperties: true,
    unicode: false,
    logger: false,
    validateSchema: false,
  })
  for (const [name, { fits }] of formats) ajv.addFormat(name, fits)
  return ajv
}
const ajv = makeAjv()
/** For routes where Notion's walls for sizes do not count. */
const unsizedAjv = makeAjv().removeKeyword('maxLength').removeKeyword('maxItems')

const compiled = new Map<AnyRoute, ValidateFunction>()

/** Whether the JSON text is a body that the route must refuse. */
export function isWrong(
  route: AnyRoute,
  version: string,
  params: Record<string, unknown>,
  text: string,
): boolean {
  try {
    const body = text === '' ? undefined : JSON.parse(text)
    const parts = lift(version as ApiVersion, route, { params, query: {}, body })
    return !validatorOf(route)(parts.body === undefined ? {} : parts.body)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Problem) return true
    // Too deep for this validator: nothing is said.
    if (error instanceof RangeError) return false
    throw error
  }
}

function validatorOf(route: AnyRoute): ValidateFunction {
  let validator = compiled.get(route)
  if (!validator) {
    validator = (route.isUnsized ? unsizedAjv : ajv).compile({ ...inside(route.body!), $defs: definitions })
    compiled.set(route, validator)
  }
  return validator
}

const definitions: Record<string, unknown> = {}
const known = new Map<object, string>()

/** What several schemas share is written once: spelled out, the blocks alone would fill the memory. */
function shared(schema: object): unknown {
  if ('$ref' in schema) return shared(schemaNamed(schema.$ref as string))
  if (
    !['properties', 'anyOf', 'items', 'additionalProperties', 'patternProperties'].some(
      (key) => key in schema,
    )
  )
    return inside(schema)
  let name = known.get(schema)
  if (name === undefined) {
    name = `${known.size}`
    known.set(schema, name)
    definitions[name] = inside(schema)
  }
  return { $ref: `#/$defs/${name}` }
}

function inside(schema: object): object {
  const entries = Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-'))
  return Object.fromEntries(entries.map(([keyword, member]) => [keyword, insideMember(keyword, member)]))
}

function insideMember(keyword: string, member: unknown): unknown {
  if (typeof member !== 'object' || member === null) return member
  if (keyword === 'anyOf') return (member as object[]).map(shared)
  if (keyword === 'items' || keyword === 'additionalProperties') return shared(member)
  if (keyword !== 'properties' && keyword !== 'patternProperties') return member
  return Object.fromEntries(Object.entries(member).map(([key, one]) => [key, shared(one)]))
}

/** The versions that have a route, newest first. */
export const versionsOf = ({ since, until }: AnyRoute): string[] =>
  apiVersions
    .filter((one) => (since === undefined || one >= since) && (until === undefined || one <= until))
    .toReversed()
