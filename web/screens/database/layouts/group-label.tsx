import { IconSquare, IconSquareCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Group } from '../../../data/groups.ts'
import { pageTitleQuery } from '../../../data/page-titles.ts'
import type { Property } from '../../../data/properties.ts'
import { Tag } from '../../../ui/tag.tsx'
import { formatOf, Person } from '../cells/cell.tsx'
import { showNumber } from '../cells/formats.ts'
import type { User } from '../cells/property.ts'
import classes from './board.module.css'
import { type Days, type Numbers, nameOfDays, nameOfNumbers } from './group-names.ts'

/** What the rows of a group have in common. */
export function GroupLabel({
  property,
  group: { value },
}: {
  property: Property
  group: Pick<Group, 'value'>
}): ReactNode {
  if (value === null) return <span className={classes.without}>No {property.name}</span>
  if (typeof value === 'boolean') {
    const Icon = value ? IconSquareCheck : IconSquare
    return (
      <span className={classes.label}>
        <Icon size={18} stroke={1.5} aria-hidden />
        {value ? property.name : `Not ${property.name}`}
      </span>
    )
  }
  if (typeof value === 'string') return value
  const content = value as object
  if ('color' in content) return <Tag {...(content as { name: string; color: string })} />
  if ('from' in content) {
    return typeof content.from === 'string'
      ? nameOfDays(content as Days)
      : nameOfNumbers(content as Numbers, (number) => showNumber(number, formatOf(property)))
  }
  return property.type === 'relation' ? (
    <PageLabel {...(content as { id: string })} />
  ) : (
    <Person user={content as User} />
  )
}

function PageLabel({ id }: { id: string }) {
  const { data, isPending } = useQuery(pageTitleQuery(id))
  return isPending ? '…' : data === null ? 'No access' : data?.title || 'Untitled'
}
