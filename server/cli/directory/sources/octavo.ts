import { Failure } from '#server/failures.ts'
import type { Group, Item } from '../people.ts'
import { type Answer, type Ask, required } from '../requests.ts'
import type { Reading } from '../state-file.ts'
import { itemsOf, type ListedUser } from './listed-user.ts'
import { pages } from './notion.ts'
import { CursorExpired, type Feed, type FeedPage, type Source } from './source.ts'

export const OCTAVO_VERSION = '2026-03-11'

const MISSING = 'email_capability_missing'

/** The users of an Octavo server, with its feed of changes. */
export async function openOctavo(ask: Ask, url: string, reading: Reading): Promise<Source> {
  const query = reading.includesGuests ? '&include_guests=true' : ''
  let hidesEmails = false
  const look = ({ warnings = [] }: { warnings?: unknown }) => {
    hidesEmails = (warnings as string[]).includes(MISSING)
  }
  const end = await ask('GET', `/v1/users/changes?start_cursor=now${query}`)
  const hasFeed = !isAbsent(end)
  look(required(hasFeed ? end : await ask('GET', '/v1/users?page_size=1'), url))
  if (!hasFeed && reading.includesGuests) {
    throw new Failure(`${url} rehearses Notion, which does not tell guests: leave out --include-guests.`)
  }

  return {
    notes: notesOf(hasFeed, hidesEmails),
    hidesEmails: () => hidesEmails,
    feed: hasFeed ? feedOf(ask, url, query, reading, look) : null,
    async *list() {
      if (hasFeed && !hidesEmails) {
        for await (const { id, name } of pages<Group>(ask, url, '/v1/groups')) yield { group: { id, name } }
      }
      // Only where there is more than Notion has: it would be refused there.
      const suspended = hasFeed ? '&include_suspended=true' : ''
      for await (const user of pages<ListedUser>(ask, url, '/v1/users', query + suspended, look)) {
        yield* wanted(user, reading)
      }
    },
  }
}

/** Where only what Notion has is there. */
const isAbsent = ({ status }: Answer): boolean => status === 400 || status === 404

function notesOf(hasFeed: boolean, hidesEmails: boolean): string[] {
  return [
    ...(hasFeed
      ? []
      : ['This server has no feed of changes: everybody is listed each time and compared with before.']),
    ...(hidesEmails
      ? [
          'The connection may not read e-mail addresses, and so no roles, groups and suspensions either: give it `user_info: email`.',
        ]
      : hasFeed
        ? []
        : ['This server tells no groups, no roles, no guests and not who is suspended.']),
  ]
}

const wanted = (user: ListedUser, { includesBots }: Reading): Item[] =>
  includesBots || user.type !== 'bot' ? itemsOf(user) : []

interface UserChange {
  timestamp: string
  user?: ListedUser
  group?: Group
  tombstone?: { object: 'user' | 'group'; id: string }
}

const feedOf = (
  ask: Ask,
  url: string,
  query: string,
  reading: Reading,
  look: (body: Record<string, unknown>) => void,
): Feed => ({
  async end() {
    return required(await ask('GET', `/v1/users/changes?start_cursor=now${query}`), url).next_cursor as string
  },
  async *after(cursor) {
    for (let [from, hasMore] = [cursor, true]; hasMore; ) {
      const at = from === null ? '' : `&start_cursor=${encodeURIComponent(from)}`
      const answer = await ask('GET', `/v1/users/changes?page_size=100${query}${at}`)
      const { reason } = (answer.body.additional_data ?? {}) as { reason?: string }
      if (reason === 'cursor_expired') throw new CursorExpired('The cursor of the feed has expired.')
      const body = required(answer, url)
      look(body)
      from = body.next_cursor as string
      hasMore = body.has_more === true
      yield { items: (body.results as UserChange[]).flatMap((one) => toItems(one, reading)), cursor: from }
    }
  },
})

function toItems({ timestamp, user, group, tombstone }: UserChange, reading: Reading): FeedPage['items'] {
  const gone = tombstone && { kind: tombstone.object === 'user' ? 'person' : 'group', id: tombstone.id }
  const items: Item[] = [
    ...(group ? [{ group: { id: group.id, name: group.name } }] : []),
    ...(user ? wanted(user, reading) : []),
    ...(gone ? [{ gone } as Item] : []),
  ]
  return items.map((item) => ({ item, time: Date.parse(timestamp) }))
}
