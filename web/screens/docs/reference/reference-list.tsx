import { useSuspenseQuery } from '@tanstack/react-query'
import { descriptionQuery, groupsOf } from '../description.ts'
import { DocsLink } from '../docs-side.tsx'

/** The groups of calls, at the side. */
export function ReferenceList({ address }: { address: string }) {
  const { data: description } = useSuspenseQuery(descriptionQuery)
  return groupsOf(description).map((group) => (
    <DocsLink
      key={group.slug}
      to={group.address}
      isHere={address === group.address || address.startsWith(`${group.address}/`)}
    >
      {group.title}
    </DocsLink>
  ))
}
