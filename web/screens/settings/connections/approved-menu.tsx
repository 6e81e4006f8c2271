import { Checkbox, Menu, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter, IconListDetails, IconPlugConnectedX, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { type ApprovedConnection, connectionActs } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { tell } from '../../../ui/tell.ts'
import { ConnectionUsers } from './connection-users.tsx'

interface Props extends Pick<ApprovedConnection, 'connection' | 'users'> {
  label: string
  /** Shows only what somebody added. */
  onFilter: (userId: string) => void
}

/** The ••• of an approved connection. */
export function ApprovedMenu({ label, connection, users, onFilter }: Props) {
  const { id, name } = connection
  const acts = connectionActs(useSession())
  const [isShowingUsers, showing] = useDisclosure(false)
  const [isDisconnecting, disconnecting] = useDisclosure(false)
  const [isRemoving, removing] = useDisclosure(false)
  const [alsoDisconnects, setAlsoDisconnects] = useState(false)
  const people = users.length === 1 ? '1 person' : `${users.length} people`
  return (
    <>
      <MoreMenu label={label} width={260}>
        {users.length > 0 && (
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconFilter size={16} />}>Filter by user</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              {users.map((user) => (
                <Menu.Item key={user.id} onClick={() => onFilter(user.id)}>
                  {user.name}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
        <Menu.Item leftSection={<IconUserMinus size={16} />} onClick={showing.open}>
          Revoke users’ access
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconPlugConnectedX size={16} />}
          disabled={users.length === 0}
          onClick={disconnecting.open}
        >
          Disconnect all users
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconListDetails size={16} />} onClick={removing.open}>
          Remove from approved list
        </Menu.Item>
      </MoreMenu>
      {isShowingUsers && <ConnectionUsers connection={connection} onClose={showing.close} />}
      <Confirm
        isOpen={isDisconnecting}
        onClose={disconnecting.close}
        title={`Disconnect all users of ${name}?`}
        action="Disconnect all"
        isDestructive
        run={() => acts.disconnectAll(id).then(() => tell(`${name} is disconnected for everybody.`))}
      >
        <Text size="sm">
          It stops working at once for {people}, and is taken off every page. It stays approved: whoever wants
          may install it again.
        </Text>
      </Confirm>
      <Confirm
        isOpen={isRemoving}
        onClose={removing.close}
        title={`Remove ${name} from the approved list?`}
        action="Remove"
        isDestructive
        run={() => acts.unapprove(id, alsoDisconnects).then(() => tell(`${name} is approved no more.`))}
      >
        <Stack gap="sm">
          <Text size="sm">
            Nobody else may install it. Who did already goes on with it, unless you end that too.
          </Text>
          {users.length > 0 && (
            <Checkbox
              label={`Disconnect it for ${people} as well`}
              checked={alsoDisconnects}
              onChange={({ currentTarget }) => setAlsoDisconnects(currentTarget.checked)}
            />
          )}
        </Stack>
      </Confirm>
    </>
  )
}
