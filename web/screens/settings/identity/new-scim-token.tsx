import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { identityActs } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'
import { Secret } from '../../../ui/secret.tsx'

interface Props {
  /** Of the directory whose token it follows; empty for a new one. */
  name: string
  onClose: () => void
}

const DAY = 24 * 60 * 60_000

export const NewScimToken = ({ name, onClose }: Props) => (
  <Modal
    opened
    onClose={onClose}
    title={name === '' ? 'New SCIM token' : `Another token of ${name}`}
    centered
  >
    <TokenForm name={name} onDone={onClose} />
  </Modal>
)

function TokenForm({ name: known, onDone }: { name: string; onDone: () => void }) {
  const acts = identityActs(useSession())
  const [name, setName] = useState(known)
  const [days, setDays] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake('Give it a name: that of the directory.')
    setRunning(true)
    try {
      const ends = days === '' ? null : new Date(Date.now() + Number(days) * DAY).toISOString()
      setToken((await acts.createScimToken(name.trim(), ends)).token)
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  if (token !== null) {
    return (
      <Stack>
        <Text size="sm">Give it to your identity provider now: it is not shown again.</Text>
        <Secret value={token} />
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <form onSubmit={make} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label="Name"
          description="Tokens of one name are of one directory."
          required
          maxLength={100}
          value={name}
          error={mistake}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setMistake(null)
          }}
        />
        <NativeSelect
          label="It ends"
          data={[
            { value: '', label: 'When somebody revokes it' },
            { value: '90', label: 'In 90 days' },
            { value: '180', label: 'In 180 days' },
            { value: '365', label: 'In a year' },
          ]}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
