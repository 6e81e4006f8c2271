import { Button, Modal, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ConnectionUser, connectionActs, connectionUsersQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { tell } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'

interface Props {
  connection: { id: string; name: string }
  onClose: () => void
}

/** Who added a connection, and ending it for one of them. */
export const ConnectionUsers = ({ connection, onClose }: Props) => (
  <Modal opened onClose={onClose} title={`Users with access to ${connection.name}`} size="lg" centered>
    <Users {...connection} />
  </Modal>
)

function Users({ id, name }: { id: string; name: string }) {
  const session = useSession()
  const query = useQuery(connectionUsersQuery(session, id))
  const [text, setText] = useState('')
  const [revoked, setRevoked] = useState<ConnectionUser | null>(null)
  const words = text.trim().toLowerCase()
  return (
    <>
      <ListOf query={query} empty={<Text c="dimmed">Nobody added {name} yet.</Text>}>
        {(users) => (
          <>
            <TextInput
              data-autofocus
              aria-label="Filter by user"
              placeholder="Filter by user…"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Lines label={`Users of ${name}`}>
              {users
                .filter(({ name, person }) => `${name} ${person?.email}`.toLowerCase().includes(words))
                .map((user) => (
                  <Line
                    key={user.bot_id + user.id}
                    mark={<PersonIcon name={user.name} avatar_url={user.avatar_url} />}
                    title={user.name ?? user.person?.email ?? 'Somebody'}
                    more={[user.person?.email, `added ${dayOf(user.added_time)}`, lastUse(user)]
                      .filter(Boolean)
                      .join(' · ')}
                  >
                    <Button size="xs" variant="default" onClick={() => setRevoked(user)}>
                      Revoke access
                    </Button>
                  </Line>
                ))}
            </Lines>
          </>
        )}
      </ListOf>
      <Confirm
        isOpen={revoked !== null}
        onClose={() => setRevoked(null)}
        title={`Revoke ${revoked?.name ?? 'this person'}’s access?`}
        action="Revoke access"
        isDestructive
        run={() =>
          connectionActs(session)
            .disconnect(id, revoked!.id)
            .then(() => tell(`${name} is disconnected for ${revoked!.name}.`))
        }
      >
        <Text size="sm">
          {name} stops acting for {revoked?.name ?? 'them'} at once. Others who added it go on with it.
        </Text>
      </Confirm>
    </>
  )
}

const lastUse = ({ last_used_time }: ConnectionUser): string =>
  last_used_time === null ? 'never used' : `last used ${dayOf(last_used_time)}`
