import { ActionIcon, Skeleton, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import type { NewParent } from '../../data/pages.ts'
import type { TreeItem } from '../../data/tree.ts'
import { describe } from '../../ui/failed.tsx'
import { useDroppable, useIsDragging } from './dragging.ts'
import { useNewPage } from './new-page.tsx'
import { PageTree } from './page-tree.tsx'
import type { Section } from './places.ts'
import classes from './sidebar-section.module.css'

interface Props {
  name: string
  section: Section
  /** Beside its plus. */
  actions?: ReactNode
  // biome-ignore lint/suspicious/noExplicitAny: the key of a query is its own affair
  query: UseQueryOptions<TreeItem[], Error, TreeItem[], any>
  /** What is said in place of pages. */
  empty?: string
  isHiddenWhenEmpty?: boolean
  /** Where its plus makes a page; without it there is none. */
  newIn?: NewParent
}

/** A part of the sidebar that begins a tree; its name folds it. */
export function SidebarSection({
  name,
  section,
  actions,
  query,
  empty,
  isHiddenWhenEmpty = false,
  newIn,
}: Props) {
  const [isOpen, setOpen] = useLocalStorage({ key: `octavo-section-${name}`, defaultValue: true })
  const { data: items, error } = useQuery(query)
  const create = useNewPage()
  const id = useId()
  const droppable = useDroppable(section)
  const isWaiting = useIsDragging() && section === 'favorites'
  if (isHiddenWhenEmpty && items?.length === 0 && !isWaiting) return null
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.head} {...droppable}>
        <button
          id={id}
          type="button"
          className={classes.name}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {name}
        </button>
        {actions}
        {newIn && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            className={classes.add}
            aria-label={`New page in ${name}`}
            onClick={() => create(newIn)}
          >
            <IconPlus size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      {isOpen && items && items.length > 0 && <PageTree name={name} section={section} items={items} />}
      {isOpen && items?.length === 0 && (
        <Text size="sm" c="dimmed" pl="xs" py={4}>
          {isWaiting ? 'Drop a page on the name above' : empty}
        </Text>
      )}
      {isOpen && items === undefined && !error && (
        <div role="status" aria-label={`Loading ${name}`} className={classes.wait}>
          <Skeleton height={12} width="70%" />
          <Skeleton height={12} width="55%" />
        </div>
      )}
      {error && (
        <Text size="sm" c="dimmed" pl="xs" role="alert">
          {describe(error)}
        </Text>
      )}
    </section>
  )
}
