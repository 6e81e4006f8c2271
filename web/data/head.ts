/** What stands above the content of a page or database: title, icon and cover, and what a database says of itself. */
import { queryOptions } from '@tanstack/react-query'
import { call, get } from './api.ts'
import type { Database } from './databases.ts'
import type { Cover, Icon, Page } from './pages.ts'
import { queryClient } from './query-client.ts'
import type { RichText } from './rich-text.ts'
import type { TreeItem } from './tree.ts'

type Node = Pick<TreeItem, 'id' | 'type'>

export interface Head {
  icon: Icon | null
  cover: Cover | null
  title: readonly RichText[]
  /** Only databases have one. */
  description: readonly RichText[] | null
  isLocked: boolean
}

export const headQuery = ({ id, type }: Node) =>
  queryOptions({
    queryKey: [type, id],
    queryFn: () => get<Page | Database>(`/v1/${type}s/${id}`),
    select: toHead,
  })

function toHead(shown: Page | Database): Head {
  const { icon, cover, is_locked: isLocked } = shown
  if ('data_sources' in shown) {
    return { icon, cover, isLocked, title: shown.title, description: shown.description }
  }
  const title = Object.values(shown.properties).find(({ type }) => type === 'title')?.title ?? []
  return { icon, cover, isLocked, title, description: null }
}

/** As a request has it, but that the title of a page stands where a database has its own. */
export interface HeadChange {
  icon?: object | null
  cover?: object | null
  title?: readonly object[]
  description?: readonly object[]
  is_locked?: boolean
  /** Of a database. */
  is_inline?: boolean
}

export async function changeHead({ id, type }: Node, { title, ...rest }: HeadChange): Promise<void> {
  const said =
    title === undefined ? undefined : type === 'page' ? { properties: { title: { title } } } : { title }
  await call('PATCH', `/v1/${type}s/${id}`, { ...rest, ...said })
  await Promise.all(
    [['tree'], ['recent'], [type, id]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  )
}
