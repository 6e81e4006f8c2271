import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changeDatabase } from '../../data/databases.ts'
import { changePage, pageQuery } from '../../data/pages.ts'
import { mayEdit, mayWrite, type TreeItem } from '../../data/tree.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { IconField } from './icon-field.tsx'
import classes from './page-head.module.css'
import { TitleField } from './title-field.tsx'

interface Props {
  item: TreeItem
  /** What stands below the title. */
  children?: ReactNode
}

/** Cover, icon and title. */
export function PageHead({ item, children }: Props) {
  const { data: page } = useQuery({ ...pageQuery(item.id), enabled: item.type === 'page' })
  const cover = page?.cover?.external?.url ?? page?.cover?.file?.url
  const isOpen = !item.in_trash && (item.type === 'page' ? mayWrite(item) : mayEdit(item))
  const change = item.type === 'page' ? changePage : changeDatabase
  return (
    <header>
      {cover && <img alt="" src={cover} className={classes.cover} />}
      <div
        className={classes.head}
        data-covered={cover ? true : undefined}
        data-wide={item.type === 'database' || undefined}
      >
        {isOpen ? (
          <IconField
            icon={item.icon}
            type={item.type}
            title={item.title}
            onChange={(icon) => change(item.id, { icon })}
          />
        ) : (
          item.icon && <NodeIcon icon={item.icon} type={item.type} size={64} />
        )}
        <TitleField title={item.title} mayEdit={isOpen} onChange={(title) => change(item.id, { title })} />
        {children}
      </div>
    </header>
  )
}
