import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowLeft, IconMenu2, type TablerIcon } from '@tabler/icons-react'
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { Frame } from './frame.tsx'
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
  const [isOver, over] = useDisclosure(false)
  const address = useRouterState({ select: ({ location }) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(over.close, [address])
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
    <Frame side={side} label={name} isOver={isOver} onClose={over.close}>
      <header className={classes.bar}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={listLabel} onClick={over.toggle}>
          <IconMenu2 size={20} stroke={1.5} />
        </ActionIcon>
        {name}
      </header>
      <div className={classes.screen}>{children}</div>
    </Frame>
  )
}
