import { invalid } from '#shared/problem.ts'

export interface Selection {
  from: number
  to: number
}

/** Where exact text stands, or what lies from one text to another: `start...end`. It must be the only such place. */
export function select(text: string, selection: string, path: string): Selection {
  const wanted = selection.replace(/\r\n|\r/g, '\n')
  if (wanted === '')
    throw invalid(`body failed validation: ${path}.length should be ≥ \`1\`, instead was \`0\`.`)
  const exact = places(text, wanted)
  if (exact.length > 1) throw severalPlaces(path)
  if (exact.length === 1) return { from: exact[0]!, to: exact[0]! + wanted.length }
  const found = fromEllipsis(text, wanted)
  if (found === 'several') throw severalPlaces(path)
  if (found) return found
  throw invalid(`${path} was not found in the markdown of the page.`)
}

function severalPlaces(path: string) {
  return invalid(`${path} was found in more than one place. Make it longer.`)
}

const MAX_ELLIPSES = 10

/** Dots may also be part of the texts, so each place where there are some is tried. */
function fromEllipsis(text: string, wanted: string): Selection | 'several' | undefined {
  let several = false
  for (const dots of [...wanted.matchAll(/\.{3}|…/g)].slice(0, MAX_ELLIPSES)) {
    const start = wanted.slice(0, dots.index).trimEnd()
    const end = wanted.slice(dots.index + dots[0].length).trimStart()
    if (start === '' || end === '') continue
    const starts = places(text, start)
    const ends = starts.length === 0 ? [] : places(text.slice(starts[0]! + start.length), end)
    if (starts.length === 1 && ends.length === 1) {
      const from = starts[0]!
      return { from, to: from + start.length + ends[0]! + end.length }
    }
    several ||= starts.length > 0 && ends.length > 0
  }
  return several ? 'several' : undefined
}

/** The first two places of a text. */
function places(text: string, wanted: string): number[] {
  const first = text.indexOf(wanted)
  const second = first < 0 ? -1 : text.indexOf(wanted, first + 1)
  return [first, second].filter((place) => place >= 0)
}
