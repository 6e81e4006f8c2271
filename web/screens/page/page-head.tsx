import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changeHead, type Head, headQuery } from '../../data/head.ts'
import type { TreeItem } from '../../data/tree.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { HeadText } from './head-text.tsx'
import classes from './page-head.module.css'
import { PictureButton } from './picture-button.tsx'

interface Props {
  item: TreeItem
  /** As wide as the screen, as tables are. */
  isWide?: boolean
}

/** Cover, icon and title, and what a database says of itself; changed where they stand, by who may. */
export function PageHead({ item, isWide = false }: Props) {
  const { data: head } = useQuery(headQuery(item))
  const cover = head?.cover?.external?.url ?? head?.cover?.file?.url
  const mayChange = item.level === 'full_access' || item.level === 'edit'
  return (
    <header className={classes.whole}>
      {cover && <img alt="" src={cover} className={classes.cover} />}
      <div className={classes.head} data-covered={cover ? true : undefined} data-wide={isWide || undefined}>
        {head && mayChange && !item.in_trash && !head.isLocked ? (
          <ToChange item={item} head={head} />
        ) : (
          <ToRead item={item}>{head?.description?.map(({ plain_text }) => plain_text).join('')}</ToRead>
        )}
      </div>
    </header>
  )
}

const ToRead = ({ item, children }: { item: TreeItem; children: ReactNode }) => (
  <>
    {item.icon && <NodeIcon icon={item.icon} type={item.type} size={64} />}
    <h1 className={classes.title} data-untitled={item.title === '' || undefined}>
      {item.title || 'Untitled'}
    </h1>
    {children && <p className={classes.description}>{children}</p>}
  </>
)

function ToChange({ item, head }: { item: TreeItem; head: Head }) {
  const icon = (
    <PictureButton
      kind="icon"
      isThere={item.icon !== null}
      choose={(icon) => changeHead(item, { icon })}
      {...(item.icon && { shown: <NodeIcon icon={item.icon} type={item.type} size={64} /> })}
    />
  )
  return (
    <>
      {item.icon && <div>{icon}</div>}
      <div className={classes.offers}>
        {!item.icon && icon}
        <PictureButton
          kind="cover"
          isThere={head.cover !== null}
          choose={(cover) => changeHead(item, { cover })}
        />
      </div>
      <VisuallyHidden component="h1">{item.title || 'Untitled'}</VisuallyHidden>
      <HeadText item={item} head={head} field="title" label="Title" placeholder="Untitled" />
      {head.description && (
        <HeadText
          item={item}
          head={head}
          field="description"
          label="Description"
          placeholder="Add a description"
        />
      )}
    </>
  )
}
