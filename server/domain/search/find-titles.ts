import { eventsAfter } from '#server/store/events.ts'
import { nextSweep, pagesWithText, readProgress } from '#server/store/search-texts.ts'
import type { Context } from '../context.ts'
import { markedGram } from './texts-of.ts'
import { gramsSought } from './title-grams.ts'
import { nodesOf } from './told-nodes.ts'

/** Titles with a word that more pages have are found sooner by looking through them in order. */
const MOST_FOUND = 2000

/** What was written since the index was last written down is looked through, up to so many events. */
const MOST_EVENTS = 500

/**
 * The pages whose title may have one of some folded words: those of the index, and those that it does not know yet.
 *
 * @returns their ids; null when so many pages, or nobody knows how many, have to be looked through anyway.
 */
export async function pagesThatMayHave(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  words: readonly string[],
): Promise<string[] | null> {
  const ways = gramsSought(words)
  if (ways === null) return null
  // Read first: what is indexed meanwhile is then among the events as well.
  const progress = await readProgress(db, workspace.id)
  const isWhole = progress !== undefined && (await nextSweep(db, workspace.id))?.scope !== ''
  if (!isWhole) return null
  const ids = new Set<string>()
  for (const grams of ways) {
    const marks = grams.map((gram) => markedGram(progress.number, gram))
    for (const id of await pagesWithText(db, workspace.id, marks, MOST_FOUND + 1)) ids.add(id)
    if (ids.size > MOST_FOUND) return null
  }
  const events = await eventsAfter(db, workspace.id, progress.sequence, MOST_EVENTS + 1)
  if (events.length > MOST_EVENTS || (events[0] && events[0].sequence > progress.sequence + 1)) return null
  for (const id of (await nodesOf(db, workspace.id, events)).values()) ids.add(id)
  return [...ids]
}
