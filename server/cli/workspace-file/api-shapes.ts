import type { TSchema } from 'typebox'
import { compile } from '#shared/validation/check.ts'
import { type Failure, joined } from '#shared/validation/failure.ts'
import { printValue } from '#shared/validation/print-value.ts'
import { childOf, choices, entriesOf, itemsOf, note, numberOf, type Place, plainOf } from './fields.ts'
import { keyOf } from './mistakes.ts'

/** Checks what is written in the API's own words, or will be said in them, against a schema of the API. */
export function checkShape(place: Place, schema: TSchema, value: unknown = plainOf(place)): void {
  noteInexact(place)
  // A file is no request: the walls for the size of one do not count.
  const failures = compile(schema)(value, { sizes: 'none', depth: 0 })
  for (const failure of joined(failures ?? [])) {
    note(descend(place, failure.path.toReversed()), describe(failure))
  }
}

/** In the words of the file's other mistakes. */
function describe({ expected, value }: Failure): string {
  const [first] = expected
  if (first === 'defined') return 'is missing'
  if (first === 'not present') return 'is not a key here'
  const wanted = expected.filter((one) => one !== '`undefined`').map((one) => one.replaceAll(/[`"]/g, ''))
  return `should be ${choices(wanted)}, instead was ${printValue(value)}`
}

function noteInexact(place: Place): void {
  const { tree } = place
  if (tree.kind === 'scalar' && tree.isInexact) numberOf(place)
  if (tree.kind === 'list') itemsOf(place).forEach(noteInexact)
  if (tree.kind === 'map') for (const [, entry] of entriesOf(place)) noteInexact(entry)
}

/** The place of a part, as far as it stands in the file. */
function descend(place: Place, path: readonly (string | number)[]): Place {
  const [step, ...rest] = path
  const { tree, key } = place
  if (typeof step === 'number') {
    const item = tree.kind === 'list' ? tree.items[step] : undefined
    return item ? descend({ ...place, ...item, key: `${key}[${step}]` }, rest) : place
  }
  if (step === undefined || tree.kind !== 'map') return place
  const entry = tree.entries.get(step)
  if (entry) return descend(childOf(place, step, entry), rest)
  return rest.length ? place : { ...place, key: keyOf(key, step) }
}
