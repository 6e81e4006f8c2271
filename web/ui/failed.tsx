import { Button, Group } from '@mantine/core'
import { ApiError } from '../data/api.ts'
import { Message } from './message.tsx'

/** When a screen could not be shown. */
export function Failed({ error, reset }: { error: unknown; reset?: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <Message
      title="This could not be loaded"
      actions={
        <Group mt="sm">
          <Button onClick={() => (reset ? reset() : location.reload())}>Try again</Button>
          <Button variant="default" component="a" href="/">
            To the start
          </Button>
        </Group>
      }
    >
      <p role="alert">{describe(error)}</p>
      {requestId && <small>Request {requestId}</small>}
    </Message>
  )
}

/** What a person reads of an error. */
export function describe(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return 'The server was not reached. Check your connection, then try again.'
}
