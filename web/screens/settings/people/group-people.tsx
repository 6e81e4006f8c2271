import { Button, Modal, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Group, groupMembersQuery, peopleActs, peopleQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { tellFailure } from '../../../ui/tell.ts'

interface Props {
  group: Group
  mayChange: boolean
  onClose: () => void
}

/** Who is in a group. */
export function GroupPeople({ group, mayChange, onClose }: Props) {
  const session = useSession()
  const acts = peopleActs(session)
  const query = useQuery(groupMembersQuery(session, group.id))
  const { data: people = [] } = useQuery(peopleQuery(session))
  const has = new Set(query.data?.map(({ id }) => id))
  const others = people.filter(
    ({ id, role, state }) => role !== 'guest' && state !== 'removed' && !has.has(id),
  )
  return (
    <Modal opened onClose={onClose} title={`People of ${group.name}`} centered>
      {mayChange && (
        <Select
          mb="sm"
          aria-label="Add somebody"
          placeholder="Add somebody…"
          searchable
          nothingFoundMessage="Nobody else is called so."
          data={others.map(({ id, name, person }) => ({ value: id, label: name ?? person?.email ?? id }))}
          value={null}
          onChange={(id) => id && acts.addToGroup(group.id, id).catch(tellFailure)}
        />
      )}
      <ListOf query={query} empty={<Text c="dimmed">Nobody is in it yet.</Text>}>
        {(members) => (
          <Lines label={`People of ${group.name}`}>
            {members.map(({ id, name, avatar_url, person }) => (
              <Line
                key={id}
                mark={<PersonIcon name={name} avatar_url={avatar_url} />}
                title={name ?? person?.email}
                more={person?.email}
              >
                {mayChange && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Take out ${name}`}
                    onClick={() => acts.takeFromGroup(group.id, id).catch(tellFailure)}
                  >
                    Take out
                  </Button>
                )}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
    </Modal>
  )
}
