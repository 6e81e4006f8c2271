import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftExpand, IconMenu2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useShell } from './shell-context.ts'
import classes from './top-bar.module.css'

interface Props {
  /** Where one is. */
  children: ReactNode
  /** What can be done with what is shown. */
  actions?: ReactNode
}

/** The line above every screen beside the sidebar. */
export function TopBar({ children, actions }: Props) {
  const { isSidebarOpen, toggleSidebar } = useShell()
  return (
    <Group component="header" className={classes.bar} wrap="nowrap" gap={4}>
      <ActionIcon
        hiddenFrom="sm"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Open the sidebar"
        onClick={toggleSidebar}
      >
        <IconMenu2 size={20} stroke={1.5} />
      </ActionIcon>
      {!isSidebarOpen && (
        <Tooltip label="Open the sidebar (Ctrl \)">
          <ActionIcon
            visibleFrom="sm"
            variant="subtle"
            color="gray"
            aria-label="Open the sidebar"
            onClick={toggleSidebar}
          >
            <IconLayoutSidebarLeftExpand size={20} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className={classes.place}>{children}</div>
      {actions}
    </Group>
  )
}
