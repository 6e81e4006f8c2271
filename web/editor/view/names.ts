import { get } from '../../data/api.ts'
import { imageOf, type ShownIcon } from '../../data/icon.ts'

interface Answered {
  properties?: Record<string, { type: string; title?: { plain_text: string }[] }>
  title?: { plain_text: string }[]
  icon: ShownIcon | null
}

interface Named {
  title: string
  icon: { emoji?: string; url?: string } | null
}

const known = new Map<string, Promise<Named>>()

/** What a page or database is called and shown by, as far as the reader may know. */
export function nodeOf(id: string, type: 'page' | 'database'): Promise<Named> {
  let node = known.get(id)
  if (node === undefined) {
    node = get<Answered>(`/v1/${type}s/${id}`).then(toNamed, () => ({
      title: 'Not shared with you',
      icon: null,
    }))
    known.set(id, node)
  }
  return node
}

function toNamed({ properties, title, icon }: Answered): Named {
  const own = Object.values(properties ?? {}).find(({ type }) => type === 'title')?.title ?? title ?? []
  const url = imageOf(icon)
  return {
    title: own.map(({ plain_text }) => plain_text).join('') || 'Untitled',
    icon: icon && { ...(icon.emoji && { emoji: icon.emoji }), ...(url && { url }) },
  }
}
