import { Failure } from '#server/failures.ts'
import type { Item } from '../people.ts'

/** Where people are read from. */
export interface Source {
  /** What it cannot tell, in words for the operator. */
  notes: readonly string[]
  /** Whether it is known to keep e-mail addresses back. */
  hidesEmails(): boolean
  /** Everybody and every group. */
  list(): AsyncIterable<Item>
  /** Null where there is nothing to follow: the source is listed whole each time. */
  feed: Feed | null
}

export interface Feed {
  /** Where it ends now. Taken before a list, it tells all that the list may have missed. */
  end(): Promise<string>
  /**
   * What happened after a cursor, to the end.
   *
   * @param cursor null for all that is kept.
   * @throws `CursorExpired`
   */
  after(cursor: string | null): AsyncIterable<FeedPage>
}

export interface FeedPage {
  /** With when it happened, in milliseconds. */
  items: { item: Item; time: number }[]
  /** Where it goes on. */
  cursor: string
}

/** What happened after a cursor is not kept any more. */
export class CursorExpired extends Failure {}
