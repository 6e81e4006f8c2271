import { useQueries, useQuery } from '@tanstack/react-query'
import { recentQuery } from '../../data/pages.ts'
import type { TextMatch } from '../../data/search.ts'
import { useSession } from '../../data/session.ts'
import { pathQuery, type TreeItem } from '../../data/tree.ts'
import { visited } from '../../data/visited.ts'
import type { Result } from './result-line.tsx'

/** Where in a page a match is, for people. */
const places = {
  block: null,
  property: null,
  comment: 'In a comment',
  description: 'In the description',
} as const

export const toResult = ({ page, title, match }: TextMatch): Result => ({
  key: page.id,
  id: page.id,
  blockId: match?.type === 'block' && match.highlights.length > 0 ? match.id : null,
  type: page.type,
  icon: page.icon,
  title,
  ...(match && { more: match, place: places[match.type] }),
})

/** Pages that somebody was on last, those that are gone aside; whoever was on none sees what was edited last. */
export function useRecent(): Result[] {
  const been = useVisited().map(toVisited)
  const { data: edited = [] } = useQuery(recentQuery)
  const others = edited
    .filter(({ id }) => !been.some((result) => result.id === id))
    .map(({ id, type, icon, title }) => ({ key: id, id, blockId: null, type, icon, title: plain(title) }))
  return [...been, ...others].slice(0, 12)
}

/** Pages that somebody was on last, as the tree shows them. */
export const useRecentItems = (): TreeItem[] => useVisited().map((path) => path.at(-1)!)

function useVisited(): TreeItem[][] {
  const { workspace } = useSession()
  const paths = useQueries({
    queries: visited(workspace.id).map((id) => ({ ...pathQuery(id), retry: false })),
  })
  return paths.flatMap(({ data }) => (data && !data.at(-1)!.in_trash ? [data] : []))
}

function toVisited(path: readonly TreeItem[]): Result {
  const { id, type, icon, title } = path.at(-1)!
  const above = path.slice(0, -1).map((item) => item.title || 'Untitled')
  return {
    key: id,
    id,
    blockId: null,
    type,
    icon,
    title: plain(title),
    ...(above.length > 0 && { more: plain(above.join(' / ')) }),
  }
}

const plain = (text: string) => ({ text, highlights: [] })
