import { printValue } from './print-value.ts'

/** One thing that is wrong with a value. */
export interface Failure {
  /** Keys and indexes that lead to the value, innermost first: the walk adds to it on its way out. */
  readonly path: (string | number)[]
  /** What would have been right: any of these. */
  expected: string[]
  /** Whether other alternatives may be named beside: not for `defined`, `not present` and lengths. */
  readonly isOpen: boolean
  readonly value: unknown
}

/** What a rule beyond the keywords found wrong, seen from the value it was asked about. */
export interface Expected {
  /** Outermost first. */
  readonly at: readonly (string | number)[]
  /** Completes "should be". */
  readonly expected: string
  readonly value: unknown
}

/** What a request is made of. */
export type Section = 'body' | 'path' | 'query'

/** Enough for a person, and no way to blow up an answer. */
export const MOST_FAILURES = 100

const MOST_KEY_LENGTH = 100

/** One failure of a value itself, in words that other alternatives may join. */
export const fail = (expected: string, value: unknown): Failure[] => [
  { path: [], expected: [expected], isOpen: true, value },
]

/** One failure that stands alone: `defined`, `not present`, a length. */
export const failAlone = (expected: string, value: unknown, ...path: (string | number)[]): Failure[] => [
  { path, expected: [expected], isOpen: false, value },
]

/** Notion's sentence for one failure, its list for several. */
export function describeFailures(failures: readonly Failure[], section: Section): string {
  const lines = [...new Set(joined(failures).map((failure) => describe(failure, section)))]
  if (lines.length === 1) return `${section} failed validation: ${lines[0]}`
  return [`${section} failed validation. Fix one:`, ...lines.slice(0, MOST_FAILURES)].join('\n')
}

/** Alternatives for one and the same value become one failure. */
export function joined(failures: readonly Failure[]): Failure[] {
  const byPath = new Map<string, Failure>()
  const all: Failure[] = []
  for (const failure of failures) {
    const path = failure.isOpen ? JSON.stringify(failure.path) : undefined
    const before = path === undefined ? undefined : byPath.get(path)
    if (before) before.expected = [...new Set([...before.expected, ...failure.expected])]
    else all.push(failure)
    if (path !== undefined && !before) byPath.set(path, failure)
  }
  return all
}

function describe({ path, expected, value }: Failure, section: Section): string {
  return `${section}${path.toReversed().map(step).join('')} should be ${alternatives(expected)}, instead was \`${printValue(value)}\`.`
}

function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  const name = key.length > MOST_KEY_LENGTH ? `${key.slice(0, MOST_KEY_LENGTH)}...` : key
  return `.${name.toWellFormed()}`
}

/** `A`, `A or B`, `A, B, or C`; what stands for nothing at all comes last. */
function alternatives(expected: readonly string[]): string {
  const empty = ['`null`', '`undefined`']
  const all = [
    ...expected.filter((one) => !empty.includes(one)),
    ...empty.filter((one) => expected.includes(one)),
  ]
  if (all.length < 3) return all.join(' or ')
  return `${all.slice(0, -1).join(', ')}, or ${all.at(-1)}`
}
