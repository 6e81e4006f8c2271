import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { SchemaRequest } from '#shared/properties/schema-requests.ts'
import { PropertyValuesRequest } from '#shared/properties/value-requests.ts'
import { compile } from '#shared/validation/check.ts'
import { exampleFile } from './example.ts'
import { expandRow, expandSchema } from './expand.ts'
import { keyOf, type Mistake, WorkspaceFileMistakes } from './mistakes.ts'
import { readWorkspaceFile } from './read.ts'
import type { PageInFile } from './types.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Step = string | number
/** Changes one entry; what is wrong then is named by its own key, or by that of another entry of its holder. */
interface Change {
  readonly at: 'its key' | 'its holder'
  apply(holder: Json, step: Step): void
}

const example: Json = parse(exampleFile)
const paths = pathsIn(example)

test('a change at any key is still valid, or a mistake names that key', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), changes(), (path, change) => {
      const changed = structuredClone(example)
      const holder = path
        .slice(0, -1)
        .reduce<Json>((value, step) => (value as Record<Step, Json>)[step]!, changed)
      change.apply(holder, path.at(-1)!)
      const key = printPath(change.at === 'its key' ? path : path.slice(0, -1))
      const text = JSON.stringify(changed)
      const mistakes = mistakesIn(text)
      if (!mistakes.length) expandAll(readWorkspaceFile(text, 'file').pages)
      if (!mistakes.length || isNamedElsewhere(printPath(path))) return
      assert.ok(mistakes.some(isAbout(key)), print(mistakes))
    }),
    { numRuns: 1000 },
  )
})

test('whatever is written into the text, a file is read or its mistakes are told', () => {
  const position = fc.nat({ max: exampleFile.length })
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('\n', '\t', '*a', '&a ', '- ', '? ', '}', '"', '!!map ', '---\n', '%', '\0'),
  )
  fc.assert(
    fc.property(position, fc.nat({ max: 20 }), text, (at, removed, added) => {
      mistakesIn(exampleFile.slice(0, at) + added + exampleFile.slice(at + removed))
    }),
    { numRuns: 500 },
  )
})

/** Any other error than the mistakes of a file fails the test. */
function mistakesIn(text: string): readonly Mistake[] {
  try {
    readWorkspaceFile(text, 'file')
    return []
  } catch (error) {
    assert.ok(
      error instanceof WorkspaceFileMistakes,
      error instanceof Error ? (error.stack ?? '') : String(error),
    )
    const lines = text.split(/\r\n|\r|\n/).length
    for (const { line, message } of error.mistakes)
      assert.ok(line >= 1 && line <= lines && message.length > 0)
    return error.mistakes
  }
}

/** What a valid file holds is a request that the API takes. */
function expandAll(pages: readonly PageInFile[]): void {
  const id = '11111111-1111-4111-8111-111111111111'
  const resolve = { userId: () => id, pageId: () => id }
  for (const { properties, rows } of pages.flatMap(({ databases }) => databases)) {
    assert.equal(compile(SchemaRequest)(expandSchema(properties), walk), null)
    for (const row of rows) {
      assert.equal(compile(PropertyValuesRequest)(expandRow(properties, row, resolve), walk), null)
    }
  }
  for (const page of pages) expandAll(page.pages)
}

const walk = { sizes: 'none', depth: 0 } as const

function changes(): fc.Arbitrary<Change> {
  const words = fc.constantFrom(
    'view',
    'title',
    'internal',
    'none',
    'Home',
    'ada@acme.test',
    '2026-12-01',
    '__proto__',
  )
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(words, fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(words, fc.constantFrom('title', 'id', 'select', 'user'), fc.string()),
        tie('tree'),
        { maxKeys: 3 },
      ),
    ),
  }))
  return fc.oneof(
    tree.map((value): Change => ({ at: 'its key', apply: (holder, step) => put(holder, step, value) })),
    fc.constantFrom<Change>({ at: 'its holder', apply: remove }, { at: 'its holder', apply: repeat }),
    fc
      .string()
      .map((name): Change => ({ at: 'its holder', apply: (holder, step) => rename(holder, step, name) })),
  )
}

function remove(holder: Json, step: Step): void {
  if (Array.isArray(holder)) holder.splice(Number(step), 1)
  else delete (holder as Record<Step, Json>)[step]
}

function repeat(holder: Json, step: Step): void {
  if (Array.isArray(holder)) holder.push(holder[Number(step)]!)
}

function rename(holder: Json, step: Step, name: string): void {
  if (Array.isArray(holder)) return
  const value = (holder as Record<Step, Json>)[step]!
  remove(holder, step)
  put(holder, name, value)
}

const put = (holder: Json, step: Step, value: Json): void => {
  Object.defineProperty(holder, step, { value, enumerable: true, configurable: true, writable: true })
}

function pathsIn(value: Json): Step[][] {
  if (typeof value !== 'object' || value === null) return []
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return steps.flatMap((step) => [
    [step],
    ...pathsIn((value as Record<Step, Json>)[step]!).map((rest) => [step, ...rest]),
  ])
}

const printPath = (path: readonly Step[]): string =>
  path.reduce<string>((key, step) => (typeof step === 'number' ? `${key}[${step}]` : keyOf(key, step)), '')

/** At the key, inside what it holds, or at what holds it. */
const isAbout = (key: string) => (mistake: Mistake) =>
  mistake.key.startsWith(key) || key.startsWith(mistake.key)

/** Other parts of the file name these by what they are called, and are the mistake when it changes. */
const isNamedElsewhere = (key: string): boolean => /^(users|groups|connections)|\.properties/.test(key)

const print = (mistakes: readonly Mistake[]): string =>
  mistakes.map(({ key, message }) => `${key}: ${message}`).join('\n')
