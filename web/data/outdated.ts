import type { Change } from './changes.ts'

/** The keys of what a change makes out of date. */
export function outdatedBy({ type, entity }: Change): (readonly unknown[])[] {
  const [kind, what] = type.split('.') as [string, string?]
  if (kind === 'page' && entity) {
    const itself = [
      ['page', entity.id],
      ['blocks', entity.id],
    ]
    if (what === 'content_updated') return itself
    const shown = [...itself, ['tree'], ['trash'], ['recent']]
    // What is granted above counts below.
    return what === 'permissions_updated' ? [...shown, ['permissions']] : shown
  }
  if (kind === 'database' || kind === 'data_source' || kind === 'view') {
    return [['tree'], ['trash'], ['recent'], ['database']]
  }
  if (kind === 'access_lost') return [['tree'], ['recent'], ['page'], ['permissions']]
  if (kind === 'comment') return [['comments']]
  return [
    ['settings', kind],
    ['tree', 'teamspaces'],
  ]
}
