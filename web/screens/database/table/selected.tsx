import { Button, Group as Line, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowRight, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import type { Group } from '../../../data/groups.ts'
import { trashRows } from '../../../data/rows.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { tell } from '../../../ui/tell.ts'
import { GroupLabel } from '../layouts/group-label.tsx'
import classes from './table.module.css'
import type { Grouping } from './table-grid.tsx'
import type { SelectedRow } from './use-selection.ts'

interface Props {
  source: DataSource
  rows: readonly SelectedRow[]
  grouping: Grouping | null
  /** Those that they can be moved to. */
  groups: readonly Group[]
  onClear: () => void
}

/** What can be done with rows that were selected. */
export function Selected({ source, rows, grouping, groups, onClear }: Props) {
  const [isAsking, asking] = useDisclosure(false)
  const [isMoving, setMoving] = useState(false)
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`
  const move = async (to: Group) => {
    setMoving(true)
    await grouping?.move(rows, to)
    onClear()
  }
  return (
    <Line className={classes.selected} gap="xs" role="toolbar" aria-label="Selected rows">
      <Text size="sm" fw={500} role="status">
        {count} selected
      </Text>
      {grouping && groups.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowRight size={14} stroke={1.5} />}
              loading={isMoving}
            >
              Move to group
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah="min(24rem, 60vh)" style={{ overflowY: 'auto' }}>
            {groups.map((group) => (
              <Menu.Item key={group.key} onClick={() => move(group)}>
                <GroupLabel property={grouping.property} group={group} />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
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
        title={`Move ${count} to the trash?`}
        action="Move to trash"
        isDestructive
        run={async () => {
          await trashRows(
            source.id,
            rows.map(({ id }) => id),
          )
          onClear()
          tell(`${count} moved to the trash.`)
        }}
      >
        <Text>
          What is written in them goes along, for everybody who has access. They can be restored from the
          trash.
        </Text>
      </Confirm>
    </Line>
  )
}
