import { Button, Modal, NativeSelect, Select, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { groupsQuery, peopleQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import {
  type Teamspace,
  type TeamspaceMember,
  teamspaceActs,
  teamspaceMembersQuery,
} from '../../../data/teamspaces.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { tellFailure } from '../../../ui/tell.ts'

interface Props {
  teamspace: Teamspace
  manages: boolean
  onClose: () => void
}

const roles = [
  { value: 'owner', label: 'Owner' },
  { value: 'member', label: 'Member' },
]

/** The people and groups in a teamspace. */
export function TeamspacePeople({ teamspace, manages, onClose }: Props) {
  const session = useSession()
  const acts = teamspaceActs(session)
  const query = useQuery(teamspaceMembersQuery(session, teamspace.id))
  const { data: people = [] } = useQuery(peopleQuery(session))
  const { data: groups = [] } = useQuery(groupsQuery(session))
  const mayAdd = manages || (teamspace.role !== null && teamspace.invite === 'members')
  const has = new Set(query.data?.map(idOf))
  const others = [
    ...groups.map(({ id, name }) => ({ value: `group_id ${id}`, label: name, id })),
    ...people
      .filter(({ role, state }) => role !== 'guest' && state === 'active')
      .map(({ id, name, person }) => ({ value: `user_id ${id}`, label: name ?? person?.email ?? id, id })),
  ].filter(({ id }) => !has.has(id))
  const add = (chosen: string) => {
    const [kind, id] = chosen.split(' ') as ['user_id' | 'group_id', string]
    return acts.add(teamspace.id, { [kind]: id } as { user_id: string }).catch(tellFailure)
  }
  return (
    <Modal opened onClose={onClose} title={`People of ${teamspace.name}`} centered>
      {mayAdd && (
        <Select
          mb="sm"
          aria-label="Take somebody in"
          placeholder="Take somebody in…"
          searchable
          nothingFoundMessage="Nobody else is called so."
          data={others.map(({ value, label }) => ({ value, label }))}
          value={null}
          onChange={(chosen) => chosen && add(chosen)}
        />
      )}
      <ListOf query={query} empty={<Text c="dimmed">Nobody is in it yet.</Text>}>
        {(members) => (
          <Lines label={`People of ${teamspace.name}`}>
            {members.map((member) => {
              const id = idOf(member)
              const group = groups.find((one) => one.id === id)
              const person = people.find((one) => one.id === id)
              const name = group?.name ?? person?.name ?? person?.person?.email ?? 'Somebody'
              return (
                <Line
                  key={id}
                  mark={
                    'group_id' in member.principal ? (
                      <IconUsersGroup size={28} stroke={1.5} aria-hidden />
                    ) : (
                      <PersonIcon name={name} avatar_url={person?.avatar_url ?? null} />
                    )
                  }
                  title={name}
                  more={person?.person?.email ?? (group && 'Group')}
                >
                  {manages ? (
                    <>
                      <NativeSelect
                        size="xs"
                        aria-label={`Role of ${name}`}
                        data={roles}
                        value={member.role}
                        onChange={({ currentTarget }) =>
                          acts
                            .setRole(teamspace.id, id, currentTarget.value as 'owner' | 'member')
                            .catch(tellFailure)
                        }
                      />
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`Take out ${name}`}
                        onClick={() => acts.remove(teamspace.id, id).catch(tellFailure)}
                      >
                        Take out
                      </Button>
                    </>
                  ) : (
                    <Text size="sm" c="dimmed">
                      {member.role === 'owner' ? 'Owner' : 'Member'}
                    </Text>
                  )}
                </Line>
              )
            })}
          </Lines>
        )}
      </ListOf>
    </Modal>
  )
}

const idOf = ({ principal }: TeamspaceMember): string =>
  'user_id' in principal ? principal.user_id : principal.group_id
