import { Button, Group, Text } from '@mantine/core'
import { useSession } from '../../data/session.ts'
import { submitForm } from '../../data/submit-form.ts'

/** A connection belongs to the workspace it is made in, so those of others are found by going there. */
export function OtherWorkspaces() {
  const session = useSession()
  const others = session.workspaces.filter(({ id }) => id !== session.workspace.id)
  if (others.length === 0) return null
  return (
    <Group mt="xl" gap="xs">
      <Text size="sm" c="dimmed">
        A connection belongs to one workspace. This one is {session.workspace.name}; go to
      </Text>
      {others.map(({ id, name }) => (
        <Button
          key={id}
          size="compact-sm"
          variant="default"
          onClick={() =>
            submitForm('/workspace', session, { workspace_id: id, next: location.pathname + location.search })
          }
        >
          {name}
        </Button>
      ))}
    </Group>
  )
}
