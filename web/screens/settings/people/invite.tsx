import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { peopleActs, type Role } from '../../../data/people.ts'
import { isOwner, useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'
import { Secret } from '../../../ui/secret.tsx'
import { tell } from '../../../ui/tell.ts'
import { roles } from './roles.ts'

/** Asks somebody to become a member. */
export const Invite = ({ onClose }: { onClose: () => void }) => (
  <Modal opened onClose={onClose} title="Invite somebody" centered>
    <InviteForm onDone={onClose} />
  </Modal>
)

function InviteForm({ onDone }: { onDone: () => void }) {
  const session = useSession()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [link, setLink] = useState<string | null>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    try {
      const { url } = await peopleActs(session).invite(email.trim(), role)
      if (url === null) {
        tell(`${email} is invited.`)
        onDone()
      } else setLink(url)
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  if (link !== null) {
    return (
      <Stack>
        <Text size="sm">This server sends no mail. Give {email} this link; it works once.</Text>
        <Secret value={link} />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          type="email"
          label="E-mail"
          required
          value={email}
          error={mistake}
          onChange={({ currentTarget }) => {
            setEmail(currentTarget.value)
            setMistake(null)
          }}
        />
        <NativeSelect
          label="Role"
          data={roles.filter(({ value }) => value !== 'owner' || isOwner(session))}
          description={roles.find(({ value }) => value === role)?.says}
          value={role}
          onChange={({ currentTarget }) => setRole(currentTarget.value as Role)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            Send invitation
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
