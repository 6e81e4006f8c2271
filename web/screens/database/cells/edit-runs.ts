/** Rich text that is edited as plain text, as in a cell: what is not touched keeps its looks, links and mentions. */
import { plainAnnotations } from '#shared/rich-text/stored.ts'

/** A run as it is answered; it may be sent back so. */
export interface Run {
  type?: string
  plain_text: string
  href?: string | null
  annotations?: object
  [type: string]: unknown
}

export const plainOf = (runs: readonly Pick<Run, 'plain_text'>[]): string =>
  runs.map(({ plain_text }) => plain_text).join('')

/**
 * The runs after their plain text became another. Text that is written in between looks like what stands before it. A
 * mention or an equation that is changed becomes the text that it showed.
 */
export function editRuns(runs: readonly Run[], text: string): Run[] {
  const before = plainOf(runs)
  const from = sharedStart(before, text)
  const kept = sharedEnd(before.slice(from), text.slice(from))
  const to = before.length - kept
  const written = text.slice(from, text.length - kept)
  const edited = [...between(runs, 0, from), ...between(runs, to, before.length)]
  if (written === '') return edited
  const index = edited.length - between(runs, to, before.length).length
  const [last, next] = [edited[index - 1], edited[index]]
  if (last !== undefined && isText(last))
    return edited.with(index - 1, textLike(last, last.plain_text + written))
  if (last === undefined && next !== undefined && isText(next)) {
    return edited.with(index, textLike(next, written + next.plain_text))
  }
  return edited.toSpliced(index, 0, textLike({ plain_text: '' }, written))
}

/** As a request has it: in pieces that are short enough. */
export const toRequest = (runs: readonly Run[]): Run[] =>
  runs.flatMap((run) => (isText(run) ? piecesOf(run.plain_text).map((piece) => textLike(run, piece)) : [run]))

/** The longest text of one run (API reference, "Request limits"). */
const LONGEST = 2000

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let rest = text; rest !== ''; ) {
    // A pair of surrogates stays together.
    const cut = /[\ud800-\udbff]/.test(rest[LONGEST - 1] ?? '') ? LONGEST - 1 : LONGEST
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  return pieces
}

const isText = ({ type = 'text' }: Run): boolean => type === 'text'

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1
  return isInPair(one, length) || isInPair(other, length) ? length - 1 : length
}

function sharedEnd(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) {
    length += 1
  }
  return isInPair(one, one.length - length) || isInPair(other, other.length - length) ? length - 1 : length
}

/** Whether a place is between the two halves of one character. */
const isInPair = (text: string, at: number): boolean =>
  at > 0 && /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

/** What stands between two places of the plain text. */
function between(runs: readonly Run[], from: number, to: number): Run[] {
  const found: Run[] = []
  let at = 0
  for (const run of runs) {
    const { length } = run.plain_text
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)]
    if (start < end) {
      found.push(start === 0 && end === length ? run : textLike(run, run.plain_text.slice(start, end)))
    }
    at += length
  }
  return found
}

function textLike(run: Run, content: string): Run {
  const link = isText(run)
    ? ((run.text as { link?: { url: string } | null } | undefined)?.link ?? null)
    : null
  return {
    type: 'text',
    text: { content, link },
    annotations: run.annotations ?? plainAnnotations,
    plain_text: content,
    href: link?.url ?? null,
  }
}
