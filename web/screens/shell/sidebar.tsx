import { ActionIcon, Group, Tooltip } from '@mantine/core'
import {
  IconHome,
  IconLayoutSidebarLeftCollapse,
  IconSearch,
  IconSettings,
  IconTrash,
  IconUsers,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../data/session.ts'
import { ownTeamspacesQuery } from '../../data/teamspaces.ts'
import { favoritesQuery, sectionQuery, teamspaceTopQuery } from '../../data/tree.ts'
import { NewPage } from './new-page.tsx'
import { useShell } from './shell-context.ts'
import classes from './sidebar.module.css'
import { SidebarLink } from './sidebar-link.tsx'
import sectionClasses from './sidebar-section.module.css'
import { SidebarSection } from './sidebar-section.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

/** Where everything is that somebody reaches. */
export function Sidebar() {
  const session = useSession()
  const { toggleSidebar, find } = useShell()
  const { data: teamspaces = [] } = useQuery(ownTeamspacesQuery(session))
  return (
    <>
      <Group gap={2} p="xs" pb={4} wrap="nowrap">
        <WorkspaceMenu />
        <Tooltip label="Close the sidebar (Ctrl \)" visibleFrom="sm">
          <ActionIcon variant="subtle" color="gray" aria-label="Close the sidebar" onClick={toggleSidebar}>
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.5} className="mantine-visible-from-sm" />
            <IconX size={18} stroke={1.5} className="mantine-hidden-from-sm" />
          </ActionIcon>
        </Tooltip>
        <NewPage />
      </Group>
      <div className={classes.links}>
        <SidebarLink icon={IconSearch} label="Search" keys="Ctrl K" onClick={find} />
        <SidebarLink icon={IconHome} label="Home" to="/" />
        <SidebarLink icon={IconSettings} label="Settings" to="/settings" />
      </div>
      <div className={classes.trees}>
        <SidebarSection name="Favorites" section="favorites" query={favoritesQuery} isHiddenWhenEmpty />
        {teamspaces.map(({ id, name, levels }) => (
          <SidebarSection
            key={id}
            name={name}
            section={`teamspace ${id}`}
            query={teamspaceTopQuery(id)}
            empty="No pages yet"
            actions={<TeamspacesLink name={name} />}
            {...(levels.members === 'full_access' || levels.members === 'edit'
              ? { newIn: { type: 'teamspace_id', teamspace_id: id } }
              : {})}
          />
        ))}
        <SidebarSection name="Shared" section="shared" query={sectionQuery('shared')} isHiddenWhenEmpty />
        {session.user.role !== 'guest' && (
          <SidebarSection
            name="Private"
            section="private"
            query={sectionQuery('private')}
            empty="Pages that only you see"
            newIn={{ type: 'workspace', workspace: true }}
          />
        )}
      </div>
      <div className={classes.foot}>
        <SidebarLink icon={IconTrash} label="Trash" to="/trash" />
      </div>
    </>
  )
}

/** To who is in it, what it may do, and the other teamspaces. */
const TeamspacesLink = ({ name }: { name: string }) => (
  <ActionIcon
    size="sm"
    variant="subtle"
    color="gray"
    className={sectionClasses.add}
    aria-label={`Teamspace ${name}: people and settings`}
    renderRoot={(props) => <Link to="/settings/teamspaces" {...props} />}
  >
    <IconUsers size={15} stroke={1.5} />
  </ActionIcon>
)
