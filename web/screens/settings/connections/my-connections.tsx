import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  type Connection,
  catalogueQuery,
  connectionsQuery,
  type OfferedConnection,
} from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'

const ConnectionMenu = lazyMenu(() => import('./connection-menu.tsx'), 'ConnectionMenu')
const OwnMenu = lazyMenu(() => import('./own-menu.tsx'), 'OwnMenu')
const AddConnection = lazyPart(() => import('./add-connection.tsx'), 'AddConnection')

/** Settings → My connections: what one added or made oneself. */
export function MyConnections() {
  const session = useSession()
  const catalogue = useQuery(catalogueQuery(session))
  const { data: known = [] } = useQuery(connectionsQuery(session))
  const [isAdding, adding] = useDisclosure(false)
  const made = known.filter(({ created_by }) => created_by?.id === session.user.id)
  const isMade = new Set(made.map(({ id }) => id))
  const installed = catalogue.data?.filter(({ id, status }) => status === 'installed' && !isMade.has(id))
  const all: (Connection | OfferedConnection)[] | undefined = installed && [...made, ...installed]
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      Add connection
    </Button>
  )
  return (
    <>
      <ScreenHead title="My connections" action={add}>
        Programs that you added or made. They reach what you let them reach. Those of your own are built in
        the{' '}
        <Text component="a" href="/my-integrations" inherit td="underline">
          developer hub
        </Text>
        .
      </ScreenHead>
      <ListOf
        query={{ ...catalogue, data: all } as never}
        empty={
          <Message icon={<IconPlugConnected size={36} stroke={1.2} />} title="You have no connections yet">
            Add one from the catalogue, or make a program of your own.
          </Message>
        }
      >
        {(connections: (Connection | OfferedConnection)[]) => (
          <Lines label="My connections">
            {connections.map((connection) => (
              <Line
                key={connection.id}
                mark={<ConnectionIcon {...connection} />}
                title={connection.name}
                more={connection.description ?? (isMade.has(connection.id) ? 'Made by you' : 'Added by you')}
              >
                {'created_time' in connection ? (
                  <ConnectionMenu label={`More about ${connection.name}`} connection={connection} />
                ) : (
                  <OwnMenu label={`More about ${connection.name}`} connection={connection} />
                )}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      {isAdding && <AddConnection onClose={adding.close} />}
    </>
  )
}
