import '@mantine/dates/styles.css'
import { Button, Group, NativeSelect, Switch, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import { contentOf, type DateValue, type EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import { type DateDraft, fromDraft, toDraft } from './date-draft.ts'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

const here = Intl.DateTimeFormat().resolvedOptions().timeZone

/** A day or a time, with an end and a zone where they are wanted. */
export function DateEditor({ property, value, onChange, onClose }: EditorProps) {
  const [before] = useState(() => toDraft(contentOf<DateValue>(value), here))
  const [draft, setDraft] = useState(before)
  const { save, error, setError, isSaving } = useSaving({ onChange })
  const change = (part: Partial<DateDraft>) => {
    setError(null)
    setDraft((draft) => ({ ...draft, ...part }))
  }
  const keep = async (kept = draft) => {
    if (kept === before) return onClose()
    const result = fromDraft(kept)
    if ('wrong' in result) return setError(result.wrong)
    if (await save({ date: result.value })) onClose()
  }
  return (
    <Panel label={property.name} error={error} onLeave={keep} onCancel={onClose}>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <Moment name={draft.hasEnd ? 'Start' : 'Date'} which="start" draft={draft} change={change} isFirst />
        {draft.hasEnd && <Moment name="End" which="end" draft={draft} change={change} />}
        <Days draft={draft} change={change} />
        <Group gap="lg">
          <Switch
            label="End"
            checked={draft.hasEnd}
            onChange={({ currentTarget }) =>
              change({ hasEnd: currentTarget.checked, endDay: draft.endDay || draft.startDay })
            }
          />
          <Switch
            label="Time"
            checked={draft.hasTime}
            onChange={({ currentTarget }) => change({ hasTime: currentTarget.checked })}
          />
        </Group>
        {draft.hasTime && (
          <NativeSelect
            label="Time zone"
            data={zones(draft.zone)}
            value={draft.zone}
            onChange={({ currentTarget }) => change({ zone: currentTarget.value })}
          />
        )}
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            onClick={() => keep({ ...draft, startDay: '', hasEnd: false })}
          >
            Clear
          </Button>
          <Button type="submit" size="xs" loading={isSaving}>
            Done
          </Button>
        </Group>
      </form>
    </Panel>
  )
}

interface PartProps {
  draft: DateDraft
  change: (part: Partial<DateDraft>) => void
}

interface MomentProps extends PartProps {
  name: string
  which: 'start' | 'end'
  isFirst?: boolean
}

const Moment = ({ name, which, draft, change, isFirst }: MomentProps) => (
  <div className={draft.hasTime ? classes.pair : undefined}>
    <TextInput
      data-autofocus={isFirst}
      size="sm"
      type="date"
      max="9999-12-31"
      aria-label={name}
      value={draft[`${which}Day`]}
      onChange={({ currentTarget }) => change({ [`${which}Day`]: currentTarget.value })}
    />
    {draft.hasTime && (
      <TextInput
        size="sm"
        type="time"
        aria-label={`${name}, time`}
        value={draft[`${which}Time`]}
        onChange={({ currentTarget }) => change({ [`${which}Time`]: currentTarget.value })}
      />
    )}
  </div>
)

/** The days of a month, to press: one, or the first and the last. */
function Days({ draft: { startDay, endDay, hasEnd }, change }: PartProps) {
  const common = {
    size: 'sm',
    firstDayOfWeek: 1,
    defaultDate: startDay || undefined,
    hideOutsideDates: true,
    ariaLabels: ways,
  } as const
  if (!hasEnd) {
    return (
      <DatePicker {...common} value={startDay || null} onChange={(day) => change({ startDay: day ?? '' })} />
    )
  }
  return (
    <DatePicker
      {...common}
      type="range"
      allowSingleDateInRange
      value={[startDay || null, endDay || null]}
      onChange={([from, to]) => change({ startDay: from ?? '', endDay: to ?? '' })}
    />
  )
}

const ways = {
  previousMonth: 'Month before',
  nextMonth: 'Next month',
  previousYear: 'Year before',
  nextYear: 'Next year',
  previousDecade: 'Ten years before',
  nextDecade: 'Next ten years',
}

/** Every zone that the browser knows, one's own first. */
const zones = (chosen: string): string[] => [
  ...new Set([chosen, here, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
]
