import { get } from '../../data/api.ts'

interface Answered {
  properties?: Record<string, { type: string; title?: { plain_text: string }[] }>
  title?: { plain_text: string }[]
}

const known = new Map<string, Promise<string>>()

/** What a page or database is called, as far as the reader may know. */
export function nameOf(id: string): Promise<string> {
  let name = known.get(id)
  if (name === undefined) {
    name = get<Answered>(`/v1/pages/${id}`)
      .catch(() => get<Answered>(`/v1/databases/${id}`))
      .then(titleIn, () => 'Not shared with you')
    known.set(id, name)
  }
  return name
}

function titleIn({ properties, title }: Answered): string {
  const own = Object.values(properties ?? {}).find(({ type }) => type === 'title')?.title ?? title ?? []
  return own.map(({ plain_text }) => plain_text).join('') || 'Untitled'
}
