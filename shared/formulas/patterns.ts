import { RE2JS } from 're2js'
import { textBuilder } from './limits.ts'
import type { FormulaReader } from './reader.ts'

// Patterns come from callers, so they run on an engine that never goes back: a search takes time in proportion
// to the text and to the pattern. It knows no back references and does not look around.

const longestPattern = 1000
/** Instructions of the engine: about one for each sign, and for each time it may be repeated. */
const largestProgram = 1000
/** Instructions tried on letters for the price of one step, when a search goes as badly as it can. */
const trialsInStep = 8
/** What reading one sign of a new pattern costs: classes of letters are large. */
const stepsToRead = 60

/** What keeping the groups of a search costs, however short it is. */
const stepsOfGroups = 40

// A pattern that is used keeps what it learned, up to some megabytes.
const mostPatterns = 100
const patterns = new Map<string, RE2JS | string>()

/** A pattern ready for use, or what is wrong with it. A new one has to be read, and that is paid for. */
export function patternOf(source: string, reader: Pick<FormulaReader, 'spend'> | null): RE2JS | string {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    reader?.spend(Math.min(source.length, longestPattern) * stepsToRead)
    pattern = readPattern(source)
    if (patterns.size === mostPatterns) patterns.clear()
    patterns.set(source, pattern)
  }
  return pattern
}

function readPattern(source: string): RE2JS | string {
  if (source.length > longestPattern) return `A pattern may have at most ${longestPattern} characters.`
  let pattern: RE2JS
  try {
    pattern = RE2JS.compile(RE2JS.translateRegExp(source))
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : ''
    return `This is no regular expression that is possible here: ${reason}.`
  }
  return pattern.programSize() > largestProgram ? 'This pattern is too large: it repeats too much.' : pattern
}

/** One place where a pattern was found: its text, and that of its groups. */
export interface Match {
  readonly start: number
  readonly end: number
  /** Group 0 is the whole. Null for a group that took no part. */
  group(number: number): string | null
  named(name: string): string | null
}

/** The places where a pattern is found, from the left. Every search is paid for. */
export function* matchesOf(pattern: RE2JS, text: string, reader: FormulaReader): Generator<Match> {
  const matcher = pattern.matcher(text)
  const groups = matcher.groupCount()
  const names = pattern.namedGroups()
  const size = pattern.programSize()
  let at = 0
  for (;;) {
    reader.spend((groups === 0 ? 1 : stepsOfGroups) + Math.ceil(((text.length - at) * size) / trialsInStep))
    if (!matcher.find()) return
    const group = (number: number) => (number <= groups ? matcher.group(number) : '')
    at = matcher.end()
    yield {
      start: matcher.start(),
      end: at,
      group,
      named: (name) => (Object.hasOwn(names, name) ? group(names[name]!) : ''),
    }
  }
}

/** Writes `replacement` in place of the first match, or of all. `$1`, `$<name>`, `$&` and `$$` are as in JavaScript. */
export function replaceMatches(
  pattern: RE2JS,
  text: string,
  replacement: string,
  scope: 'first' | 'all',
  reader: FormulaReader,
): string {
  const pieces = piecesOf(replacement, pattern.groupCount())
  const result = textBuilder(reader)
  let done = 0
  for (const match of matchesOf(pattern, text, reader)) {
    result.add(text.slice(done, match.start))
    reader.spend(pieces.length)
    for (const piece of pieces) {
      result.add(
        typeof piece === 'string'
          ? piece
          : ((piece.name === null ? match.group(piece.number) : match.named(piece.name)) ?? ''),
      )
    }
    done = match.end
    if (scope === 'first') break
  }
  result.add(text.slice(done))
  return result.finish()
}

type Piece = string | { readonly number: number; readonly name: string | null }

/** A replacement in pieces: what stands there, and the groups to be put in. */
function piecesOf(replacement: string, groups: number): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const found of replacement.matchAll(/\$(?:(\$)|(&)|(\d{1,2})|<([^<>]*)>)/g)) {
    const [whole, dollar, all, digits, name] = found
    pieces.push(replacement.slice(done, found.index))
    done = found.index + whole.length
    if (dollar) pieces.push('$')
    else if (all) pieces.push({ number: 0, name: null })
    else if (name !== undefined) pieces.push({ number: 0, name })
    else pieces.push(...groupPieces(digits!, groups))
  }
  pieces.push(replacement.slice(done))
  return pieces
}

/** `$12` is group 12, or group 1 and a 2, or just text, whichever the pattern has. */
function groupPieces(digits: string, groups: number): Piece[] {
  for (let length = digits.length; length > 0; length--) {
    const number = Number(digits.slice(0, length))
    if (number >= 1 && number <= groups) return [{ number, name: null }, digits.slice(length)]
  }
  return [`$${digits}`]
}
