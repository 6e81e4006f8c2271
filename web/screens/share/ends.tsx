import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'

const DAY = 24 * 60 * 60_000

const spans = [
  { value: '', label: 'No end' },
  { value: '1', label: 'For a day' },
  { value: '7', label: 'For a week' },
  { value: '30', label: 'For 30 days' },
  { value: 'date', label: 'Until a date…' },
]

interface Props {
  label: string
  /** In ISO 8601; null for ever. */
  value: string | null
  onChange: (ends: string | null) => void
}

/** When access ends by itself. A date counts to its end. */
export function Ends({ label, value, onChange }: Props) {
  const [span, setSpan] = useState(value === null ? '' : 'date')
  const choose = (next: string) => {
    setSpan(next)
    if (next === '') onChange(null)
    else if (next !== 'date') onChange(new Date(Date.now() + Number(next) * DAY).toISOString())
  }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NativeSelect
        label={label}
        data={spans}
        value={span}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {span === 'date' && (
        <TextInput
          type="date"
          aria-label="Last day"
          min={new Date().toLocaleDateString('sv-SE')}
          defaultValue={value === null ? '' : new Date(value).toLocaleDateString('sv-SE')}
          onChange={({ currentTarget }) => currentTarget.value && onChange(endOf(currentTarget.value))}
        />
      )}
    </Group>
  )
}

const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()
