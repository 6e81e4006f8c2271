import { Kbd } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import classes from './sidebar-link.module.css'

interface Props {
  icon: Icon
  label: string
  /** The keys that do the same. */
  keys?: string
  to?: '/' | '/settings' | '/trash'
  onClick?: () => void
}

/** One of the fixed lines of the sidebar. */
export function SidebarLink({ icon: Icon, label, keys, to, onClick }: Props) {
  const content = (
    <>
      <Icon size={18} stroke={1.5} aria-hidden />
      <span className={classes.label}>{label}</span>
      {keys && (
        <Kbd size="xs" aria-hidden visibleFrom="sm">
          {keys}
        </Kbd>
      )}
    </>
  )
  return to === undefined ? (
    <button type="button" className={classes.link} onClick={onClick}>
      {content}
    </button>
  ) : (
    <Link to={to} className={classes.link} activeOptions={{ exact: true }}>
      {content}
    </Link>
  )
}
