/** Changes a value that is right in one place, as JSON text: only text holds two equal keys, or `1e999`. */
import fc, { type Arbitrary } from 'fast-check'
import { brokenValues, oddNames, oddValues } from './odd-texts.ts'

const HOLE = '@@hole@@'

/** The JSON of a value with other JSON in one place. */
export const fill = (around: (value: unknown) => unknown, json: string): string =>
  JSON.stringify(around(HOLE)).replace(`"${HOLE}"`, () => json)

/** What to do with a place: put something else there, or another member beside what is there. */
type Mutation = { replace: string } | { add: { key: string; json: string } } | { drop: true } | { keep: true }

export const mutations: Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ replace: fc.constantFrom(...oddValues) }) },
  { weight: 1, arbitrary: fc.record({ replace: fc.constantFrom(...brokenValues) }) },
  { weight: 2, arbitrary: fc.record({ replace: fc.json({ maxDepth: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      add: fc.record({ key: fc.constantFrom(...oddNames), json: fc.constantFrom(...oddValues) }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ drop: true } as const) },
  { weight: 3, arbitrary: fc.constant({ keep: true } as const) },
)

/** The JSON text of a value that was changed in the place that `at` chooses among all of them. */
export function mutate(value: unknown, at: number, mutation: Mutation): string {
  if ('keep' in mutation) return JSON.stringify(value)
  const places: (string | number)[][] = []
  walk(value, [], places)
  const place = places[at % places.length]!
  if ('replace' in mutation) return textWith(value, place, mutation.replace)
  if ('drop' in mutation) return textWithout(value, place)
  const here = read(value, place)
  const member = `${JSON.stringify(mutation.add.key)}:${mutation.add.json}`
  if (typeof here !== 'object' || here === null) return textWith(value, place, `{${member}}`)
  const inner = JSON.stringify(here).slice(1, -1)
  const beside = Array.isArray(here) ? mutation.add.json : member
  const json = [beside, inner].filter((part) => part !== '').join()
  return textWith(value, place, Array.isArray(here) ? `[${json}]` : `{${json}}`)
}

function walk(value: unknown, path: (string | number)[], places: (string | number)[][]): void {
  places.push(path)
  if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index], places)
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) walk(member, [...path, key], places)
}

const read = (value: unknown, place: readonly (string | number)[]): unknown =>
  place.reduce<unknown>((at, key) => Object.getOwnPropertyDescriptor(at as object, key)!.value, value)

const textWith = (value: unknown, place: readonly (string | number)[], json: string): string =>
  fill((hole) => put(value, place, hole), json)

function put(value: unknown, [key, ...rest]: readonly (string | number)[], hole: unknown): unknown {
  if (key === undefined) return hole
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? put(item, rest, hole) : item))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [
      name,
      name === key ? put(member, rest, hole) : member,
    ]),
  )
}

/** JSON leaves out what is undefined, and writes null for it in lists. */
const textWithout = (value: unknown, place: readonly (string | number)[]): string =>
  JSON.stringify(put(value, place, undefined)) ?? ''
