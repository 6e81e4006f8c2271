import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { type Property, rawId } from '../../../data/properties.ts'
import { createRow, type Row, setValue, useRowCount, useRows } from '../../../data/rows.ts'
import type { Filter } from '../../../data/view.ts'
import { Failed } from '../../../ui/failed.tsx'
import { Message } from '../../../ui/message.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { dayIn, dayText } from '../cells/formats.ts'
import { columnsOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import { Agenda } from './agenda.tsx'
import classes from './calendar.module.css'
import { dateIn } from './date-in.ts'
import type { Entry } from './entry.ts'
import { MonthGrid } from './month-grid.tsx'
import { daysLater, isWeekend, monthsLater, weekOf, weeksOf } from './weeks.ts'

/** Rows that are shown at once. */
const MOST = 1000

/** Rows on the days of a property, month by month or week by week; dragged to another day they are then. */
export function Calendar(props: LayoutProps) {
  const { view, source } = props
  const id = view.configuration?.date_property_id
  const property = Object.values(source.properties).find((one) => rawId(one) === id)
  if (property === undefined) {
    return (
      <Message icon={<IconCalendar size={36} stroke={1.2} />} title="This calendar has no date to go by">
        Choose a date property in the settings of the view.
      </Message>
    )
  }
  return <Days {...props} property={property} />
}

function Days({ view, source, mayWrite, openRow, property }: LayoutProps & { property: Property }) {
  const { view_range = 'month', show_weekends = true } = view.configuration ?? {}
  const isWeekly = view_range === 'week'
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false })
  const today = dayText(new Date())
  const [day, setDay] = useState(today)
  const weeks = useMemo(() => (isWeekly ? [weekOf(day)] : weeksOf(day)), [isWeekly, day])
  const wanted = { view, filter: during(property, weeks[0]![0]!, weeks.at(-1)![6]!) }
  const total = useRowCount(wanted) ?? 0
  const rows = useRows(wanted, { from: 0, to: Math.min(total, MOST) - 1 })
  const columns = useMemo(
    () =>
      columnsOf(view, source).filter(
        (column) => column.isShown && column.property.type !== 'title' && column.property.id !== property.id,
      ),
    [view, source, property],
  )
  const entries = Array.from({ length: Math.min(total, MOST) }, (_, index) =>
    entryOf(rows.rowAt(index), property),
  ).filter((entry) => entry !== null)
  const step = (steps: number) => setDay(isWeekly ? daysLater(day, 7 * steps) : monthsLater(day, steps))
  const isWritable = mayWrite && property.type === 'date'
  const days = {
    entries,
    columns,
    today,
    isWritable,
    open: openRow,
    add: (day: string) =>
      createRow(source.id, {
        ...valuesFor(view, source),
        [property.name]: { date: { start: day, end: null } },
      }).then(openRow, tellFailure),
  }
  if (rows.error) return <Failed error={rows.error} reset={rows.retry} />
  return (
    <>
      <Group justify="space-between" mb="xs" gap="xs">
        <h2 className={classes.title} aria-live="polite">
          {new Date(`${day}T00:00`).toLocaleDateString(undefined, { month: 'long', year: 'numeric' })}
        </h2>
        <Group gap={4}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={isWeekly ? 'Week before' : 'Month before'}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setDay(today)}>
            Today
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={isWeekly ? 'Next week' : 'Next month'}
            onClick={() => step(1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      </Group>
      {total > MOST && (
        <Text role="status" size="sm" mb="xs">
          {MOST.toLocaleString()} of {total.toLocaleString()} rows are shown. Filter the view to see the
          others.
        </Text>
      )}
      {isNarrow ? (
        <Agenda
          {...days}
          days={weeks.flat().filter((one) => isWeekly || one.slice(0, 7) === day.slice(0, 7))}
        />
      ) : (
        <MonthGrid
          {...days}
          weeks={show_weekends ? weeks : weeks.map((week) => week.filter((day) => !isWeekend(day)))}
          month={isWeekly ? null : day.slice(0, 7)}
          day={day}
          onDay={setDay}
          move={({ row, date }, by) => {
            const shifted = { start: daysLater(date.start, by), end: date.end && daysLater(date.end, by) }
            setValue(row, property.name, { date: shifted }).catch(tellFailure)
          }}
        />
      )}
    </>
  )
}

/** What is on some days; zones differ by a day at most. */
function during({ name, type }: Property, first: string, last: string): Filter {
  const passes = (date: object): Filter =>
    type === 'formula' || type === 'rollup'
      ? { property: name, [type]: { date } }
      : { property: name, [type]: date }
  return {
    and: [passes({ on_or_before: daysLater(last, 1) }), passes({ ends_on_or_after: daysLater(first, -1) })],
  }
}

function entryOf(row: Row | undefined, property: Property): Entry | null {
  const date = dateIn(row?.properties[property.name])
  if (row === undefined || date === null) return null
  const from = dayText(dayIn(date.start))
  return { row, date, from, to: date.end === null ? from : dayText(dayIn(date.end)) }
}
