import { copyOf, type Directory, emptyDirectory, type Item, take } from './people.ts'
import { CursorExpired, type Feed, type Source } from './sources/source.ts'
import type { State } from './state-file.ts'

export interface Read {
  directory: Directory
  /** Where the feed goes on; null where there is none. */
  cursor: string | null
  how: 'list' | 'feed'
  /** Who is told again although nothing may have changed. */
  again: { people: Set<string>; groups: Set<string> }
}

/** @param count tells how many people were seen until now. */
export type Progress = (count: number) => void

/** What the source has now: by its feed from where the state ends, else by its list. */
export async function readSource(source: Source, state: State, progress: Progress): Promise<Read> {
  const { feed } = source
  if (feed !== null && state.cursor !== null) {
    try {
      const read = await followed(feed, state.directory, state.cursor)
      // Whoever may see more or less than before is told of nobody for that.
      if (source.hidesEmails() === state.isBlind) return read
    } catch (error) {
      if (!(error instanceof CursorExpired)) throw error
    }
  }
  // What happens while the list is read is told after this.
  const cursor = feed === null ? null : await feed.end()
  const directory = emptyDirectory()
  for await (const item of source.list()) {
    take(directory, item)
    progress(directory.people.size)
  }
  return { directory, cursor, how: 'list', again: nobody() }
}

async function followed(feed: Feed, before: Directory, from: string): Promise<Read> {
  const directory = copyOf(before)
  let cursor = from
  for await (const page of feed.after(from)) {
    for (const { item } of page.items) take(directory, item)
    cursor = page.cursor
  }
  return { directory, cursor, how: 'feed', again: nobody() }
}

const nobody = (): Read['again'] => ({ people: new Set(), groups: new Set() })

/**
 * The same, with all of whom the feed tells since a cursor or a time. Without a state nobody else is read.
 *
 * @param state null where there is none.
 */
export async function readSince(
  source: Source,
  feed: Feed,
  since: string | number,
  state: State | null,
  progress: Progress,
): Promise<Read> {
  const again = nobody()
  const directory = emptyDirectory()
  let cursor: string | null = null
  for await (const page of feed.after(typeof since === 'string' ? since : null)) {
    for (const { item, time } of page.items) {
      if (typeof since === 'number' && time < since) continue
      take(directory, item)
      note(again, item)
    }
    cursor = page.cursor
    progress(directory.people.size)
  }
  if (state === null) return { directory, cursor, how: 'feed', again }
  return { ...(await readSource(source, state, progress)), again }
}

function note({ people, groups }: Read['again'], item: Item): void {
  if ('person' in item) people.add(item.person.id)
  else if ('group' in item) groups.add(item.group.id)
  else if (item.gone.kind === 'person') people.add(item.gone.id)
  else groups.add(item.gone.id)
}
