import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import type { DataSource } from '../../../data/databases.ts'
import { trashRows } from '../../../data/rows.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { tell } from '../../../ui/tell.ts'
import classes from './table.module.css'

interface Props {
  source: DataSource
  ids: readonly string[]
  onClear: () => void
}

/** What can be done with rows that were selected. */
export function Selected({ source, ids, onClear }: Props) {
  const [isAsking, asking] = useDisclosure(false)
  const rows = ids.length === 1 ? '1 row' : `${ids.length} rows`
  return (
    <Group className={classes.selected} gap="xs" role="toolbar" aria-label="Selected rows">
      <Text size="sm" fw={500} role="status">
        {rows} selected
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={14} stroke={1.5} />}
        onClick={asking.open}
      >
        Move to trash
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Move ${rows} to the trash?`}
        action="Move to trash"
        isDestructive
        run={async () => {
          await trashRows(source.id, ids)
          onClear()
          tell(`${rows} moved to the trash.`)
        }}
      >
        <Text>
          What is written in them goes along, for everybody who has access. They can be restored from the
          trash.
        </Text>
      </Confirm>
    </Group>
  )
}
