/** Titles of pages that values point to. They are asked for together, however many cells want one. */
import { queryOptions } from '@tanstack/react-query'
import { call, type Listed } from './api.ts'

export interface PageTitle {
  id: string
  title: string
}

/** Null for a page that is not there, or not shared. */
export const pageTitleQuery = (id: string) =>
  queryOptions({ queryKey: ['page', id, 'title'], queryFn: () => titleOf(id) })

type Answer = PageTitle | null

/** As many as one request may ask for. */
const MOST = 100

let waiting = new Map<string, { answer: (title: Answer) => void; fail: (error: unknown) => void }>()

const titleOf = (id: string): Promise<Answer> =>
  new Promise((answer, fail) => {
    if (waiting.size === 0) setTimeout(ask)
    waiting.set(id, { answer, fail })
  })

async function ask(): Promise<void> {
  const asked = [...waiting]
  waiting = new Map()
  for (let from = 0; from < asked.length; from += MOST) {
    const some = asked.slice(from, from + MOST)
    try {
      const body = { page_ids: some.map(([id]) => id) }
      const { results } = await call<Listed<PageTitle>>('POST', '/v1/pages/titles', body)
      const found = new Map(results.map((title) => [title.id, title]))
      for (const [id, { answer }] of some) answer(found.get(id) ?? null)
    } catch (error) {
      for (const [, { fail }] of some) fail(error)
    }
  }
}
