import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './branch.module.css'
import { NodeIcon } from './node-icon.tsx'

interface Props {
  title: string
  type: 'page' | 'database'
  icon?: unknown
  more?: ReactNode
  /** What can be done with it. */
  actions?: ReactNode
  isOpenAtFirst?: boolean
  /** What stands in it, made when it is opened; null where nothing does. */
  inside: (() => ReactNode) | null
}

/** A page or database in a list that opens to what stands in it. Lists of these stand in `Branches`. */
export function Branch({ title, type, icon = null, more, actions, isOpenAtFirst = false, inside }: Props) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const name = title || 'Untitled'
  return (
    <li>
      <div className={classes.row}>
        {inside ? (
          <button
            type="button"
            className={classes.arrow}
            aria-expanded={isOpen}
            aria-label={isOpen ? `Close ${name}` : `Open ${name}`}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} stroke={2} data-open={isOpen || undefined} />
          </button>
        ) : (
          <span className={classes.leaf} />
        )}
        <NodeIcon icon={icon} type={type} />
        <span className={classes.title}>{name}</span>
        {more && <span className={classes.more}>{more}</span>}
        <span className={classes.actions}>{actions}</span>
      </div>
      {isOpen && inside?.()}
    </li>
  )
}

export const Branches = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ul className={classes.list} aria-label={label}>
    {children}
  </ul>
)
