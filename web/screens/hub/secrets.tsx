import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type Connection, type ConnectionSecret, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Secret } from '../../ui/secret.tsx'
import { tellFailure } from '../../ui/tell.ts'

/** What the program proves itself with: shown when it is asked for, and given anew. */
export function Secrets({ connection: { id } }: { connection: Connection }) {
  const session = useSession()
  const [secret, setSecret] = useState<ConnectionSecret | null>(null)
  return (
    <section>
      <Title order={2} size="h5" mb="sm">
        Secret
      </Title>
      <Stack gap="md" maw="36rem">
        {secret?.token && <Secret value={secret.token} />}
        {secret?.client_secret && <Secret value={secret.client_secret} />}
        <Text size="sm" c="dimmed">
          That a secret was shown is in the audit log.
        </Text>
        <Group>
          <Button variant="default" onClick={() => hubActs(session).reveal(id).then(setSecret, tellFailure)}>
            Show
          </Button>
        </Group>
      </Stack>
    </section>
  )
}
