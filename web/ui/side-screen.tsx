import { IconArrowLeft, type TablerIcon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { SideFrame } from './side-frame.tsx'
import classes from './side-screen.module.css'

export interface SideLink {
  to: LinkProps['to']
  label: string
  icon: TablerIcon
}

export interface SideGroup<L extends SideLink = SideLink> {
  name: string
  links: L[]
}

interface Props {
  /** What all of it is called. */
  name: string
  /** What opens the list on a narrow screen. */
  listLabel: string
  groups: readonly SideGroup[]
  children: ReactNode
}

/** Screens of one kind, listed at the side, beside the one that is shown. */
export function SideScreen({ name, listLabel, groups, children }: Props) {
  const side = (
    <div className={classes.list}>
      <Link to="/" className={classes.link}>
        <IconArrowLeft size={18} stroke={1.5} aria-hidden />
        Back to the workspace
      </Link>
      {groups.map(({ name, links }) => (
        <section key={name} aria-label={name}>
          <div className={classes.group}>{name}</div>
          {links.map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} className={classes.link}>
              <Icon size={18} stroke={1.5} aria-hidden />
              {label}
            </Link>
          ))}
        </section>
      ))}
    </div>
  )
  return (
    <SideFrame name={name} listLabel={listLabel} side={side}>
      <div className={classes.screen}>{children}</div>
    </SideFrame>
  )
}
