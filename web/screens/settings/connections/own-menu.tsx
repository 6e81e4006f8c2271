import { Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFiles, IconPlugConnectedX } from '@tabler/icons-react'
import { connectionActs, type OfferedConnection } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { tell } from '../../../ui/tell.ts'
import { developerItems } from './developer-items.tsx'

const OwnPages = lazyPart(() => import('./own-pages.tsx'), 'OwnPages')

/** The ••• beside a connection that one added, and somebody else made. */
export function OwnMenu({ label, connection }: { label: string; connection: OfferedConnection }) {
  const { id, name, bot_id } = connection
  const session = useSession()
  const [isChoosing, choosing] = useDisclosure(false)
  const [isAsking, asking] = useDisclosure(false)
  return (
    <>
      <MoreMenu label={label} width={260}>
        {bot_id && (
          <Menu.Item leftSection={<IconFiles size={16} />} onClick={choosing.open}>
            Choose pages
          </Menu.Item>
        )}
        {developerItems(connection)}
        <Menu.Item color="red" leftSection={<IconPlugConnectedX size={16} />} onClick={asking.open}>
          Disconnect
        </Menu.Item>
      </MoreMenu>
      {isChoosing && <OwnPages connection={connection} onClose={choosing.close} />}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Disconnect ${name}?`}
        action="Disconnect"
        isDestructive
        run={() =>
          connectionActs(session)
            .disconnect(id, session.user.id)
            .then(() => tell(`${name} acts for you no more.`))
        }
      >
        <Text size="sm">It stops acting for you at once. What it wrote stays.</Text>
      </Confirm>
    </>
  )
}
