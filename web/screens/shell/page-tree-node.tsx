import { ActionIcon, type RenderTreeNodePayload } from '@mantine/core'
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { useDragging } from './dragging.ts'
import { useNewPage } from './new-page.tsx'
import { NodeMenu } from './node-menu.tsx'
import classes from './page-tree.module.css'
import type { Standing } from './places.ts'

type Props = Pick<RenderTreeNodePayload, 'expanded' | 'hasChildren' | 'tree' | 'elementProps'> & {
  standing: Standing
  /** Whether it is what the screen shows. */
  isShown: boolean
}

/** One line of a tree: it opens its page, its arrow what stands in it. Keys are those of the tree around it. */
export function PageTreeNode({ standing, expanded, hasChildren, tree, elementProps, isShown }: Props) {
  const { item } = standing
  const create = useNewPage()
  const dragging = useDragging(standing, () => tree.expand(item.id))
  const title = item.title || 'Untitled'
  const mayEdit = item.type === 'page' && (item.level === 'full_access' || item.level === 'edit')
  return (
    <div
      className={elementProps.className}
      style={elementProps.style}
      data-shown={isShown || undefined}
      {...dragging}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classes.arrow}
        data-leaf={!hasChildren || undefined}
        aria-label={expanded ? `Close ${title}` : `Open ${title}`}
        onClick={() => tree.toggleExpanded(item.id)}
      >
        <IconChevronRight size={14} stroke={2} data-open={expanded || undefined} />
      </button>
      <Link
        to="/$name"
        params={{ name: idInUrl(item.id) }}
        tabIndex={-1}
        draggable={false}
        className={classes.title}
        aria-current={isShown ? 'page' : undefined}
      >
        <NodeIcon icon={item.icon} type={item.type} />
        <span>{title}</span>
      </Link>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys meant for its buttons are none of the tree's */}
      <span className={classes.actions} onKeyDown={(event) => event.key === ' ' && event.stopPropagation()}>
        <NodeMenu item={item} />
        {mayEdit && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`New page in ${title}`}
            onClick={() => {
              tree.expand(item.id)
              void create({ type: 'page_id', page_id: item.id })
            }}
          >
            <IconPlus size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </span>
    </div>
  )
}
