import { type Failure, fail, failAlone, MOST_FAILURES } from './failure.ts'
import type { Check, Compile, SchemaNode } from './schema-node.ts'

/** The check of an object. Only its own keys count, so `__proto__` and `constructor` are keys like any other. */
export function objectCheck(schema: SchemaNode, compile: Compile): Check {
  const required = new Set(schema.required)
  const members = Object.entries(schema.properties ?? {}).map(([key, member]) => ({
    key,
    check: compile(member),
    isRequired: required.has(key),
  }))
  const names = new Set(members.map(({ key }) => key))
  const checkOther = otherKeys(schema, compile)

  return (value, walk) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('an object', value)
    const object = value as Record<string, unknown>

    let failures: Failure[] | null = null
    for (const { key, isRequired } of members) {
      if (isRequired && valueAt(object, key) === undefined)
        failures = add(failures, failAlone('defined', undefined, key))
    }
    // What is missing says best what was meant; the rest would be noise.
    if (failures) return failures

    for (const { key, check, isRequired } of members) {
      const member = valueAt(object, key)
      if (member === undefined) continue
      const wrong = check(member, walk)
      if (wrong) failures = add(failures, below(wrong, key, !isRequired))
    }
    for (const key of Object.keys(object)) {
      if (names.has(key)) continue
      if (failures && failures.length >= MOST_FAILURES) break
      const wrong = checkOther(object[key], walk)
      if (wrong) failures = add(failures, below(wrong, key, false))
    }
    return failures
  }
}

const valueAt = (object: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** What holds for keys that the schema does not name. */
function otherKeys({ additionalProperties, patternProperties }: SchemaNode, compile: Compile): Check {
  // TypeBox writes a record of any keys as a pattern.
  const patterns = Object.entries(patternProperties ?? {})
  if (patterns.length > 1 || (patterns[0] && patterns[0][0] !== '^.*$'))
    throw new Error('Only a pattern for all keys has a check')
  if (patterns[0]) return compile(patterns[0][1])
  if (additionalProperties === false) return (value) => failAlone('not present', value)
  return typeof additionalProperties === 'object' ? compile(additionalProperties) : () => null
}

function below(failures: Failure[], key: string, isOptional: boolean): Failure[] {
  for (const failure of failures) {
    if (isOptional && failure.isOpen && failure.path.length === 0) failure.expected.push('`undefined`')
    failure.path.push(key)
  }
  return failures
}

function add(all: Failure[] | null, more: Failure[]): Failure[] {
  if (!all) return more
  all.push(...more)
  return all
}
