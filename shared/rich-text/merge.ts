import { diffArrays } from 'diff'
import { type Annotations, plainAnnotations, type StoredRichText } from './stored.ts'

/** One run, as it is stored or as it is answered: what a mention shows of a person or page may differ. */
export type Run = StoredRichText

/**
 * Merges two changes of one rich text: what either wrote is in the result, and what either took away is not. Both
 * are compared character by character, a mention or an equation being one. Where both wrote in the same place
 * theirs comes first, and what both wrote alike comes once. Of looks that both changed, `mine` win.
 *
 * @param base what both began with.
 */
export function mergeRichText(base: readonly Run[], theirs: readonly Run[], mine: readonly Run[]): Run[] {
  return toRuns(mergeTokens(tokensOf(base), tokensOf(theirs), tokensOf(mine)))
}

/** The same of text without looks. */
export function mergeText(base: string, theirs: string, mine: string): string {
  const [from, left, right] = [base, theirs, mine].map((text) => [...text].map(plainToken))
  return mergeTokens(from!, left!, right!)
    .map(({ key }) => key)
    .join('')
}

/** Whether two rich texts are the same, whatever runs they are cut into and whatever their mentions show. */
export function isSameRichText(one: readonly Run[], other: readonly Run[]): boolean {
  const [left, right] = [joinRuns(one), joinRuns(other)]
  return left.length === right.length && left.every((run, index) => runKey(run) === runKey(right[index]!))
}

/** Rich text in as few runs as it can be: what looks alike is one run, and none is empty. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.type !== 'text') joined.push(run)
    else if (run.text.content === '') continue
    else if (last?.type === 'text' && looksKey(last) === looksKey(run)) {
      joined[joined.length - 1] = textRun(last.text.content + run.text.content, last)
    } else joined.push(textRun(run.text.content, run))
  }
  return joined
}

/** A run of text that looks like another. */
function textRun(content: string, { annotations, text: { link } }: Looks): Run {
  const href = link === null ? null : link.url
  return {
    type: 'text',
    text: { content, link: href === null ? null : { url: href } },
    annotations: allAnnotations(annotations),
    plain_text: content,
    href,
  }
}

const allAnnotations = ({
  bold,
  italic,
  strikethrough,
  underline,
  code,
  color,
}: Annotations): Annotations => ({
  bold,
  italic,
  strikethrough,
  underline,
  code,
  color,
})

type Looks = Pick<Extract<Run, { type: 'text' }>, 'annotations'> & {
  text: { link: { readonly url: string } | null }
}

/** A character, or a mention or an equation. */
interface Token {
  /** What it says. */
  key: string
  annotations: Annotations
  link: string | null
  /** What is no character. */
  atom: Exclude<Run, { type: 'text' }> | null
}

const plainToken = (key: string): Token => ({ key, annotations: plainAnnotations, link: null, atom: null })

const tokensOf = (runs: readonly Run[]): Token[] =>
  runs.flatMap((run): Token[] => {
    const { annotations } = run
    if (run.type !== 'text') return [{ key: atomKey(run), annotations, link: null, atom: run }]
    const link = run.text.link?.url ?? null
    return [...run.text.content].map((key) => ({ key, annotations, link, atom: null }))
  })

function toRuns(tokens: readonly Token[]): Run[] {
  return joinRuns(
    tokens.map(({ key, annotations, link, atom }) =>
      atom === null
        ? textRun(key, { annotations, text: { link: link === null ? null : { url: link } } })
        : { ...atom, annotations: allAnnotations(annotations) },
    ),
  )
}

const looksKey = ({ annotations, text: { link } }: Looks): string =>
  JSON.stringify([allAnnotations(annotations), link?.url ?? null])

const runKey = (run: Run): string =>
  run.type === 'text'
    ? `${looksKey(run)}${run.text.content}`
    : `${JSON.stringify(allAnnotations(run.annotations))}${atomKey(run)}`

/** What a mention means, and not what it shows. */
function atomKey(run: Exclude<Run, { type: 'text' }>): string {
  if (run.type === 'equation') return `equation ${run.equation.expression}`
  const { mention } = run
  const meant = (mention as unknown as Record<string, unknown>)[mention.type]
  const { id } = (meant ?? {}) as { id?: unknown }
  return `${mention.type} ${typeof id === 'string' ? id : JSON.stringify(meant)}`
}

/** What one side did to a text: what it wrote before each token and at the end, and what became of the tokens. */
interface Side {
  written: Token[][]
  kept: (Token | null)[]
}

function mergeTokens(base: Token[], theirs: Token[], mine: Token[]): Token[] {
  const [left, right] = [changeOf(base, theirs), changeOf(base, mine)]
  const merged: Token[] = []
  for (let index = 0; index <= base.length; index++) {
    merged.push(...both(left.written[index]!, right.written[index]!))
    const [one, other] = [left.kept[index], right.kept[index]]
    if (one && other) merged.push(mergeLooks(base[index]!, one, other))
  }
  return merged
}

/** What begins alike was written by both, or sent twice. */
function both(theirs: Token[], mine: Token[]): Token[] {
  if (beginsWith(theirs, mine)) return theirs
  return beginsWith(mine, theirs) ? mine : [...theirs, ...mine]
}

const beginsWith = (long: readonly Token[], short: readonly Token[]): boolean =>
  short.every((token, index) => token.key === long[index]?.key)

function mergeLooks(base: Token, theirs: Token, mine: Token): Token {
  const annotations: Record<string, unknown> = {}
  for (const key of Object.keys(plainAnnotations) as (keyof Annotations)[]) {
    const isMine = mine.annotations[key] !== base.annotations[key]
    annotations[key] = (isMine ? mine : theirs).annotations[key]
  }
  return {
    ...theirs,
    annotations: annotations as unknown as Annotations,
    link: mine.link === base.link ? theirs.link : mine.link,
  }
}

/** Texts that differ more than this are taken as written anew: comparing costs the square of it. */
const MOST_DIFFERENCES = 2000

function changeOf(base: Token[], after: Token[]): Side {
  const written: Token[][] = Array.from({ length: base.length + 1 }, () => [])
  const kept: (Token | null)[] = base.map(() => null)
  let [at, from] = [0, 0]
  for (const { added, removed, count } of differences(base, after)) {
    if (removed) at += count
    else if (added) {
      written[at]!.push(...after.slice(from, from + count))
      from += count
    } else for (let left = count; left > 0; left--) kept[at++] = after[from++]!
  }
  return { written, kept }
}

interface Part {
  added?: boolean
  removed?: boolean
  count: number
}

function differences(base: Token[], after: Token[]): Part[] {
  const [from, to] = [base.map(({ key }) => key), after.map(({ key }) => key)]
  const start = countAlike(from, to)
  const end = countAlike(from.slice(start).reverse(), to.slice(start).reverse())
  const [removed, added] = [from.slice(start, from.length - end), to.slice(start, to.length - end)]
  const middle: Part[] = diffArrays(removed, added, { maxEditLength: MOST_DIFFERENCES }) ?? [
    { removed: true, count: removed.length },
    { added: true, count: added.length },
  ]
  return [{ count: start }, ...middle, { count: end }]
}

function countAlike(one: readonly string[], other: readonly string[]): number {
  let count = 0
  while (count < one.length && count < other.length && one[count] === other[count]) count++
  return count
}
