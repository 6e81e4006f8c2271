import type { Change } from './changes.ts'

/** The keys of what a change makes out of date. */
export function outdatedBy({ type, entity, data }: Change): (readonly unknown[])[] {
  const [kind, what] = type.split('.') as [string, string?]
  if (kind === 'page' && entity) {
    const itself = [
      ['page', entity.id],
      ['blocks', entity.id],
    ]
    if (what === 'content_updated') return itself
    const source = data?.parent?.data_source_id
    return [...itself, ...(source ? [['rows', source]] : []), ['tree'], ['trash'], ['recent']]
  }
  if (kind === 'view') {
    const fields = data?.updated_fields ?? []
    const findsOthers = fields.includes('filter') || fields.includes('sorts')
    return [['database'], ...(findsOthers ? [['rows']] : [])]
  }
  if (kind === 'database' || kind === 'data_source') {
    return [['tree'], ['trash'], ['recent'], ['database'], ['rows']]
  }
  if (kind === 'access_lost') return [['tree'], ['recent'], ['page'], ['rows']]
  if (kind === 'comment') return [['comments']]
  return [
    ['settings', kind],
    ['tree', 'teamspaces'],
  ]
}
