import { ActionIcon, Button, Group, Menu, Modal, Text, TextInput } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconDots,
  IconLink,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { changeView, createView, deleteView, type View } from '../../../data/views.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { moveTab } from '../move-tab.ts'

interface Props {
  views: readonly View[]
  view: View
  onChoose: (id: string) => void
}

/** What can be done with a view as a whole. */
export function ViewMenu({ views, view, onChoose }: Props) {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null)
  const place = views.indexOf(view)
  const close = () => setDialog(null)
  const copyLink = async () => {
    await navigator.clipboard.writeText(view.url)
    tell('The link is copied.')
  }
  return (
    <>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More about the view ${view.name}`}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => setDialog('rename')}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} stroke={1.5} />}
            onClick={() => duplicate(view).then(({ id }) => onChoose(id), tellFailure)}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={16} stroke={1.5} />} onClick={copyLink}>
            Copy link
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowLeft size={16} stroke={1.5} />}
            disabled={place === 0}
            onClick={() => moveTab(views, view, place - 1)}
          >
            Move left
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={16} stroke={1.5} />}
            disabled={place === views.length - 1}
            onClick={() => moveTab(views, view, place + 1)}
          >
            Move right
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            disabled={views.length === 1}
            onClick={() => setDialog('delete')}
          >
            Delete view
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'rename' && <Rename view={view} onClose={close} />}
      <Confirm
        isOpen={dialog === 'delete'}
        onClose={close}
        title={`Delete the view “${view.name}”?`}
        action="Delete view"
        isDestructive
        run={async () => {
          await deleteView(view)
          const next = views[place === 0 ? 1 : place - 1]
          if (next) onChoose(next.id)
        }}
      >
        <Text>Its filters, sorts and layout are lost for everybody. The rows stay as they are.</Text>
      </Confirm>
    </>
  )
}

const duplicate = ({ parent, data_source_id, name, type, ...view }: View): Promise<View> =>
  createView({
    database_id: parent.database_id,
    data_source_id: data_source_id!,
    name: `${name} (copy)`,
    type,
    ...(view.filter && { filter: view.filter }),
    ...(view.sorts && { sorts: view.sorts }),
    ...(view.quick_filters && { quick_filters: view.quick_filters }),
    ...(view.configuration && { configuration: view.configuration }),
    position: { type: 'after_view', view_id: view.id },
  })

function Rename({ view, onClose }: { view: View; onClose: () => void }) {
  const [name, setName] = useState(view.name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    changeView(view, { name: name.trim() }).catch(tellFailure)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title="Rename view" size="sm">
      <form onSubmit={save}>
        <TextInput
          data-autofocus
          label="Name"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </form>
    </Modal>
  )
}
