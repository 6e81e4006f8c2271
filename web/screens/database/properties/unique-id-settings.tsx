import { TextInput } from '@mantine/core'
import type { SettingsProps } from './property-form.tsx'

export const UniqueIdSettings = ({ settings, onChange }: SettingsProps) => (
  <TextInput
    label="Prefix"
    description="Stands before the number: TASK makes TASK-1, TASK-2 and so on."
    value={String(settings?.prefix ?? '')}
    onChange={({ currentTarget }) => onChange({ prefix: currentTarget.value.trim() || null })}
  />
)
