import { Menu, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFiles, IconKey, IconPlugConnectedX, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Connection, connectionActs } from '../../../data/connections.ts'
import { isOwner, useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { Secret } from '../../../ui/secret.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { developerItems } from './developer-items.tsx'

const ConnectionUsers = lazyPart(() => import('./connection-users.tsx'), 'ConnectionUsers')

/** The ••• beside a connection. */
export function ConnectionMenu({ label, connection }: { label: string; connection: Connection }) {
  const { id, name, kind } = connection
  const session = useSession()
  const acts = connectionActs(session)
  const [token, setToken] = useState<string | null>(null)
  const [isShowingUsers, users] = useDisclosure(false)
  const [isAsking, asking] = useDisclosure(false)
  const showToken = async () => {
    try {
      setToken((await acts.secret(id)).token ?? null)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <>
      <MoreMenu label={label} width={260}>
        {kind === 'internal' && (
          <Menu.Item leftSection={<IconKey size={16} />} onClick={showToken}>
            Copy internal integration token
          </Menu.Item>
        )}
        {developerItems(connection)}
        <Menu.Item leftSection={<IconUsers size={16} />} onClick={users.open}>
          View users with access
        </Menu.Item>
        {isOwner(session) && (
          <Menu.Item
            component={Link}
            to="/my-integrations/$connection/{-$tab}"
            params={{ connection: id, tab: 'access' } as never}
            leftSection={<IconFiles size={16} />}
          >
            Manage page access
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconPlugConnectedX size={16} />} onClick={asking.open}>
          Disconnect
        </Menu.Item>
      </MoreMenu>
      <Modal opened={token !== null} onClose={() => setToken(null)} title={`Token of ${name}`} centered>
        <Stack gap="sm">
          <Text size="sm">
            Paste it where {name} runs. Whoever holds it may do what the connection may; that you looked at it
            is in the audit log.
          </Text>
          {token && <Secret value={token} />}
        </Stack>
      </Modal>
      {isShowingUsers && <ConnectionUsers connection={connection} onClose={users.close} />}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Disconnect ${name}?`}
        action="Disconnect"
        isDestructive
        run={() => acts.disconnectAll(id).then(() => tell(`${name} is disconnected.`))}
      >
        <Text size="sm">
          Its tokens stop working at once for everybody who added it, and it is taken off every page. What it
          wrote stays.
        </Text>
      </Confirm>
    </>
  )
}
