import { Text, Title } from '@mantine/core'
import { IconClock, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Permission, permissionsQuery } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { PersonIcon } from '../../ui/person-icon.tsx'
import { RoundIcon } from '../../ui/round-icon.tsx'
import { dayOf } from '../../ui/when.ts'
import { EntryMenu } from './entry-menu.tsx'
import { levelName } from './levels.ts'
import { Origin } from './origin.tsx'

/** Who has access, and where each of them has it from. What is for everybody stands by itself. */
export function AccessList({ item }: { item: TreeItem }) {
  const query = useQuery(permissionsQuery(item))
  const named = query.data?.filter(
    ({ principal }) => principal.type !== 'workspace' && principal.type !== 'public',
  )
  return (
    <section>
      <Title order={3} size="h5" mt="lg">
        Who has access
      </Title>
      <ListOf
        query={{ ...query, data: named } as typeof query}
        empty={
          <Text c="dimmed" size="sm" mt="xs">
            Nobody by name.
          </Text>
        }
      >
        {(permissions) => (
          <Lines label="Who has access">
            {permissions.map((permission) => (
              <Entry key={permission.id} item={item} permission={permission} />
            ))}
          </Lines>
        )}
      </ListOf>
    </section>
  )
}

function Entry({ item, permission }: { item: TreeItem; permission: Permission }) {
  const { user } = useSession()
  const { principal, level, status, inherited_from, expiration_time } = permission
  const isSelf = principal.type === 'user_id' && principal.user_id === user.id
  const name = nameIn(permission)
  const kind = kinds[principal.type]
  return (
    <Line
      mark={<Mark permission={permission} />}
      title={
        <>
          {name}
          {isSelf && (
            <Text span size="sm" c="dimmed">
              {' '}
              (you)
            </Text>
          )}
        </>
      }
      more={
        <>
          {status === 'pending' && 'Invited · '}
          {kind && `${kind} · `}
          <Origin item={item} from={inherited_from} />
          {expiration_time && ` · ${status === 'expired' ? 'Ended on' : 'Until'} ${dayOf(expiration_time)}`}
        </>
      }
    >
      {item.level === 'full_access' ? (
        <EntryMenu item={item} permission={permission} name={name} />
      ) : (
        <Text size="sm" c="dimmed">
          {levelName(level)}
        </Text>
      )}
    </Line>
  )
}

const kinds: Partial<Record<Permission['principal']['type'], string>> = {
  group_id: 'Group',
  teamspace_id: 'Teamspace',
  bot_id: 'Connection',
}

/** What somebody who has access is called. */
export function nameIn({ principal, name, invitation }: Permission): string {
  if (principal.type === 'teamspace_id') {
    const teamspace = name ?? 'a teamspace'
    return principal.teamspace_role === 'owner' ? `Owners of ${teamspace}` : `Everybody in ${teamspace}`
  }
  if (principal.type === 'email') return principal.email ?? invitation?.email ?? 'Somebody who was invited'
  return name ?? 'Somebody without a name'
}

function Mark({ permission }: { permission: Permission }) {
  const { principal, avatar_url } = permission
  const name = nameIn(permission)
  switch (principal.type) {
    case 'bot_id':
      return <ConnectionIcon name={name} logo_url={avatar_url} size={36} />
    case 'group_id':
      return <RoundIcon icon={IconUsersGroup} />
    case 'teamspace_id':
      return <RoundIcon icon={IconUsers} />
    case 'email':
      return <RoundIcon icon={IconClock} />
    default:
      return <PersonIcon name={name} avatar_url={avatar_url} />
  }
}
