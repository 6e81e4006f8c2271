import type { Frame } from '../frame.ts'
import { boundList } from '../limits.ts'
import { matchesOf, patternOf, replaceMatches } from '../patterns.ts'
import { CHECKBOX, listOf, TEXT } from '../type-rules.ts'
import { type Operand, type PlainFunction, type Refusal, text } from './definition.ts'

// A pattern that is written out is checked with the formula. One that is computed and turns out to be wrong
// matches nothing.

/** Functions with regular expressions. */
export const patternFunctions: readonly PlainFunction[] = [
  {
    name: 'test',
    signatures: [{ takes: [text, text], gives: CHECKBOX, refuse: refusePattern, run: test }],
  },
  {
    name: 'match',
    signatures: [{ takes: [text, text], gives: listOf(TEXT), refuse: refusePattern, run: match }],
  },
  replacing('replace', 'first'),
  replacing('replaceAll', 'all'),
]

function test({ reader }: Frame, value: string, source: string): boolean {
  const pattern = patternOf(source, reader)
  if (typeof pattern === 'string') return false
  for (const _match of matchesOf(pattern, value, reader)) return true
  return false
}

/** The whole of each match. */
function match({ reader }: Frame, value: string, source: string): readonly string[] {
  const pattern = patternOf(source, reader)
  if (typeof pattern === 'string') return []
  const found: string[] = []
  for (const { start, end } of matchesOf(pattern, value, reader)) found.push(value.slice(start, end))
  boundList(reader, found.length)
  return found
}

function replacing(name: string, scope: 'first' | 'all'): PlainFunction {
  return {
    name,
    signatures: [
      {
        takes: [text, text, text],
        gives: TEXT,
        refuse: refusePattern,
        run({ reader }: Frame, value: string, source: string, replacement: string) {
          const pattern = patternOf(source, reader)
          return typeof pattern === 'string'
            ? value
            : replaceMatches(pattern, value, replacement, scope, reader)
        },
      },
    ],
  }
}

function refusePattern([, pattern]: readonly Operand[]): Refusal | null {
  if (typeof pattern?.literal !== 'string') return null
  const read = patternOf(pattern.literal, null)
  return typeof read === 'string' ? { operand: 1, reason: read } : null
}
