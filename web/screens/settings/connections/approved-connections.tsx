import { Alert, Group, Select, Text } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { approvedQuery, policyQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { AddApproved } from './add-approved.tsx'

const ApprovedMenu = lazyMenu(() => import('./approved-menu.tsx'), 'ApprovedMenu')

/** What members may add where only approved connections may be added. */
export function ApprovedConnections() {
  const session = useSession()
  const query = useQuery(approvedQuery(session))
  const { data: policy } = useQuery(policyQuery(session))
  const [userId, setUserId] = useState<string | null>(null)
  const users = new Map(
    query.data?.flatMap(({ users }) => users.map(({ id, name }) => [id, name ?? 'Somebody'])),
  )
  return (
    <>
      {policy && policy.connections.install !== 'approved_only' && (
        <Alert variant="light" color="gray" mt="sm">
          The list counts once members may install “Only from approved list”.
        </Alert>
      )}
      <Group justify="space-between" mt="sm">
        <Select
          aria-label="Filter by user"
          placeholder="Filter by user"
          clearable
          searchable
          disabled={users.size === 0}
          data={[...users].map(([value, label]) => ({ value, label }))}
          value={userId}
          onChange={setUserId}
        />
        <AddApproved />
      </Group>
      <ListOf
        query={query}
        empty={
          <Message icon={<IconListCheck size={36} stroke={1.2} />} title="No approved connections yet">
            Approve those that members may install by themselves.
          </Message>
        }
      >
        {(approved) => (
          <Lines label="Approved connections">
            {approved
              .filter(({ users }) => userId === null || users.some(({ id }) => id === userId))
              .map(({ connection, users }) => (
                <Line
                  key={connection.id}
                  mark={<ConnectionIcon {...connection} />}
                  title={connection.name}
                  more={connection.developer_name}
                >
                  <Text size="sm" c="dimmed" maw="16rem" truncate>
                    {users.map(({ name }) => name).join(', ') || 'Not installed yet'}
                  </Text>
                  <ApprovedMenu
                    label={`More about ${connection.name}`}
                    connection={connection}
                    users={users}
                    onFilter={setUserId}
                  />
                </Line>
              ))}
          </Lines>
        )}
      </ListOf>
    </>
  )
}
