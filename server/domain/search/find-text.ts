import type { TextPart, TextQuery } from '#server/store/dialects/dialect.ts'
import { endsOfLog } from '#server/store/feed.ts'
import { type FoundText, findTexts, lastDoc, nextSweep, readProgress } from '#server/store/search-texts.ts'
import { treeAmong } from '#server/store/tree.ts'
import { countTerms, type Excerpt, excerptOf, highlighted } from '#shared/search/excerpt.ts'
import { soughtFor, type Term, termsOf } from '#shared/search/terms.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { Page } from '../pages/page.ts'
import { onlooker, type TreeItem, toItems } from '../tree/tree.ts'
import { type Piece, unpackPieces } from './piece.ts'
import { marked, titleMarks } from './texts-of.ts'

export interface TextSearch {
  query: string
  titlesOnly: boolean
  /** Only what is below this page, and itself. */
  within: Granted<Page, 'read'> | null
  /** Only what this person or bot made or edited last. */
  by: string | null
}

/** A page or database whose text was found. */
export interface TextMatch {
  page: TreeItem
  title: Excerpt
  /** What of its text matches best; null when only its title does. */
  piece: Omit<Piece, 'text'> | null
  excerpt: Excerpt | null
}

/** Which match was the last that is known. */
export interface MatchPlace {
  rank: number
  doc: number
  pageId: string
}

export interface Matches {
  matches: TextMatch[]
  next: MatchPlace | null
  /** False while something that was written is still to be indexed. */
  isCurrent: boolean
}

/**
 * Pages and databases that the actor sees and whose title, text, texts of properties or comments have every word of the
 * query, or one that begins with it. First those that are called so, then those with all words in the title, then the
 * others; of each the last changed first.
 */
export async function findText(
  context: Context,
  search: TextSearch,
  after: MatchPlace | null,
  size: number,
): Promise<Matches> {
  const { db, workspace } = context
  const progress = await readProgress(db, workspace.id)
  const isCurrent = await isAllIndexed(context, progress?.sequence)
  if (progress === undefined) return { matches: [], next: null, isCurrent }
  const terms = await meantTerms(context, search, progress.number)
  if (terms.length === 0) return { matches: [], next: null, isCurrent }

  const ranks = ranksOf(search, terms, progress.number, partsFor(context))
  const found: (MatchPlace & FoundText)[] = []
  for (let rank = after?.rank ?? 0; rank < ranks.length && found.length <= size; rank++) {
    const from = after?.rank === rank ? after : null
    found.push(...(await pagesOfRank(context, search, ranks[rank]!, rank, from, size + 1 - found.length)))
  }
  const shown = found.slice(0, size)
  const last = shown.at(-1)
  return {
    matches: await toMatches(context, shown, terms),
    next: found.length > size && last ? { rank: last.rank, doc: last.doc, pageId: last.pageId } : null,
    isCurrent,
  }
}

/** Who has typed one letter of the next word goes on seeing what they see, unless there is a word of one letter. */
async function meantTerms(context: Context, search: TextSearch, number: number): Promise<Term[]> {
  const terms = termsOf(search.query)
  const last = terms.at(-1)
  if (terms.length < 2 || last!.isRun || last!.text.length > 1) return terms
  const everywhere = { all: termsToFind(terms, number), in: partsFor(context) }
  const found = await pagesOfRank(context, search, everywhere, 0, null, 1)
  return found.length > 0 ? terms : terms.slice(0, -1)
}

async function isAllIndexed({ db, workspace }: Context, sequence = -1): Promise<boolean> {
  const log = await endsOfLog(db, workspace.id)
  return sequence >= log.sequence && (await nextSweep(db, workspace.id)) === undefined
}

/** Comments are read by who may read them. */
const partsFor = ({ actor }: Context): TextPart[] =>
  isCapable(actor.capabilities, 'read_comments') ? ['title', 'body', 'comments'] : ['title', 'body']

/** Each is answered whole before the next; none has what an earlier one has. */
function ranksOf(
  { query, titlesOnly }: TextSearch,
  terms: readonly Term[],
  number: number,
  parts: readonly TextPart[],
): TextQuery[] {
  const all = termsToFind(terms, number)
  const called = { words: titleMarks(number, query), isPrefix: false }
  const titled: TextQuery[] = [
    { all: [called], in: ['title'] },
    { all, in: ['title'], not: { all: [called], in: ['title'] } },
  ]
  return titlesOnly ? titled : [...titled, { all, in: parts, not: { all, in: ['title'] } }]
}

const termsToFind = (terms: readonly Term[], number: number) =>
  terms.map((term) => {
    const { keys, isPrefix } = soughtFor(term)
    return { words: keys.map((key) => marked(number, key)), isPrefix }
  })

/** A page of several texts is found by the first of them; they follow each other. */
async function pagesOfRank(
  { db, workspace, actor, now }: Context,
  { within, by }: TextSearch,
  query: TextQuery,
  rank: number,
  after: MatchPlace | null,
  count: number,
): Promise<(MatchPlace & FoundText)[]> {
  const wanted = { principals: actor.principals, now, within: within?.id ?? null, by }
  const found: (MatchPlace & FoundText)[] = []
  let [before, lastPage] = [after?.doc ?? (await lastDoc(db, workspace.id)) + 1, after?.pageId]
  let from = Math.max(0, before - NEAR)
  while (found.length < count) {
    const texts = await findTexts(db, workspace.id, query, wanted, { from, before }, count)
    for (const text of texts) {
      if (text.page_id !== lastPage) found.push({ ...text, rank, pageId: text.page_id })
      ;[before, lastPage] = [text.doc, text.page_id]
    }
    if (texts.length < count) {
      if (from === 0) break
      ;[before, from] = [from, 0]
    }
  }
  return found.slice(0, count)
}

/** What was changed last is looked through first: there is enough of a common word, and the others are found by their index. */
const NEAR = 2000

async function toMatches(
  context: Context,
  found: readonly FoundText[],
  terms: readonly Term[],
): Promise<TextMatch[]> {
  const { db, workspace } = context
  const ids = found.map(({ page_id }) => page_id)
  const items = ids.length === 0 ? [] : toItems(await treeAmong(db, workspace.id, ids, onlooker(context)))
  const byId = new Map(items.map((item) => [item.id, item]))
  const readable = partsFor(context)
  return found.flatMap(({ page_id, pieces }) => {
    const page = byId.get(page_id)
    if (page === undefined) return []
    const best = bestOf(unpackPieces(pieces), terms, readable.includes('comments'))
    return {
      page,
      title: highlighted(page.title, terms),
      piece: best && { kind: best.kind, id: best.id },
      excerpt: best && excerptOf(best.text, terms),
    }
  })
}

/** The first of those that have the most of what was looked for. */
function bestOf(pieces: readonly Piece[], terms: readonly Term[], withComments: boolean): Piece | null {
  let [best, most] = [null as Piece | null, 0]
  for (const piece of pieces) {
    if (piece.kind === 'title' || (piece.kind === 'comment' && !withComments)) continue
    const count = countTerms(piece.text, terms)
    if (count > most) [best, most] = [piece, count]
    if (most === terms.length) break
  }
  return best
}
