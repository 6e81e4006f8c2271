import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { peopleActs } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'

interface Props {
  /** The one that gets another name; a new one without. */
  group?: { id: string; name: string }
  onClose: () => void
}

/** What a group is called. */
export const GroupName = ({ group, onClose }: Props) => (
  <Modal opened onClose={onClose} title={group ? `Rename ${group.name}` : 'New group'} centered>
    <NameForm group={group} onDone={onClose} />
  </Modal>
)

function NameForm({ group, onDone }: { group: Props['group']; onDone: () => void }) {
  const acts = peopleActs(useSession())
  const [name, setName] = useState(group?.name ?? '')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake('Give it a name.')
    setRunning(true)
    try {
      await (group ? acts.renameGroup(group.id, name.trim()) : acts.createGroup(name.trim()))
      onDone()
    } catch (error) {
      setMistake(describe(error))
      setRunning(false)
    }
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput
          data-autofocus
          label="Name"
          required
          maxLength={100}
          value={name}
          error={mistake}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setMistake(null)
          }}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            {group ? 'Rename' : 'Create'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
