import { Button, Text, Title } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Connection, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { tell } from '../../ui/tell.ts'

export function DeleteConnection({ connection: { id, name, kind } }: { connection: Connection }) {
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        Delete
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Its tokens stop working, and it is on no page any more. What it wrote stays.
      </Text>
      <Button variant="default" color="red" onClick={() => setAsking(true)}>
        Delete connection
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}?`}
        action="Delete connection"
        isDestructive
        run={async () => {
          await hubActs(session).remove(id)
          await navigate({ to: '/my-integrations' })
          tell(`${name} is deleted.`)
        }}
      >
        <Text size="sm">
          {kind === 'internal' ? 'Its token stops' : 'The tokens of everybody who let it in stop'} working at
          once. Its webhooks end, and it is taken off every page. This cannot be undone.
        </Text>
      </Confirm>
    </section>
  )
}
