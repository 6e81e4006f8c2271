import type { DataSource } from '../../../data/databases.ts'
import { rawId, type ValueRequest } from '../../../data/properties.ts'
import type { Condition, Filter, View } from '../../../data/view.ts'

/**
 * What a new row needs to be found by a view: of the conditions that all have to hold, those that name one value.
 *
 * @returns values by the names of their properties.
 */
export function valuesFor(
  view: Pick<View, 'filter' | 'quick_filters'>,
  { properties }: Pick<DataSource, 'properties'>,
): Record<string, ValueRequest> {
  const named = new Map(Object.values(properties).map((property) => [rawId(property), property.name]))
  const quick = Object.entries(view.quick_filters ?? {}).map(([property, condition]) => ({
    property,
    ...condition,
  }))
  const values: Record<string, ValueRequest> = {}
  for (const { property, ...condition } of [...leaves(view.filter), ...quick] as ({
    property?: string
  } & Condition)[]) {
    const name = named.get(property ?? '')
    const value = valueFor(condition)
    if (name !== undefined && value !== null) values[name] = value
  }
  return values
}

/** Conditions that all have to hold. */
function leaves(filter: Filter | null): Filter[] {
  if (filter === null) return []
  if ('and' in filter) return (filter.and as Filter[]).flatMap(leaves)
  return 'or' in filter ? [] : [filter]
}

function valueFor(condition: Condition): ValueRequest | null {
  const [[type, test] = ['', {}]] = Object.entries(condition).filter(([key]) => key !== 'type')
  const { equals, contains } = test as { equals?: unknown; contains?: unknown }
  const option = [equals ?? contains].flat()[0]
  switch (type) {
    case 'checkbox':
      return typeof equals === 'boolean' ? { checkbox: equals } : null
    case 'number':
      return typeof equals === 'number' ? { number: equals } : null
    case 'select':
    case 'status':
      return typeof option === 'string' ? { [type]: { name: option } } : null
    case 'multi_select':
      return typeof option === 'string' ? { multi_select: [{ name: option }] } : null
    case 'people':
      return typeof contains === 'string' && contains !== 'me' ? { people: [{ id: contains }] } : null
    case 'relation':
      return typeof contains === 'string' ? { relation: [{ id: contains }] } : null
    default:
      return null
  }
}
