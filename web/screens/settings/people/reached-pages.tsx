import { Modal, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Permission } from '#client/generated.ts'
import { type Person, reachedQuery } from '../../../data/people.ts'
import { pathQuery } from '../../../data/tree.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { NodeIcon } from '../../../ui/node-icon.tsx'

/** Which pages somebody was given. */
export function ReachedPages({ person, onClose }: { person: Person; onClose: () => void }) {
  const who = person.name ?? person.person.email
  return (
    <Modal opened onClose={onClose} title={`Pages of ${who}`} centered>
      <ListOf
        query={useQuery(reachedQuery(person.id))}
        empty={<Text c="dimmed">{who} reaches no page that you see.</Text>}
      >
        {(permissions) => (
          <Lines label={`Pages of ${who}`}>
            {permissions.map((permission) => (
              <ReachedPage key={permission.id} permission={permission} />
            ))}
          </Lines>
        )}
      </ListOf>
      <Text size="sm" c="dimmed" mt="sm">
        And all that stands in these. Pages that you cannot see yourself are not listed. Whoever shares a page
        takes it away again in its share menu.
      </Text>
    </Modal>
  )
}

const levels: Record<Permission['level'], string> = {
  full_access: 'Full access',
  edit: 'Can edit',
  edit_content: 'Can edit content',
  comment: 'Can comment',
  view: 'Can view',
}

function ReachedPage({
  permission: { page_id, database_id, level, expiration_time },
}: {
  permission: Permission
}) {
  const id = (page_id ?? database_id)!
  const { data: path } = useQuery(pathQuery(id))
  const node = path?.at(-1)
  return (
    <Line
      mark={<NodeIcon icon={node?.icon ?? null} type={page_id ? 'page' : 'database'} />}
      title={
        node === undefined ? (
          <Skeleton height={14} width="60%" />
        ) : (
          <Link to="/$name" params={{ name: id.replaceAll('-', '') }} style={{ color: 'inherit' }}>
            {node.title || 'Untitled'}
          </Link>
        )
      }
      more={expiration_time && `until ${new Date(expiration_time).toLocaleDateString()}`}
    >
      <Text size="sm" c="dimmed">
        {levels[level]}
      </Text>
    </Line>
  )
}
