import { pagesByIds } from '#server/store/rows.ts'
import { type SearchHit, searchTitles } from '#server/store/search.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { matchesTitle, searchWords } from '#shared/search-titles.ts'
import type { Context } from '../context.ts'
import { type DataSourceView, readDataSource } from '../data-sources/view.ts'
import { toPage } from '../pages/page.ts'
import { type PageView, viewPages } from '../pages/view.ts'
import { pagesThatMayHave } from './find-titles.ts'

export interface Search {
  query: string
  kind: 'page' | 'data_source' | null
  /** Of a database in use: every data source, only those that are alone in it, or the first. */
  sources?: 'every' | 'single' | 'first'
  inTrash: boolean
  order: 'ascending' | 'descending' | 'relevance'
}

/** Where a page of results begins; `score` counts for relevance only. */
export interface SearchPlace {
  score: number
  time: number
  id: string
}

export interface SearchPage {
  hits: SearchHit[]
  next: SearchPlace | null
}

/**
 * Pages and data sources the actor can see whose title has a word of the query, by their last edit. What
 * was written before is found: what the index does not know yet is looked through.
 */
export async function search(
  context: Context,
  wanted: Search,
  from: SearchPlace | null,
  size: number,
): Promise<SearchPage> {
  return wanted.order === 'relevance'
    ? byRelevance(context, wanted, from, size)
    : byTime(context, wanted, wanted.order, from, size)
}

async function byTime(
  context: Context,
  wanted: Search,
  order: 'ascending' | 'descending',
  from: SearchPlace | null,
  size: number,
): Promise<SearchPage> {
  const hits: SearchHit[] = []
  const pages = await pagesFor(context, wanted)
  let place = from
  // The store finds every title that holds a word's letters; which words they stand in is decided here.
  while (hits.length <= size) {
    const found = await find(context, wanted, pages, order === 'ascending' ? 'asc' : 'desc', place, size + 2)
    const seen = place === from ? null : place!.id
    const fresh = found.filter((hit) => hit.id !== seen)
    hits.push(...fresh.filter((hit) => matchesTitle(wanted.query, hit.title_key)))
    if (found.length < size + 2) break
    const last = found.at(-1)!
    place = { score: 0, time: last.last_edited_time, id: last.id }
  }
  const next = hits[size]
  return { hits: hits.slice(0, size), next: next ? placeOf(next, 0) : null }
}

/** Every hit is scored: the best cannot be known before all were seen. */
async function byRelevance(
  context: Context,
  wanted: Search,
  from: SearchPlace | null,
  size: number,
): Promise<SearchPage> {
  const pages = await pagesFor(context, wanted)
  const found = await find(context, wanted, pages, 'desc', null, Number.MAX_SAFE_INTEGER)
  const scored = found
    .filter((hit) => matchesTitle(wanted.query, hit.title_key))
    .map((hit) => placeOf(hit, relevance(wanted.query, hit.title_key)))
    .sort(compare)
  const rest = from === null ? scored : scored.filter((place) => compare(place, from) >= 0)
  const byId = new Map(found.map((hit) => [hit.id, hit]))
  return { hits: rest.slice(0, size).map(({ id }) => byId.get(id)!), next: rest[size] ?? null }
}

const find = (
  { db, workspace, actor, now }: Context,
  { query, kind, sources = 'every', inTrash }: Search,
  pages: readonly string[] | null,
  direction: 'asc' | 'desc',
  from: { time: number; id: string } | null,
  limit: number,
) =>
  searchTitles(db, workspace.id, actor.principals, now, {
    words: wordsOf(query),
    pages,
    kind,
    sources,
    inTrash,
    direction,
    from,
    limit,
  })

const pagesFor = async (context: Context, { query, kind }: Search): Promise<string[] | null> => {
  const words = wordsOf(query)
  return words === null || kind === 'data_source' ? null : pagesThatMayHave(context, words)
}

function wordsOf(query: string): string[] | null {
  if (query.trim() === '') return null
  const words = searchWords(query)
  return words.length > 0 ? words : [foldText(query.trim())]
}

/** A title that is the query, one that begins with it, one that holds it, then by how many of its words. */
function relevance(query: string, title: string): number {
  const sought = foldText(query.trim())
  if (title === sought) return 1000
  const words = searchWords(query).filter((word) => title.includes(word)).length
  return (title.startsWith(sought) ? 300 : title.includes(sought) ? 200 : 0) + words
}

const placeOf = (hit: SearchHit, score: number): SearchPlace => ({
  score,
  time: hit.last_edited_time,
  id: hit.id,
})

const compare = (a: SearchPlace, b: SearchPlace): number =>
  b.score - a.score || b.time - a.time || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

/** What was found, as it is shown. What left between the search and this read is left out. */
export async function viewHits(
  context: Context,
  hits: readonly SearchHit[],
): Promise<(PageView | DataSourceView)[]> {
  const ids = hits.filter((hit) => hit.kind === 'page').map((hit) => hit.id)
  const rows = await pagesByIds(context.db, context.workspace.id, ids)
  const pages = await viewPages(context, rows.map(toPage))
  const byId = new Map(pages.map((view) => [view.page.id, view]))
  const views: (PageView | DataSourceView)[] = []
  for (const { kind, id } of hits) {
    const view = kind === 'page' ? byId.get(id) : await readDataSource(context, id)
    if (view) views.push(view)
  }
  return views
}
