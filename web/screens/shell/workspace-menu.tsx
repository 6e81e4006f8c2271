import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react'
import { useSession } from '../../data/session.ts'
import { submitForm } from '../../data/submit-form.ts'
import { MenuGroup } from '../../ui/menu-group.tsx'
import classes from './workspace-menu.module.css'

const schemes = [
  { value: 'auto', label: 'As on this device', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const

/** Which workspace one is in, the others, the looks of the app, and the way out. */
export function WorkspaceMenu() {
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { account, workspace, workspaces } = session
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.button} title={account.email}>
          <WorkspaceMark name={workspace.name} />
          <span className={classes.name}>{workspace.name}</span>
          <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuGroup label={account.email}>
          {workspaces.map(({ id, name }) => (
            <Menu.Item
              key={id}
              leftSection={<WorkspaceMark name={name} />}
              rightSection={id === workspace.id ? <IconCheck size={16} aria-label="You are here" /> : null}
              onClick={() => id !== workspace.id && submitForm('/workspace', session, { workspace_id: id })}
            >
              <Text size="sm" truncate>
                {name}
              </Text>
            </Menu.Item>
          ))}
        </MenuGroup>
        <Menu.Divider />
        <MenuGroup label="Looks">
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.Item
              key={value}
              closeMenuOnClick={false}
              leftSection={<Icon size={16} stroke={1.5} />}
              rightSection={colorScheme === value ? <IconCheck size={16} aria-label="Chosen" /> : null}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
        </MenuGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.5} />}
          onClick={() => submitForm('/logout', session, {})}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const WorkspaceMark = ({ name }: { name: string }) => (
  <Avatar size={22} radius="sm" color="leaf" variant="filled" aria-hidden>
    {name.slice(0, 1).toUpperCase()}
  </Avatar>
)
