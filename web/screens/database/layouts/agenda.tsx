import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { showDate } from '../cells/formats.ts'
import classes from './calendar.module.css'
import { type DaysProps, EntryContent } from './month-grid.tsx'

/** Days with what is on them one below the other, where a month has no room. */
export function Agenda({
  days,
  entries,
  columns,
  today,
  isWritable,
  open,
  add,
}: DaysProps & { days: readonly string[] }) {
  const [first, last] = [days[0]!, days.at(-1)!]
  const shown = entries.filter(({ from, to }) => from <= last && first <= to)
  // What began before stands on the first day that is shown.
  const byDay = Map.groupBy(shown, ({ from }) => (from < first ? first : from))
  return (
    <>
      {shown.length === 0 && <Text c="dimmed">Nothing is on these days.</Text>}
      {[...byDay.keys()].sort().map((day) => (
        <section key={day} aria-label={nameOfDay(day)}>
          <h3 className={classes.agendaDay} data-today={day === today || undefined}>
            {nameOfDay(day)}
          </h3>
          <ul className={classes.agenda}>
            {byDay.get(day)!.map((entry) => (
              <li key={entry.row.id}>
                <button
                  type="button"
                  className={classes.entry}
                  data-begins
                  data-ends
                  onClick={() => open(entry.row)}
                >
                  <EntryContent entry={entry} columns={columns} />
                  {entry.from !== entry.to && (
                    <span className={classes.time} aria-hidden>
                      {showDate(entry.date, { date_format: 'short' })}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isWritable && (
        <Button
          mt="md"
          mb="lg"
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={16} />}
          onClick={() => add(first <= today && today <= last ? today : first)}
        >
          New row
        </Button>
      )}
    </>
  )
}

const nameOfDay = (day: string): string =>
  new Date(`${day}T00:00`).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
