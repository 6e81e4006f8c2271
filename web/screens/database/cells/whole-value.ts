/** Pages show 25 entries of a long value; whoever changes it needs all of them, or would take the others away. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getAll } from '../../../data/api.ts'
import type { Property, PropertyValue } from '../../../data/properties.ts'
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
  return { value: data && { ...value, [property.type]: data, has_more: false }, error }
}
