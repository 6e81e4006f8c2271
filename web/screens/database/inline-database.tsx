import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { headQuery } from '../../data/head.ts'
import { pathQuery, type TreeItem } from '../../data/tree.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { HeadText } from '../page/head-text.tsx'
import { Database } from './database.tsx'
import classes from './inline-database.module.css'

/** A database where it stands in a page: what it is called, and its views. */
export function InlineDatabase({ id }: { id: string }) {
  const { data: path, error, refetch } = useQuery(pathQuery(id))
  const section = useRef<HTMLElement>(null)
  const item = path?.at(-1)
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!item) return <Loading />
  return (
    <section ref={section} className={classes.inline} aria-label={item.title || 'Untitled'}>
      <div className={classes.head}>
        {item.icon && <NodeIcon icon={item.icon} type="database" size={24} />}
        <Title
          item={item}
          onLeave={() => section.current?.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')?.focus()}
        />
        <ActionIcon
          component={Link}
          to="/$name"
          params={{ name: idInUrl(id) } as never}
          variant="subtle"
          color="gray"
          aria-label={`Open ${item.title || 'Untitled'} as a page`}
        >
          <IconArrowsDiagonal size={18} stroke={1.5} />
        </ActionIcon>
      </div>
      <Database id={id} level={item.level} isInline />
    </section>
  )
}

function Title({ item, onLeave }: { item: TreeItem; onLeave: () => void }) {
  const { data: head } = useQuery(headQuery(item))
  const mayChange = (item.level === 'full_access' || item.level === 'edit') && head?.isLocked === false
  if (!mayChange) return <h2 className={classes.title}>{item.title || 'Untitled'}</h2>
  return (
    <>
      <VisuallyHidden component="h2">{item.title || 'Untitled'}</VisuallyHidden>
      <HeadText
        item={item}
        head={head}
        field="title"
        label="Title"
        placeholder="Untitled"
        className={classes.title}
        onLeave={onLeave}
      />
    </>
  )
}
