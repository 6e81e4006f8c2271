import type { TSchema } from 'typebox'
import { type Expected, fail, failAlone } from './failure.ts'
import { formats } from './formats.ts'
import { schemaNamed } from './named-schemas.ts'
import { objectCheck } from './object-check.ts'
import { type Check, type SchemaNode, toNode } from './schema-node.ts'
import { unionCheck } from './union-check.ts'

/** Walks over a tree have stack for this many levels, and no document needs more. */
export const DEEPEST_NESTING = 100

const compiled = new WeakMap<TSchema | SchemaNode, Check>()

/** The check of a schema, made on first use. */
export function compile(schema: TSchema | SchemaNode): Check {
  let check = compiled.get(schema)
  if (!check) {
    check = make(toNode(schema))
    compiled.set(schema, check)
  }
  return check
}

function make(schema: SchemaNode): Check {
  let check = bare(schema)
  const rule = schema['x-check']
  if (rule) check = withRule(check, rule as Rule)
  const expected = schema['x-expected']
  if (expected !== undefined) check = withExpectation(check, expected)
  const unsized = schema['x-unsized']
  return unsized === undefined ? check : withoutSizes(check, unsized)
}

function bare(schema: SchemaNode): Check {
  if (schema.$ref !== undefined) return referenceCheck(schema.$ref)
  if (schema.anyOf) return unionCheck(schema, compile)
  if (schema.not) return (value) => fail('not present', value)
  if ('const' in schema) return choiceCheck([schema.const])
  if (schema.enum) return choiceCheck(schema.enum)
  switch (schema.type) {
    case 'object':
      return objectCheck(schema, compile)
    case 'array':
      return arrayCheck(schema)
    case 'string':
      return stringCheck(schema)
    case 'number':
    case 'integer':
      return numberCheck(schema)
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? null : fail('a boolean', value))
    case 'null':
      return choiceCheck([null])
    case undefined:
      return () => null
    default:
      throw new Error(`The schema type ${schema.type} has no check`)
  }
}

type Rule = (value: unknown) => Expected | null

function withRule(check: Check, rule: Rule): Check {
  return (value, walk) => {
    const failures = check(value, walk)
    if (failures) return failures
    const wrong = rule(value)
    return (
      wrong && [
        { path: wrong.at.toReversed(), expected: [wrong.expected], isOpen: false, value: wrong.value },
      ]
    )
  }
}

function withExpectation(check: Check, expected: string): Check {
  const isOpen = !expected.startsWith('not present')
  return (value, walk) => (check(value, walk) ? [{ path: [], expected: [expected], isOpen, value }] : null)
}

function withoutSizes(check: Check, name: string): Check {
  return (value, walk) =>
    walk.sizes === 'none' ? compile(schemaNamed(name))(value, walk) : check(value, walk)
}

function referenceCheck(name: string): Check {
  return (value, walk) => {
    if (walk.depth === DEEPEST_NESTING) return failAlone('not present', value)
    return compile(schemaNamed(name))(value, { ...walk, depth: walk.depth + 1 })
  }
}

function choiceCheck(choices: readonly unknown[]): Check {
  const allowed = new Set(choices)
  const expected = choices.map((choice) => `\`${JSON.stringify(choice)}\``)
  return (value) => (allowed.has(value) ? null : [{ path: [], expected: [...expected], isOpen: true, value }])
}

function arrayCheck({ items, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: SchemaNode): Check {
  const checkItem = items ? compile(items) : undefined
  return (value, walk) => {
    if (!Array.isArray(value)) return fail('an array', value)
    const { length } = value
    if (length < minItems) return failAlone(`≥ \`${minItems}\``, length, 'length')
    if (length > maxItems && walk.sizes === 'notion') return failAlone(`≤ \`${maxItems}\``, length, 'length')
    if (!checkItem) return null
    for (let index = 0; index < length; index++) {
      const failures = checkItem(value[index], walk)
      if (!failures) continue
      for (const failure of failures) failure.path.push(index)
      // One item is enough to fix: a list of a thousand alike would help nobody.
      return failures
    }
    return null
  }
}

function stringCheck({
  format,
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
  pattern,
}: SchemaNode): Check {
  const form = format === undefined ? undefined : formats.get(format)
  if (format !== undefined && !form) throw new Error(`The format ${format} has no check`)
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  return (value, walk) => {
    if (typeof value !== 'string') return fail('a string', value)
    if (value.length < minLength) {
      return minLength === 1
        ? failAlone('populated', value)
        : failAlone(`≥ \`${minLength}\``, value.length, 'length')
    }
    if (value.length > maxLength && walk.sizes === 'notion') {
      return failAlone(`≤ \`${maxLength}\``, value.length, 'length')
    }
    if (form && !form.fits(value)) return fail(form.expected, value)
    return expression && !expression.test(value) ? fail(`a string that matches ${pattern}`, value) : null
  }
}

function numberCheck({ type, minimum, maximum, exclusiveMinimum }: SchemaNode): Check {
  const isWhole = type === 'integer'
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return fail('a number', value)
    if (isWhole && !Number.isSafeInteger(value)) return fail('an integer', value)
    if (minimum !== undefined && value < minimum) return fail(`≥ \`${minimum}\``, value)
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
      return fail(`> \`${exclusiveMinimum}\``, value)
    return maximum !== undefined && value > maximum ? fail(`≤ \`${maximum}\``, value) : null
  }
}
