import { Badge, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { connectionUsersQuery } from '../../data/connections.ts'
import { type Connection, distributionQuery } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { PersonIcon } from '../../ui/person-icon.tsx'
import { Section } from '../../ui/section.tsx'
import { dayOf } from '../../ui/when.ts'
import { counted } from './counted.ts'

/** Who may install a public connection, and who did. */
export const Distribution = ({ connection }: { connection: Connection }) => (
  <>
    <Reach connection={connection} />
    <Installs connection={connection} />
  </>
)

function Reach({ connection: { distribution } }: { connection: Connection }) {
  const { workspace } = useSession()
  return (
    <Section
      title="Who may install it"
      says={
        distribution === 'any_workspace'
          ? 'People of every workspace on this server. It is offered in their catalogues, as the policy of each workspace lets it.'
          : `Only people of ${workspace.name}. That was chosen when it was made public.`
      }
    />
  )
}

function Installs({ connection }: { connection: Connection }) {
  const session = useSession()
  const { data: spread } = useQuery(distributionQuery(session, connection.id))
  const query = useQuery(connectionUsersQuery(session, connection.id))
  const asked = JSON.stringify(connection.capabilities)
  return (
    <Section
      title="Installs"
      says={
        spread &&
        `${counted(spread.people, 'person', 'people')} in ${counted(spread.workspaces, 'workspace', 'workspaces')}. Those of ${session.workspace.name} are listed; others are told to nobody outside of theirs.`
      }
    >
      <ListOf
        query={query}
        empty={<Text size="sm">Nobody of {session.workspace.name} has let it in yet.</Text>}
      >
        {(users) => (
          <Lines label="Installs">
            {users.map((user) => (
              <Line
                key={user.id}
                mark={
                  user.type === 'person' ? (
                    <PersonIcon name={user.name ?? ''} avatar_url={user.avatar_url} />
                  ) : (
                    <IconUsers size={20} aria-hidden />
                  )
                }
                title={user.name ?? 'Somebody'}
                more={`Agreed on ${dayOf(user.authorized_time)} · ${user.last_used_time ? `last used ${dayOf(user.last_used_time)}` : 'not used yet'}`}
              >
                {JSON.stringify(user.capabilities) !== asked && (
                  <Badge variant="default" visibleFrom="xs">
                    earlier capabilities
                  </Badge>
                )}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
    </Section>
  )
}
