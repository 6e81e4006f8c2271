import { type Ask, required } from '../requests.ts'
import type { Reading } from '../state-file.ts'
import { itemsOf, type ListedUser } from './listed-user.ts'
import type { Source } from './source.ts'

/** The version in which the users of Notion's API have been the same ever since. */
export const NOTION_VERSION = '2022-06-28'

export const NOTION_URL = 'https://api.notion.com'

/** Notion's own users API: a list of members with their names and, where the connection may know them, addresses. */
export async function openNotion(ask: Ask, url: string, { includesBots }: Reading): Promise<Source> {
  required(await ask('GET', '/v1/users?page_size=1'), url)
  return {
    notes: [
      'Notion has no feed of changes: everybody is listed each time and compared with the time before.',
      'Notion tells no groups, no roles, no guests and not who is suspended.',
    ],
    hidesEmails: () => false,
    feed: null,
    async *list() {
      for await (const user of pages<ListedUser>(ask, url, '/v1/users')) {
        if (includesBots || user.type === 'person') yield* itemsOf(user)
      }
    },
  }
}

/** Every item of a list, to its last page. */
export async function* pages<T>(
  ask: Ask,
  url: string,
  path: string,
  query = '',
  look: (body: Record<string, unknown>) => void = () => {},
): AsyncGenerator<T> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&start_cursor=${encodeURIComponent(cursor)}`
    const body = required(await ask('GET', `${path}?page_size=100${query}${from}`), url)
    look(body)
    yield* body.results as T[]
    cursor = body.has_more === true ? (body.next_cursor as string) : null
  }
}
