import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { IconLayoutKanban } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Group, groupsQuery } from '../../../data/groups.ts'
import { type Property, propertyNamed, type ValueRequest } from '../../../data/properties.ts'
import { queryClient } from '../../../data/query-client.ts'
import { type Row, setValue } from '../../../data/rows.ts'
import type { GroupBy } from '../../../data/view.ts'
import { Failed } from '../../../ui/failed.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { Message } from '../../../ui/message.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { wholeRow } from '../cells/whole-value.ts'
import { columnsOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import { announcements } from './announcements.ts'
import classes from './board.module.css'
import { BoardColumn, type Moved } from './board-column.tsx'
import cardClasses from './card.module.css'
import { CardContent } from './card.tsx'
import { coverOf } from './cover.tsx'
import { GroupLabel } from './group-label.tsx'
import { valueInGroup } from './group-values.ts'
import { toNextPlace } from './next-place.ts'
import { keyOf, type Place } from './place.ts'

/** Rows as cards, in a column for each value of a property; dragged to another column they get its value. */
export function Board(props: LayoutProps) {
  const { view, source } = props
  const columns = useQuery(groupsQuery(view))
  const lanes = useQuery({
    ...groupsQuery(view, 'sub_group_by'),
    enabled: view.configuration?.sub_group_by != null,
  })
  const by = view.configuration?.group_by
  const property = by && propertyNamed(source.properties, by.property_id)
  if (!property) {
    return (
      <Message icon={<IconLayoutKanban size={36} stroke={1.2} />} title="This board has nothing to group by">
        Choose a property to group by in the settings of the view, such as a status or a select.
      </Message>
    )
  }
  const error = columns.error ?? lanes.error
  if (error) return <Failed error={error} reset={() => Promise.all([columns.refetch(), lanes.refetch()])} />
  if (!columns.data || lanes.isLoading) return <Loading />
  return <Columns {...props} by={by} property={property} columns={columns.data} lanes={lanes.data ?? null} />
}

interface ColumnsProps extends LayoutProps {
  by: GroupBy
  property: Property
  columns: Group[]
  lanes: Group[] | null
}

function Columns({ by, property, columns, lanes, ...props }: ColumnsProps) {
  const { view, source, mayWrite, openRow } = props
  const [lifted, setLifted] = useState<Row | null>(null)
  const [moved, setMoved] = useState<readonly Moved[]>([])
  const laneBy = view.configuration?.sub_group_by
  const laneProperty = laneBy && propertyNamed(source.properties, laneBy.property_id)
  const shown = useMemo(
    () =>
      columnsOf(view, source).filter(
        ({ property: { id, type }, isShown }) => isShown && type !== 'title' && id !== property.id,
      ),
    [view, source, property],
  )
  const cover = coverOf(view.configuration ?? {}, (id) => propertyNamed(source.properties, id)?.name ?? null)

  /** By the names of their properties; null when some place is of no value that can be given. */
  const valuesIn = (row: Row | null, from: Place | null, to: Place): Record<string, ValueRequest> | null => {
    const values: Record<string, ValueRequest> = {}
    for (const [part, its, grouped] of [
      ['column', property, by],
      ['lane', laneProperty, laneBy],
    ] as const) {
      const group = to[part]
      if (!its || !grouped || group === null || group.key === from?.[part]?.key) continue
      const value = valueInGroup(its, grouped, row?.properties[its.name], from?.[part] ?? null, group)
      if (value === null) return null
      values[its.name] = value
    }
    return values
  }
  const move = async (row: Row, from: Place, to: Place) => {
    if (valuesIn(row, from, to) === null) return
    const move = { row, from: keyOf(from), to: keyOf(to) }
    setMoved((moved) => [...moved.filter((other) => other.row.id !== row.id), move])
    try {
      const whole = await wholeRow(row.id, [property, ...(laneProperty ? [laneProperty] : [])])
      const values = valuesIn(whole, from, to) ?? {}
      for (const [name, value] of Object.entries(values)) await setValue(row, name, value)
      await queryClient.invalidateQueries({ queryKey: ['rows', source.id] })
    } catch (error) {
      tellFailure(error)
    } finally {
      setMoved((moved) => moved.filter((other) => other !== move))
    }
  }
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: toNextPlace('middle'),
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  )
  const end = ({ active, over }: DragEndEvent) => {
    setLifted(null)
    if (!over) return
    const { row, place } = active.data.current as { row: Row; place: Place }
    const to = over.data.current as Place
    if (keyOf(to) !== keyOf(place)) void move(row, place, to)
  }
  return (
    <DndContext
      sensors={sensors}
      accessibility={{
        announcements,
        container: document.getElementById('popups') ?? document.body,
        screenReaderInstructions: {
          draggable:
            'Enter opens the card. Space lifts it; then the arrow keys move it to another column, Space drops it there, and Escape leaves it where it was.',
        },
      }}
      onDragStart={({ active }: DragStartEvent) => setLifted(active.data.current?.row as Row)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={end}
    >
      {(lanes ?? [null]).map((lane) => (
        <div key={lane?.key ?? ''}>
          {lane !== null && laneProperty && (
            <h2 className={classes.lane}>
              <GroupLabel property={laneProperty} group={lane} />
              <span className={classes.count}>{lane.count.toLocaleString()}</span>
            </h2>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: columns beyond the edge are scrolled to by keys too */}
          <section className={classes.board} tabIndex={0} aria-label="Columns">
            {columns.map((column) => (
              <BoardColumn
                key={column.key}
                view={view}
                source={source}
                property={property}
                place={{ column, lane }}
                shown={shown}
                cover={cover}
                moved={moved}
                mayMove={mayWrite && valueInGroup(property, by, undefined, null, column) !== null}
                mayWrite={mayWrite}
                valuesOfNew={{ ...valuesFor(view, source), ...valuesIn(null, null, { column, lane }) }}
                openRow={openRow}
              />
            ))}
          </section>
        </div>
      ))}
      <DragOverlay dropAnimation={null}>
        {lifted && (
          <div className={cardClasses.card} data-lifted>
            <CardContent row={lifted} columns={shown} cover={cover} isCompact={isCompact(props)} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

const isCompact = ({ view }: Pick<LayoutProps, 'view'>): boolean =>
  view.configuration?.card_layout === 'compact'
