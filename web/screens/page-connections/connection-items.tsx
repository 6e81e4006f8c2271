import { Menu } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ConnectionOnPage, pageConnectionsQuery } from '../../data/page-connections.ts'
import type { TreeItem } from '../../data/tree.ts'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { MenuGroup } from '../../ui/menu-group.tsx'
import classes from './connection-items.module.css'

interface Props {
  item: TreeItem
  onDisconnect: (connection: ConnectionOnPage) => void
  /** Shows all of them, and others to add. */
  onOpen: () => void
}

/** More than these are in the dialog only. */
const MANY = 6

/** In the ••• of a page or database: the programs that reach it, and letting another one in. */
export function ConnectionItems({ item, onDisconnect, onOpen }: Props) {
  const { data: connections = [] } = useQuery(pageConnectionsQuery(item))
  const mayChange = item.level === 'full_access'
  return (
    <MenuGroup label="Connections">
      {connections.slice(0, MANY).map((connection) => (
        <Menu.Item
          key={connection.bot_id}
          className={classes.item}
          disabled={!mayChange}
          leftSection={<ConnectionIcon {...connection} size={18} />}
          rightSection={mayChange && <span className={classes.act}>Disconnect</span>}
          onClick={() => onDisconnect(connection)}
        >
          {connection.name}
          {connection.inherited && <span className={classes.inherited}>inherited</span>}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconApps size={16} />} onClick={onOpen}>
        {mayChange ? 'Add connections' : 'All connections'}
      </Menu.Item>
    </MenuGroup>
  )
}
