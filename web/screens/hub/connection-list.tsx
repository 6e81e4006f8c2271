import { Button, Text, Title } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { builtQuery, type Connection } from '../../data/hub.ts'
import { isOwner, useSession } from '../../data/session.ts'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { Message } from '../../ui/message.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { dayOf } from '../../ui/when.ts'
import classes from './hub.module.css'
import { OtherWorkspaces } from './other-workspaces.tsx'
import { useRefusal } from './refusal.ts'

/** The connections that one builds: internal ones, and public ones that others install. */
export function ConnectionList() {
  const session = useSession()
  const query = useQuery(builtQuery(session))
  const refusal = useRefusal()
  const create = (
    <Button component={Link} to="/my-integrations/new" leftSection={<IconPlus size={16} />}>
      New connection
    </Button>
  )
  return (
    <>
      <ScreenHead title="Connections" action={refusal === null && create}>
        Programs that {isOwner(session) ? 'people of this workspace build' : 'you build'}. Each acts by its
        own token, with the capabilities you give it.
      </ScreenHead>
      {refusal && (
        <Text size="sm" mb="lg">
          {refusal}
        </Text>
      )}
      <ListOf
        query={query}
        empty={
          <Message
            icon={<IconPlugConnected size={36} stroke={1.2} />}
            title="No connections yet"
            actions={refusal === null && create}
          >
            An internal connection reads and writes pages of this workspace. A public one is installed by
            people of any workspace, by OAuth.
          </Message>
        }
      >
        {(connections) => (
          <>
            <Kind title="Internal" connections={connections.filter(({ kind }) => kind === 'internal')} />
            <Kind title="Public" connections={connections.filter(({ kind }) => kind === 'public')} />
          </>
        )}
      </ListOf>
      <OtherWorkspaces />
    </>
  )
}

function Kind({ title, connections }: { title: string; connections: Connection[] }) {
  const { workspace } = useSession()
  if (connections.length === 0) return null
  return (
    <section>
      <Title order={2} size="h5" mt="lg">
        {title}
      </Title>
      <Lines label={title}>
        {connections.map((connection) => (
          <Line
            key={connection.id}
            mark={<ConnectionIcon {...connection} />}
            title={
              <Link
                to="/my-integrations/$connection/{-$tab}"
                params={{ connection: connection.id }}
                className={classes.whole}
              >
                {connection.name}
              </Link>
            }
            more={`${workspace.name} · made${by(connection)} on ${dayOf(connection.created_time)}`}
          >
            <Text size="xs" c="dimmed">
              {connection.installed ? 'In use' : 'Not added yet'}
            </Text>
          </Line>
        ))}
      </Lines>
    </section>
  )
}

const by = ({ created_by }: Connection): string => (created_by?.name ? ` by ${created_by.name}` : '')
