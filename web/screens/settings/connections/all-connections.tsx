import { Badge, Button, TextInput } from '@mantine/core'
import { IconApps, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connectionsQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { dayOf } from '../../../ui/when.ts'

const ConnectionMenu = lazyMenu(() => import('./connection-menu.tsx'), 'ConnectionMenu')

/** Fewer than these are seen at a glance. */
const MANY = 8

/** Every connection of the workspace: who added it, and when. */
export function AllConnections({ onAdd }: { onAdd: () => void }) {
  const query = useQuery(connectionsQuery(useSession()))
  const [text, setText] = useState('')
  return (
    <ListOf
      query={query}
      empty={
        <Message
          icon={<IconApps size={36} stroke={1.2} />}
          title="No connections yet"
          actions={
            <Button mt="sm" variant="default" onClick={onAdd}>
              Add connection
            </Button>
          }
        >
          A connection lets a program read and write the pages that it is added to.
        </Message>
      }
    >
      {(connections) => (
        <>
          {connections.length > MANY && (
            <TextInput
              mt="sm"
              aria-label="Search connections"
              placeholder="Search connections…"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
          <Lines label="Connections">
            {connections
              .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
              .map((connection) => (
                <Line
                  key={connection.id}
                  mark={<ConnectionIcon {...connection} />}
                  title={connection.name}
                  more={addedWords(connection)}
                >
                  <Badge variant="default" size="sm" visibleFrom="xs">
                    {connection.kind}
                  </Badge>
                  <ConnectionMenu label={`More about ${connection.name}`} connection={connection} />
                </Line>
              ))}
          </Lines>
        </>
      )}
    </ListOf>
  )
}

interface Added {
  added_by: { name: string | null } | null
  added_time: string | null
  created_by: { name: string | null } | null
  created_time: string
}

/** Who added a connection and when; of one that nobody added yet, who made it. */
export const addedWords = ({ added_by, added_time, created_by, created_time }: Added): string =>
  added_time === null
    ? `Made${by(created_by)} on ${dayOf(created_time)}, added by nobody yet`
    : `Added${by(added_by)} on ${dayOf(added_time)}`

const by = (user: { name: string | null } | null): string => (user?.name ? ` by ${user.name}` : '')
