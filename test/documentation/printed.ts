/** Compares what a program printed with what the documentation shows. */
import assert from 'node:assert/strict'
import type { Snippet } from './run-snippet.ts'

/** What is shown must have been printed; more may have been. Ids and times are others each time. */
export function checkPrinted({ language, code }: Snippet, printed: string, place: string): void {
  if (language === 'text') assert.equal(loose(printed.trim()), loose(code.trim()), place)
  else {
    const shown: unknown = JSON.parse(code)
    const answer = parse(printed)
    assert.notEqual(answer, undefined, `${place}: no JSON was printed: ${printed}`)
    assert.deepEqual(partOf(answer, shown), loosen(shown), place)
  }
}

/** As much of `value` as `shown` has. */
function partOf(value: unknown, shown: unknown): unknown {
  if (Array.isArray(shown) && Array.isArray(value)) return shown.map((one, at) => partOf(value[at], one))
  if (!isObject(shown) || !isObject(value)) return loosen(value)
  return Object.fromEntries(Object.keys(shown).map((key) => [key, partOf(value[key], shown[key])]))
}

function loosen(value: unknown): unknown {
  if (typeof value === 'string') return loose(value)
  if (Array.isArray(value)) return value.map(loosen)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, loosen(member)]))
}

const loose = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/\b(oct[a-z]|secret|nrt|ntn)_[\w-]{20,}/g, '<$1>')
    .replaceAll(/\b(oct[a-z])_…\w+/g, '<hint of $1>')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '<server>')
    .replaceAll(/^W[\w-]{40,}$/g, '<cursor>')

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
