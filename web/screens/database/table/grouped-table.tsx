import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Group, groupsQuery } from '../../../data/groups.ts'
import { titleOf } from '../../../data/pages.ts'
import type { Property } from '../../../data/properties.ts'
import { queryClient } from '../../../data/query-client.ts'
import { type Row, setValue } from '../../../data/rows.ts'
import type { GroupBy } from '../../../data/view.ts'
import { Failed } from '../../../ui/failed.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { wholeRow } from '../cells/whole-value.ts'
import type { LayoutProps } from '../layout.ts'
import { announcements } from '../layouts/announcements.ts'
import { valueInGroup } from '../layouts/group-values.ts'
import type { Section } from './lines.ts'
import classes from './table.module.css'
import { TableGrid } from './table-grid.tsx'
import type { SelectedRow } from './use-selection.ts'

/** What is dragged. */
export interface Lifted {
  row: Row
  group: Group
}

interface Props extends LayoutProps {
  by: GroupBy
  property: Property
}

/** A table whose rows stand in a section for each value of a property; in another section they get its value. */
export function GroupedTable({ by, property, ...props }: Props) {
  const { view, source } = props
  const groups = useQuery(groupsQuery(view))
  const [folded, setFolded] = useLocalStorage<string[]>({
    key: `octavo-folded-${view.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const [lifted, setLifted] = useState<Lifted | null>(null)
  const [movedIds, setMovedIds] = useState<readonly string[]>([])
  const sections = useMemo(
    () =>
      groups.data?.map<Section>((group) => ({
        group,
        count: group.count,
        isOpen: !folded.includes(group.key),
      })),
    [groups.data, folded],
  )
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }))
  if (groups.error) return <Failed error={groups.error} reset={() => groups.refetch()} />
  if (sections === undefined) return <Loading />

  const move = async (rows: readonly SelectedRow[], to: Group) => {
    setMovedIds(rows.map(({ id }) => id))
    try {
      for (const { id, group: from } of rows) {
        if (from?.key === to.key) continue
        const row = await wholeRow(id, [property])
        const value = valueInGroup(property, by, row.properties[property.name], from, to)
        if (value !== null) await setValue(row, property.name, value)
      }
    } catch (error) {
      tellFailure(error)
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['rows', source.id] })
      setMovedIds([])
    }
  }
  const end = ({ over }: DragEndEvent) => {
    setLifted(null)
    const to = over?.data.current?.group as Group | undefined
    if (lifted && to && lifted.group.key !== to.key)
      void move([{ id: lifted.row.id, group: lifted.group }], to)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ announcements, container: document.getElementById('popups') ?? document.body }}
      onDragStart={({ active }: DragStartEvent) => setLifted(active.data.current as Lifted)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={end}
    >
      <TableGrid
        {...props}
        sections={sections}
        grouping={{
          property,
          movedIds,
          valueIn: (group) => valueInGroup(property, by, undefined, null, group),
          setOpen: ({ key }, isOpen) =>
            setFolded((folded) => [...folded.filter((one) => one !== key), ...(isOpen ? [] : [key])]),
          move,
        }}
      />
      <DragOverlay dropAnimation={null}>
        {lifted && <div className={classes.lifted}>{titleOf(lifted.row as never) || 'Untitled'}</div>}
      </DragOverlay>
    </DndContext>
  )
}
