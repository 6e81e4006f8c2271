/** Pages show 25 entries of a long value; whoever changes it needs all of them, or would take the others away. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, getAll } from '../../../data/api.ts'
import type { Property, PropertyValue } from '../../../data/properties.ts'
import { queryClient } from '../../../data/query-client.ts'
import type { Row } from '../../../data/rows.ts'
import { contentOf } from './property.ts'

/** API reference, "Retrieve a page", limits. */
const SHOWN = 25

/** Whether a page may show only a part of a value. */
export function isCutShort(value: PropertyValue): boolean {
  const content = contentOf<unknown[]>(value)
  switch (value.type) {
    case 'relation':
      return value.has_more === true
    case 'people':
    case 'title':
    case 'rich_text':
      return (content?.length ?? 0) >= SHOWN
    default:
      return false
  }
}

const wholeQuery = (pageId: string, { id, type }: Pick<Property, 'id' | 'type'>) =>
  queryOptions({
    queryKey: ['page', pageId, 'property', id],
    // What is changed next must begin with what there is.
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => {
      const items = await getAll<Record<string, unknown>>(`/v1/pages/${pageId}/properties/${id}`)
      return items.map((item) => item[type])
    },
  })

/** A value with all its entries; undefined until they came. */
export function useWholeValue(
  row: { id: string },
  property: Property,
  value: PropertyValue | undefined,
): { value: PropertyValue | undefined; error: Error | null } {
  const isCut = value !== undefined && isCutShort(value)
  const { data, error } = useQuery({ ...wholeQuery(row.id, property), enabled: isCut })
  if (!isCut) return { value, error: null }
  return { value: data && whole(value, data), error }
}

/** A row as it is now, some of its values with all their entries. */
export async function wholeRow(id: string, needed: readonly Property[]): Promise<Row> {
  const row = await get<Row>(`/v1/pages/${id}`)
  const properties = { ...row.properties }
  for (const property of needed) {
    const value = properties[property.name]
    if (value === undefined || !isCutShort(value)) continue
    properties[property.name] = whole(value, await queryClient.fetchQuery(wholeQuery(id, property)))
  }
  return { ...row, properties }
}

const whole = (value: PropertyValue, entries: unknown[]): PropertyValue => ({
  ...value,
  [value.type]: entries,
  has_more: false,
})
