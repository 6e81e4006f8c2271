import { ActionIcon, Button, Group, Menu, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Database } from '../../../data/databases.ts'
import { createView, type View, type ViewType } from '../../../data/views.ts'
import { describe } from '../../../ui/failed.tsx'
import { ViewIcon } from '../view-icon.tsx'

const types: readonly ViewType[] = ['table', 'board', 'list', 'calendar', 'gallery']
const nameOf = (type: string): string => type.slice(0, 1).toUpperCase() + type.slice(1)

interface Props {
  database: Database
  shown: View
  onMade: (id: string) => void
}

/** Another way of looking at the rows. */
export function NewView({ database, shown, onMade }: Props) {
  const [type, setType] = useState<ViewType | null>(null)
  return (
    <>
      <Menu position="bottom-start" width={180}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label="Add a view">
            <IconPlus size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {types.map((type) => (
            <Menu.Item key={type} leftSection={<ViewIcon type={type} />} onClick={() => setType(type)}>
              {nameOf(type)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {type && <NewViewForm {...{ database, shown, type, onMade }} onClose={() => setType(null)} />}
    </>
  )
}

interface FormProps extends Props {
  type: ViewType
  onClose: () => void
}

function NewViewForm({ database, shown, type, onMade, onClose }: FormProps) {
  const [name, setName] = useState('')
  const [sourceId, setSourceId] = useState(shown.data_source_id ?? database.data_sources[0]?.id ?? '')
  const [error, setError] = useState<string | null>(null)
  const [isMaking, setMaking] = useState(false)
  const sources = database.data_sources
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setMaking(true)
    try {
      const view = await createView({
        database_id: database.id,
        data_source_id: sourceId,
        name: name.trim() || nameOf(type),
        type,
      })
      onMade(view.id)
      onClose()
    } catch (thrown) {
      setError(describe(thrown))
    } finally {
      setMaking(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={`New ${type}`} size="sm">
      <form onSubmit={make}>
        <Stack>
          <TextInput
            data-autofocus
            label="Name"
            placeholder={nameOf(type)}
            value={name}
            error={error}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {sources.length > 1 && (
            <NativeSelect
              label="Rows of"
              data={sources.map(({ id, name }) => ({ value: id, label: name || 'Untitled' }))}
              value={sourceId}
              onChange={({ currentTarget }) => setSourceId(currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isMaking}>
              Add view
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
