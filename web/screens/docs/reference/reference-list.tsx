import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { descriptionQuery, groupsOf } from '../description.ts'
import { DocsLink, useCurrentInView } from '../docs-side.tsx'

/** The groups of calls, at the side. */
export function ReferenceList({ address }: { address: string }) {
  const { data: description } = useSuspenseQuery(descriptionQuery)
  const list = useRef<HTMLDivElement>(null)
  useCurrentInView(list, address)
  return (
    <div ref={list}>
      {groupsOf(description).map((group) => (
        <DocsLink
          key={group.slug}
          to={group.address}
          isHere={address === group.address || address.startsWith(`${group.address}/`)}
        >
          {group.title}
        </DocsLink>
      ))}
    </div>
  )
}
