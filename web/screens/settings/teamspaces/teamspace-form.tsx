import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isOwner, useSession } from '../../../data/session.ts'
import { type Teamspace, type TeamspaceFields, teamspaceActs } from '../../../data/teamspaces.ts'
import { describe } from '../../../ui/failed.tsx'

interface Props {
  /** The one that is changed; a new one without. */
  teamspace?: Teamspace
  onClose: () => void
}

const visibilities = [
  { value: 'open', label: 'Open: members find it and join' },
  { value: 'closed', label: 'Closed: members find it, and are taken in' },
  { value: 'private', label: 'Private: only who is in it knows of it' },
]

const levels = [
  { value: 'full_access', label: 'Edit and share' },
  { value: 'edit', label: 'Edit' },
  { value: 'comment', label: 'Comment' },
  { value: 'view', label: 'Read' },
]

const invites = [
  { value: 'owners', label: 'Its owners' },
  { value: 'members', label: 'Everybody in it' },
]

const initial: TeamspaceFields = {
  name: '',
  description: null,
  visibility: 'open',
  is_default: false,
  invite: 'members',
  levels: { members: 'full_access', workspace: null },
}

/** What a teamspace is called, who sees and joins it, and what its pages are to them. */
export const TeamspaceForm = ({ teamspace, onClose }: Props) => (
  <Modal
    opened
    onClose={onClose}
    title={teamspace ? `Settings of ${teamspace.name}` : 'New teamspace'}
    centered
  >
    <Fields teamspace={teamspace} onDone={onClose} />
  </Modal>
)

function Fields({ teamspace, onDone }: { teamspace: Teamspace | undefined; onDone: () => void }) {
  const session = useSession()
  const acts = teamspaceActs(session)
  const [fields, setFields] = useState<TeamspaceFields>(teamspace ? fieldsOf(teamspace) : initial)
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const set = (change: Partial<TeamspaceFields>) => setFields({ ...fields, ...change })
  const isNameless = fields.name.trim() === ''
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isNameless) return setMistake('Give it a name.')
    setRunning(true)
    try {
      // Whether everybody is in it is for owners of the workspace to say.
      const { is_default, ...others } = fields
      const said = isOwner(session) ? fields : others
      await (teamspace ? acts.change(teamspace.id, said) : acts.create(said))
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
          value={fields.name}
          error={isNameless && mistake}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <Textarea
          label="What it is for"
          autosize
          minRows={2}
          maxLength={2000}
          value={fields.description ?? ''}
          onChange={({ currentTarget }) => set({ description: currentTarget.value || null })}
        />
        <NativeSelect
          label="Who finds it"
          data={visibilities}
          value={fields.visibility}
          onChange={({ currentTarget }) =>
            set({ visibility: currentTarget.value as TeamspaceFields['visibility'] })
          }
        />
        <NativeSelect
          label="What its members may do with its pages"
          data={levels}
          value={fields.levels.members ?? 'view'}
          onChange={({ currentTarget }) =>
            set({ levels: { ...fields.levels, members: levelNamed(currentTarget.value) } })
          }
        />
        {fields.visibility === 'open' && (
          <NativeSelect
            label="What everybody else in the workspace may do with them"
            data={[{ value: '', label: 'Nothing' }, ...levels]}
            value={fields.levels.workspace ?? ''}
            onChange={({ currentTarget }) =>
              set({ levels: { ...fields.levels, workspace: levelNamed(currentTarget.value) } })
            }
          />
        )}
        <NativeSelect
          label="Who takes people in"
          data={invites}
          value={fields.invite}
          onChange={({ currentTarget }) => set({ invite: currentTarget.value as TeamspaceFields['invite'] })}
        />
        {isOwner(session) && (
          <Checkbox
            label="Everybody in the workspace is in it"
            checked={fields.is_default}
            onChange={({ currentTarget }) => set({ is_default: currentTarget.checked })}
          />
        )}
        {mistake && !isNameless && (
          <Text role="alert" size="sm" c="red.9">
            {mistake}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={isRunning}>
            {teamspace ? 'Save' : 'Create'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const fieldsOf = ({
  name,
  description,
  visibility,
  is_default,
  invite,
  levels,
}: Teamspace): TeamspaceFields => ({
  name,
  description,
  visibility,
  is_default,
  invite,
  levels: { members: levels.members, workspace: levels.workspace },
})

const levelNamed = (value: string) => (value === '' ? null : value) as TeamspaceFields['levels']['members']
