/** Draws values that keep to a schema. */
import fc, { type Arbitrary } from 'fast-check'
import { schemaNamed } from '#shared/validation/named-schemas.ts'
import type { SchemaNode } from '#shared/validation/schema-node.ts'
import { oddNames } from './odd-texts.ts'
import { ABSENT, placeholders } from './placeholders.ts'
import { othersOf, smallestValue } from './schema-walk.ts'

/** Values deeper than this are the smallest ones. */
const DEEPEST = 9

export const valuesOf = (schema: SchemaNode): Arbitrary<unknown> =>
  fc.integer().map((seed) => value(schema, drawFrom(seed), 0))

/** A whole number from 0 up to a limit, without it. */
type Draw = (limit: number) => number

/** Mulberry32. Drawing each choice from an arbitrary of its own takes a hundred times as long. */
function drawFrom(seed: number): Draw {
  let state = seed | 0
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

const oneOf = <T>(draw: Draw, choices: readonly T[]): T => choices[draw(choices.length)]!

const propertyNames = [
  ...['Name', 'Text', 'Number', 'Select', 'Multi', 'Status', 'Date', 'People', 'Files', 'Done', 'Url'],
  ...['Email', 'Phone', 'Related', 'title', 'A new one'],
  ...oddNames,
]

function value(schema: SchemaNode, draw: Draw, depth: number): unknown {
  if (schema.$ref !== undefined) return value(schemaNamed(schema.$ref) as SchemaNode, draw, depth + 1)
  if (depth > DEEPEST) return smallestValue(schema)
  if (schema.anyOf) {
    const possible = schema.anyOf.filter(({ not }) => not === undefined)
    return value(oneOf(draw, possible), draw, depth)
  }
  if ('const' in schema) return schema.const
  if (schema.enum) return oneOf(draw, schema.enum)
  switch (schema.type) {
    case 'object':
      return object(schema, draw, depth + 1)
    case 'array': {
      const most = Math.min(schema.maxItems ?? 3, 3)
      const length = Math.max(schema.minItems ?? 0, draw(most + 1))
      return Array.from({ length }, () => (schema.items ? value(schema.items, draw, depth + 1) : 1))
    }
    case 'string':
      return text(schema, draw)
    case 'number':
    case 'integer':
      return oneOf(draw, [
        smallestValue(schema),
        ...[0, 1, 2, 3, 0.1, -0, 1e21, 2 ** 53].filter(fits(schema)),
      ])
    case 'boolean':
      return draw(2) === 0
    default:
      return null
  }
}

const fits =
  ({ type, minimum = -1e300, maximum = 1e300, exclusiveMinimum = -1e300 }: SchemaNode) =>
  (number: number) =>
    number >= minimum &&
    number <= maximum &&
    number > exclusiveMinimum &&
    (type === 'number' || Number.isSafeInteger(number))

function object(schema: SchemaNode, draw: Draw, depth: number): unknown {
  const entries: [string, unknown][] = []
  for (const [key, member] of Object.entries(schema.properties ?? {})) {
    if (member.not !== undefined) continue
    const isWanted = schema.required?.includes(key) || draw(10) < 3
    if (isWanted) entries.push([key, value(member, draw, depth)])
  }
  const others = othersOf(schema)
  for (let more = others ? draw(5) : 0; more > 0; more--) {
    entries.push([oneOf(draw, propertyNames), value(others!, draw, depth)])
  }
  // Defines its own keys, `__proto__` among them.
  return Object.fromEntries(entries)
}

function text({ format, minLength = 0, maxLength = 3000, pattern }: SchemaNode, draw: Draw): unknown {
  if (pattern !== undefined) return smallestValue({ type: 'string', pattern })
  switch (format) {
    case 'uuid':
      return oneOf(draw, [...Object.values(placeholders), ABSENT])
    case 'iso-date':
      return oneOf(draw, [
        '2026-11-21',
        '2026-11-21T10:00:00Z',
        '0001-01-01',
        '9999-12-31T23:59:59.999+14:00',
        '2024-02-29',
      ])
    case undefined:
      break
    default:
      return smallestValue({ type: 'string', format })
  }
  const shown = oneOf(draw, words).slice(0, maxLength)
  return shown.length < minLength ? 'a'.repeat(minLength) : shown
}

const words = [
  ...propertyNames,
  ...[
    '',
    'a',
    'text',
    '{}',
    '# Heading',
    '<table><tr><td>',
    '| a |',
    '$$',
    '```',
    '<details>',
    '\n\n\t- a\n\t\t- b',
  ],
  ...[
    'https://octavo.test/x',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://[',
    'a@b.test',
    '+43 1',
    'A',
  ],
  ...Object.values(placeholders),
  'x'.repeat(2000),
  '👩‍👩‍👧‍👦'.repeat(100),
]
