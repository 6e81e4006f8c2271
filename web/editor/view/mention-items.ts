import type { DefaultReactSuggestionItem } from '@blocknote/react'
import { call, getAll } from '../../data/api.ts'
import type { AnyEditor } from './any-editor.ts'

interface Found {
  object: string
  id: string
  url?: string
  properties?: Record<string, { type: string; title?: { plain_text: string }[] }>
}

interface Person {
  id: string
  name: string | null
  type?: string
}

const MOST = 5

/** Days, people and pages whose name holds what was typed after `@`. */
export async function mentionItems(editor: AnyEditor, query: string): Promise<DefaultReactSuggestionItem[]> {
  const [people, pages] = await Promise.all([peopleNamed(query), pagesNamed(query)])
  const item = (title: string, group: string, mention: object, text: string, href = '') => ({
    title,
    group,
    onItemClick: () =>
      editor.insertInlineContent([
        { type: 'mention', props: { mention: JSON.stringify(mention), text, href } },
        ' ',
      ] as never),
  })
  return [
    ...daysNamed(query).map(({ title, start }) =>
      item(title, 'Date', { type: 'date', date: { start, end: null, time_zone: null } }, start),
    ),
    ...people.map(({ id, name }) => item(`${name}`, 'People', { type: 'user', user: { id } }, `@${name}`)),
    ...pages.map(({ id, title, url }) => item(title, 'Pages', { type: 'page', page: { id } }, title, url)),
  ]
}

const DAY = 24 * 60 * 60 * 1000

const daysNamed = (query: string): { title: string; start: string }[] =>
  [
    { title: 'Today', start: dayIn(0) },
    { title: 'Tomorrow', start: dayIn(1) },
    { title: 'Yesterday', start: dayIn(-1) },
  ].filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()))

const dayIn = (days: number): string => new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE')

let everybody: Promise<Person[]> | undefined

async function peopleNamed(query: string): Promise<Person[]> {
  everybody ??= getAll<Person>('/v1/users').catch(() => [])
  const named = (await everybody).filter(({ name }) => name?.toLowerCase().includes(query.toLowerCase()))
  return named.slice(0, MOST)
}

async function pagesNamed(query: string): Promise<{ id: string; title: string; url: string }[]> {
  const body = { query, page_size: MOST, filter: { property: 'object', value: 'page' } }
  const { results } = await call<{ results: Found[] }>('POST', '/v1/search', body).catch(() => ({
    results: [],
  }))
  return results.map(({ id, url = '', properties = {} }) => {
    const runs = Object.values(properties).find(({ type }) => type === 'title')?.title ?? []
    return { id, url, title: runs.map(({ plain_text }) => plain_text).join('') || 'Untitled' }
  })
}
