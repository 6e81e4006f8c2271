import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconApps,
  IconArrowLeft,
  IconMenu2,
  IconPlugConnected,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { followChanges } from '../../data/live.ts'
import { isOwner, type Session, useSession } from '../../data/session.ts'
import { Frame } from '../../ui/frame.tsx'
import classes from './settings.module.css'

/** Everything about oneself and the workspace, a screen each. */
export function Settings() {
  const session = useSession()
  const [isOver, over] = useDisclosure(false)
  const address = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(followChanges, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(over.close, [address])
  const side = (
    <div className={classes.list}>
      <Link to="/" className={classes.link}>
        <IconArrowLeft size={18} stroke={1.5} aria-hidden />
        Back to the workspace
      </Link>
      {groups.map(({ name, links }) => {
        const shown = links.filter(({ isFor }) => isFor(session))
        return shown.length === 0 ? null : (
          <section key={name} aria-label={name}>
            <div className={classes.group}>{name === 'Workspace' ? session.workspace.name : name}</div>
            {shown.map(({ to, label, icon: Icon }) => (
              <Link key={to} to={to} className={classes.link}>
                <Icon size={18} stroke={1.5} aria-hidden />
                {label}
              </Link>
            ))}
          </section>
        )
      })}
    </div>
  )
  return (
    <Frame side={side} label="Settings" isOver={isOver} onClose={over.close}>
      <header className={classes.bar}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="List of settings"
          onClick={over.toggle}
        >
          <IconMenu2 size={20} stroke={1.5} />
        </ActionIcon>
        Settings
      </header>
      <div className={classes.screen}>
        <Outlet />
      </div>
    </Frame>
  )
}

const everybody = () => true
const members = ({ user }: Session) => user.role !== 'guest'

const groups = [
  {
    name: 'Account',
    links: [
      { to: '/settings/account', label: 'My account', icon: IconUserCircle, isFor: everybody },
      { to: '/settings/my-connections', label: 'My connections', icon: IconPlugConnected, isFor: members },
    ],
  },
  {
    name: 'Workspace',
    links: [
      { to: '/settings/connections', label: 'Connections', icon: IconApps, isFor: isOwner },
      { to: '/settings/members', label: 'Members', icon: IconUsers, isFor: members },
      { to: '/settings/groups', label: 'Groups', icon: IconUsersGroup, isFor: members },
    ],
  },
]
