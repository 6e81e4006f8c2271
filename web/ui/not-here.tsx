import { Button } from '@mantine/core'
import { Message } from './message.tsx'

export const NotHere = () => (
  <Message
    isWhole
    title="Nothing is here"
    actions={
      <Button mt="sm" component="a" href="/">
        To the start
      </Button>
    }
  >
    The address leads to no screen of Octavo.
  </Message>
)
