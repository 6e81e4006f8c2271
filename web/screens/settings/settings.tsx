import {
  IconApps,
  IconBuildingCommunity,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconSettings,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { followChanges } from '../../data/live.ts'
import { followSettings } from '../../data/live-settings.ts'
import { managesMembers } from '../../data/people.ts'
import { isOwner, type Session, useSession } from '../../data/session.ts'
import { type SideGroup, type SideLink, SideScreen } from '../../ui/side-screen.tsx'

/** Everything about oneself and the workspace, a screen each. */
export function Settings() {
  const session = useSession()
  useEffect(followChanges, [])
  const followed = isOwner(session) ? session.workspace.id : null
  useEffect(() => (followed === null ? undefined : followSettings(followed)), [followed])
  const shown = groups
    .map(({ name, links }) => ({
      name: name === 'Workspace' ? session.workspace.name : name,
      links: links.filter(({ isFor }) => isFor(session)),
    }))
    .filter(({ links }) => links.length > 0)
  return (
    <SideScreen name="Settings" listLabel="List of settings" groups={shown}>
      <Outlet />
    </SideScreen>
  )
}

const everybody = () => true
const members = ({ user }: Session) => user.role !== 'guest'

const groups: SideGroup<SideLink & { isFor: (session: Session) => boolean }>[] = [
  {
    name: 'Account',
    links: [
      { to: '/settings/account', label: 'My account', icon: IconUserCircle, isFor: everybody },
      { to: '/settings/my-connections', label: 'My connections', icon: IconPlugConnected, isFor: members },
      { to: '/settings/tokens', label: 'Personal access tokens', icon: IconKey, isFor: members },
    ],
  },
  {
    name: 'Workspace',
    links: [
      { to: '/settings/workspace', label: 'General', icon: IconSettings, isFor: isOwner },
      { to: '/settings/connections', label: 'Connections', icon: IconApps, isFor: isOwner },
      { to: '/settings/members', label: 'Members', icon: IconUsers, isFor: members },
      { to: '/settings/groups', label: 'Groups', icon: IconUsersGroup, isFor: managesMembers },
      { to: '/settings/teamspaces', label: 'Teamspaces', icon: IconBuildingCommunity, isFor: members },
      { to: '/settings/identity', label: 'Identity & provisioning', icon: IconShieldLock, isFor: isOwner },
      { to: '/settings/audit', label: 'Audit log', icon: IconHistory, isFor: isOwner },
      { to: '/settings/webhooks', label: 'Webhook deliveries', icon: IconWebhook, isFor: members },
    ],
  },
]
