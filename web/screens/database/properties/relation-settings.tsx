import { Checkbox, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dataSourceQuery, dataSourcesQuery, titleOfSource } from '../../../data/databases.ts'
import type { RelationConfig } from '../../../data/properties.ts'
import type { SettingsProps } from './property-form.tsx'

/** Milliseconds after the last key until it asks. */
const PAUSE = 120

/** The data source whose rows a relation names, and whether they name these back. */
export function RelationSettings({ source, settings, onChange }: SettingsProps) {
  const { data_source_id: targetId, dual_property } = (settings ?? {}) as Partial<RelationConfig>
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text, PAUSE)
  const { data: found = [] } = useQuery({ ...dataSourcesQuery(query), placeholderData: keepPreviousData })
  const { data: target } = useQuery({ ...dataSourceQuery(targetId ?? ''), enabled: targetId !== undefined })
  const choices = new Map([source, ...(target ? [target] : []), ...found].map((one) => [one.id, one]))
  const choose = (id: string, isDual: boolean, name = dual_property?.synced_property_name) =>
    onChange({
      data_source_id: id,
      ...(isDual ? { dual_property: name ? { synced_property_name: name } : {} } : { single_property: {} }),
    })
  return (
    <Stack gap="sm">
      <Select
        label="Related to"
        placeholder="Find a database…"
        searchable
        allowDeselect={false}
        nothingFoundMessage="No database is called so, or none that is shared with you."
        filter={({ options }) => options}
        data={[...choices.values()].map((one) => ({
          value: one.id,
          label: one.id === source.id ? `${titleOfSource(one)} (this one)` : titleOfSource(one),
        }))}
        value={targetId ?? null}
        onSearchChange={setText}
        onChange={(id) => id && choose(id, dual_property !== undefined)}
      />
      {targetId !== undefined && (
        <Checkbox
          label="Show it there too, from the other side"
          description="That takes the right to change the properties of that database."
          checked={dual_property !== undefined}
          onChange={({ currentTarget }) => choose(targetId, currentTarget.checked)}
        />
      )}
      {targetId !== undefined && dual_property !== undefined && (
        <TextInput
          label="Name of the property there"
          placeholder={`Related to ${titleOfSource(source)}`}
          value={dual_property.synced_property_name ?? ''}
          onChange={({ currentTarget }) => choose(targetId, true, currentTarget.value)}
        />
      )}
    </Stack>
  )
}
