import { useQuery } from '@tanstack/react-query'
import { pageQuery } from '../../data/pages.ts'
import type { TreeItem } from '../../data/tree.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from './page-head.module.css'

/** Cover, icon and title. */
export function PageHead({ item }: { item: TreeItem }) {
  const { data: page } = useQuery({ ...pageQuery(item.id), enabled: item.type === 'page' })
  const cover = page?.cover?.external?.url ?? page?.cover?.file?.url
  return (
    <header>
      {cover && <img alt="" src={cover} className={classes.cover} />}
      <div className={classes.head} data-covered={cover ? true : undefined}>
        {item.icon && <NodeIcon icon={item.icon} type={item.type} size={64} />}
        <h1 className={classes.title} data-untitled={item.title === '' || undefined}>
          {item.title || 'Untitled'}
        </h1>
      </div>
    </header>
  )
}
