import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { connectionActs, requestsQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'

/** Connections that members asked for. */
export function Requests() {
  const session = useSession()
  const query = useQuery(requestsQuery(session))
  const decide = (id: string, state: 'approved' | 'denied', name: string) =>
    connectionActs(session)
      .decide(id, state)
      .then(
        () => tell(state === 'approved' ? `${name} is approved.` : `${name} stays unapproved.`),
        tellFailure,
      )
  return (
    <ListOf
      query={query}
      empty={
        <Message icon={<IconInbox size={36} stroke={1.2} />} title="Nobody is waiting for an answer">
          When members may install only what is approved, they ask for other connections here.
        </Message>
      }
    >
      {(requests) => (
        <Lines label="Requests">
          {requests.map(({ id, connection, user, message, created_time }) => (
            <Line
              key={id}
              mark={<ConnectionIcon {...connection} />}
              title={connection.name}
              more={`${user.name} asked on ${dayOf(created_time)}${message ? `: ${message}` : ''}`}
            >
              <Button
                size="xs"
                aria-label={`Approve ${connection.name}`}
                onClick={() => decide(id, 'approved', connection.name)}
              >
                Approve
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={`Deny ${connection.name}`}
                onClick={() => decide(id, 'denied', connection.name)}
              >
                Deny
              </Button>
            </Line>
          ))}
        </Lines>
      )}
    </ListOf>
  )
}
