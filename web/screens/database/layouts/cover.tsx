import { useQuery } from '@tanstack/react-query'
import { get, type Listed } from '../../../data/api.ts'
import type { Row } from '../../../data/rows.ts'
import type { ViewConfiguration } from '../../../data/view.ts'
import { NodeIcon } from '../../../ui/node-icon.tsx'
import { contentOf, type FileValue } from '../cells/property.ts'
import classes from './card.module.css'

/** What stands on top of cards, and how. */
export interface CoverLooks {
  from: 'page_cover' | 'page_content' | 'property'
  /** The name of the property of files. */
  property: string | null
  size: 'small' | 'medium' | 'large'
  fit: 'cover' | 'contain'
}

/**
 * The cover that a view gives its cards; null when it gives none.
 *
 * @param nameOf finds the name of a property by its id in the view.
 */
export function coverOf(
  { cover, cover_size = 'medium', cover_aspect = 'cover' }: Partial<ViewConfiguration>,
  nameOf: (id: string) => string | null,
): CoverLooks | null {
  if (!cover) return null
  const property = cover.property_id === undefined ? null : nameOf(cover.property_id)
  return { from: cover.type, property, size: cover_size, fit: cover_aspect }
}

/** The picture of a card, or an empty place, so that cards beside each other are alike. */
export function Cover({ row, looks: { from, property, size, fit } }: { row: Row; looks: CoverLooks }) {
  const { data: inside } = useQuery({ ...firstImageQuery(row.id), enabled: from === 'page_content' })
  const address =
    from === 'page_cover'
      ? addressOf(row.cover)
      : from === 'property'
        ? imageAmong(contentOf<FileValue[]>(row.properties[property ?? '']) ?? [])
        : inside
  const looks = { className: classes.cover, 'data-size': size, 'data-fit': fit }
  if (!address && row.icon) {
    return (
      <div {...looks} data-icon>
        <NodeIcon icon={row.icon} type="page" size={36} />
      </div>
    )
  }
  return address ? (
    <img alt="" loading="lazy" draggable={false} src={address} {...looks} />
  ) : (
    <div {...looks} />
  )
}

const firstImageQuery = (id: string) => ({
  queryKey: ['blocks', id, 'first image'],
  queryFn: async () => {
    const { results } = await get<Listed<{ type: string; image?: FileValue }>>(
      `/v1/blocks/${id}/children?page_size=50`,
    )
    return addressOf(results.find(({ type }) => type === 'image')?.image ?? null)
  },
})

const addressOf = (file: Pick<FileValue, 'external' | 'file'> | null): string | null =>
  file?.external?.url ?? file?.file?.url ?? null

const image = /\.(apng|avif|gif|jpe?g|png|svg|webp)$/i

const imageAmong = (files: readonly FileValue[]): string | null =>
  addressOf(
    files.find(
      (file) => image.test(file.name ?? '') || image.test(addressOf(file)?.split(/[?#]/)[0] ?? ''),
    ) ?? null,
  )
