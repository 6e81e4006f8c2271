import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { IconPlus } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react'
import type { Row } from '../../../data/rows.ts'
import { NodeIcon } from '../../../ui/node-icon.tsx'
import { Cell } from '../cells/cell.tsx'
import { hasTime, showDate, showTime } from '../cells/formats.ts'
import { isEmpty } from '../cells/property.ts'
import type { Column } from '../columns.ts'
import classes from './calendar.module.css'
import { type Entry, nameOf } from './entry.ts'
import { toNextPlace } from './next-place.ts'
import { daysBetween, daysLater, monthsLater, type Segment, segmentsOf } from './weeks.ts'

export interface DaysProps {
  entries: readonly Entry[]
  /** What is shown of an entry besides its name. */
  columns: readonly Column[]
  today: string
  /** Whether entries are made and moved. */
  isWritable: boolean
  open: (row: Pick<Row, 'id'>) => void
  add: (day: string) => void
}

interface Props extends DaysProps {
  weeks: readonly (readonly string[])[]
  /** `2026-11`; null when the days of no month are more than the others. */
  month: string | null
  /** The one that keys are on. */
  day: string
  onDay: (day: string) => void
  move: (entry: Entry, days: number) => void
}

/** Weeks one below the other, with what lasts over their days. */
export function MonthGrid({ weeks, month, day, onDay, move, ...props }: Props) {
  const grid = useRef<HTMLDivElement>(null)
  const byKeys = useRef(false)
  useEffect(() => {
    if (byKeys.current) grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
    byKeys.current = false
  }, [day])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = (event.target as HTMLElement).dataset.day === day ? dayByKey(event.key, day, weeks) : null
    if (to === null) return
    event.preventDefault()
    byKeys.current = true
    onDay(to)
  }
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: toNextPlace('start'),
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  )
  const end = ({ active, over, activatorEvent }: DragEndEvent) => {
    if (!over) return
    const { segment, days } = active.data.current as Dragged
    const rect = active.rect.current.initial
    // A range is taken at the day that the pointer is on.
    const grabbed =
      activatorEvent instanceof MouseEvent && rect
        ? Math.floor(((activatorEvent.clientX - rect.left) / rect.width) * segment.span)
        : 0
    const by = daysBetween(days[segment.column + grabbed]!, over.id as string)
    if (by !== 0) move(segment.item, by)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      accessibility={{
        announcements,
        container: document.getElementById('popups') ?? document.body,
        screenReaderInstructions: {
          draggable:
            'Enter opens it. Space lifts it; then the arrow keys move it to another day, Space drops it there, and Escape leaves it where it was.',
        },
      }}
      onDragEnd={end}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the days in it */}
      <div
        ref={grid}
        className={classes.grid}
        style={{ '--days': weeks[0]!.length } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        <div className={classes.names} aria-hidden>
          {weeks[0]!.map((day) => (
            <span key={day}>
              {new Date(`${day}T00:00`).toLocaleDateString(undefined, { weekday: 'short' })}
            </span>
          ))}
        </div>
        {weeks.map((days) => (
          <Week key={days[0]} days={days} month={month} active={day} {...props} />
        ))}
      </div>
    </DndContext>
  )
}

/** By keys it is over the day where it begins. */
const underPointer: CollisionDetection = (args) => {
  const { left, top } = args.collisionRect
  return pointerWithin({
    ...args,
    pointerCoordinates: args.pointerCoordinates ?? { x: left + 8, y: top + 8 },
  })
}

/** The day that a key leads to from another; where it is not shown, the next one that way which is. */
function dayByKey(key: string, day: string, weeks: readonly (readonly string[])[]): string | null {
  const shown = weeks[0]!.length
  switch (key) {
    case 'ArrowLeft':
      return daysLater(day, shown < 7 && new Date(`${day}T00:00Z`).getUTCDay() === 1 ? -3 : -1)
    case 'ArrowRight':
      return daysLater(day, shown < 7 && new Date(`${day}T00:00Z`).getUTCDay() === 5 ? 3 : 1)
    case 'ArrowUp':
      return daysLater(day, -7)
    case 'ArrowDown':
      return daysLater(day, 7)
    case 'PageUp':
      return monthsLater(day, -1)
    case 'PageDown':
      return monthsLater(day, 1)
    default:
      return null
  }
}

interface WeekProps extends DaysProps {
  days: readonly string[]
  month: string | null
  active: string
}

function Week({ days, month, active, entries, ...props }: WeekProps) {
  const segments = segmentsOf(days, entries)
  const lines = Math.max(0, ...segments.map(({ line }) => line + 1))
  return (
    <section
      className={classes.week}
      style={{ gridTemplateRows: `1.75rem ${'max-content '.repeat(lines)}1fr` }}
      aria-label={`Week of ${longDay(days[0]!)}`}
    >
      {days.map((day, index) => (
        <Day
          key={day}
          day={day}
          column={index}
          isOther={month !== null && !day.startsWith(month)}
          isActive={day === active}
          {...props}
        />
      ))}
      {segments.map((segment) => (
        <Shown key={segment.item.row.id} segment={segment} days={days} {...props} />
      ))}
    </section>
  )
}

interface DayProps extends Pick<DaysProps, 'today' | 'isWritable' | 'add'> {
  day: string
  column: number
  /** Of the month before or after. */
  isOther: boolean
  isActive: boolean
}

function Day({ day, column, isOther, isActive, today, isWritable, add }: DayProps) {
  const { setNodeRef, isOver } = useDroppable({ id: day })
  const isToday = day === today
  return (
    <div
      ref={setNodeRef}
      className={classes.day}
      style={{ gridColumn: column + 1 }}
      data-other={isOther || undefined}
      data-today={isToday || undefined}
      data-over={isOver || undefined}
    >
      <button
        type="button"
        className={classes.date}
        data-day={day}
        tabIndex={isActive ? 0 : -1}
        aria-current={isToday ? 'date' : undefined}
        aria-label={isWritable ? `${longDay(day)}, add a row` : longDay(day)}
        onClick={() => isWritable && add(day)}
      >
        <span className={classes.number}>{Number(day.slice(8))}</span>
        {isWritable && <IconPlus size={14} className={classes.plus} aria-hidden />}
      </button>
    </div>
  )
}

const longDay = (day: string): string =>
  new Date(`${day}T00:00`).toLocaleDateString(undefined, { dateStyle: 'full' })

interface Dragged {
  segment: Segment<Entry>
  days: readonly string[]
}

type ShownProps = Dragged & Pick<DaysProps, 'columns' | 'isWritable' | 'open'>

function Shown({ segment, days, columns, isWritable, open }: ShownProps) {
  const { item, column, span, line, beginsHere, endsHere } = segment
  const { attributes, listeners, setNodeRef, transform, isDragging } = useDraggable({
    id: `${item.row.id} ${days[0]}`,
    data: { segment, days } satisfies Dragged,
    disabled: !isWritable,
  })
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.entry}
      style={{
        gridColumn: `${column + 1} / span ${span}`,
        gridRow: line + 2,
        transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined,
      }}
      data-begins={beginsHere || undefined}
      data-ends={endsHere || undefined}
      data-lifted={isDragging || undefined}
      {...(isWritable && { 'aria-describedby': attributes['aria-describedby'] })}
      {...listeners}
      onClick={() => open(item.row)}
    >
      <EntryContent entry={item} columns={columns} />
    </button>
  )
}

/** The name of an entry with its time, for who does not see its place its days too, and some values. */
export const EntryContent = ({ entry, columns }: { entry: Entry; columns: readonly Column[] }) => (
  <>
    <span className={classes.name}>
      {entry.row.icon && <NodeIcon icon={entry.row.icon} type="page" size={16} />}
      {nameOf(entry)}
    </span>
    {hasTime(entry.date.start) && <span className={classes.time}>{showTime(entry.date.start, {})}</span>}
    <span className={classes.unseen}>, {showDate(entry.date)}</span>
    {columns.map(({ property, looks }) => {
      const value = entry.row.properties[property.name]
      return (
        !isEmpty(value) && (
          <span key={property.id} className={classes.value} title={property.name}>
            <Cell property={property} value={value} looks={looks} isPressed />
          </span>
        )
      )
    })}
  </>
)

const nameIn = (active: { data: { current?: unknown } }): string =>
  nameOf((active.data.current as Dragged).segment.item)

const announcements: Announcements = {
  onDragStart: ({ active }) => `${nameIn(active)} is lifted.`,
  onDragOver: ({ over }) => (over ? `It is over ${longDay(String(over.id))}.` : 'It is over no day.'),
  onDragEnd: ({ active, over }) =>
    over
      ? `${nameIn(active)} is dropped on ${longDay(String(over.id))}.`
      : `${nameIn(active)} stays where it was.`,
  onDragCancel: ({ active }) => `${nameIn(active)} stays where it was.`,
}
