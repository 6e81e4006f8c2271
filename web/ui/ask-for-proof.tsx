import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { WantedProof } from '../data/proof.ts'
import { queryClient } from '../data/query-client.ts'
import { type Session, sessionQuery } from '../data/session.ts'
import { hearProof, openProofWindow } from './proof-window.ts'

const texts = {
  'sign-in': {
    title: 'You are signed out',
    text: 'Your session has ended. Sign in in another window: you come back to this page as it is, and what was on its way is sent.',
    action: 'Sign in',
  },
  confirm: {
    title: 'Confirm that it is you',
    text: 'You signed in a while ago, and this asks for a little more: your password, a passkey or a code, in another window. Then it is done.',
    action: 'Confirm',
  },
} as const

/** Asks somebody to prove who they are, and waits for the window where they do. */
export function AskForProof({ wanted }: { wanted: WantedProof }) {
  const [isOpen, setOpen] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const { title, text, action } = texts[wanted.kind]
  useEffect(
    () =>
      hearProof(async () => {
        const before = queryClient.getQueryData<Session>(sessionQuery.queryKey)
        const { user } = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
        // Somebody else sees something else.
        if (before && before.user.id !== user.id) location.reload()
        else wanted.settle(true)
      }),
    [wanted],
  )
  const begin = () => {
    setOpen(true)
    setRefused(!openProofWindow(wanted.kind))
  }
  return (
    <Modal opened onClose={() => wanted.settle(false)} title={title} centered zIndex={400}>
      <Stack gap="lg">
        <Text>{text}</Text>
        {isRefused && (
          <Text role="alert" c="red.9">
            Your browser did not open the window. Allow it for this address, and try again.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => wanted.settle(false)}>
            Not now
          </Button>
          <Button data-autofocus onClick={begin}>
            {isOpen && !isRefused ? 'Open the window again' : action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
