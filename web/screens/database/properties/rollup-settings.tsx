import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { fitsFunction, type rollupFunctions } from '#shared/rollups/functions.ts'
import { dataSourceQuery } from '../../../data/databases.ts'
import { inOrder, type RelationConfig, type RollupConfig } from '../../../data/properties.ts'
import type { SettingsProps } from './property-form.tsx'

const names: Readonly<Record<(typeof rollupFunctions)[number], string>> = {
  show_original: 'Show them all',
  show_unique: 'Show each once',
  count: 'Count rows',
  count_values: 'Count values',
  unique: 'Count different values',
  empty: 'Count empty',
  not_empty: 'Count not empty',
  percent_empty: 'Percent empty',
  percent_not_empty: 'Percent not empty',
  sum: 'Sum',
  average: 'Average',
  median: 'Median',
  min: 'Smallest',
  max: 'Largest',
  range: 'Range',
  earliest_date: 'Earliest date',
  latest_date: 'Latest date',
  date_range: 'Range of dates',
  checked: 'Count checked',
  unchecked: 'Count unchecked',
  percent_checked: 'Percent checked',
  percent_unchecked: 'Percent unchecked',
  count_per_group: 'Count per group',
  percent_per_group: 'Percent per group',
}

/** What is gathered from related rows: over which relation, which of their properties, and how. */
export function RollupSettings({ source, settings, onChange }: SettingsProps) {
  const relations = inOrder(source.properties).filter(({ type }) => type === 'relation')
  const chosen = (settings ?? {}) as Partial<RollupConfig>
  const relation = relations.find(({ name }) => name === chosen.relation_property_name) ?? relations[0]
  const targetId = (relation?.relation as RelationConfig | undefined)?.data_source_id
  const { data: target } = useQuery({ ...dataSourceQuery(targetId ?? ''), enabled: targetId !== undefined })
  if (relation === undefined) {
    return <Text size="sm">A rollup gathers values of related rows. Add a relation first.</Text>
  }
  const properties = inOrder(target?.properties ?? {})
  const rolledUp = properties.find(({ name }) => name === chosen.rollup_property_name)
  const functions = Object.entries(names).filter(
    ([name]) =>
      rolledUp === undefined ||
      fitsFunction(name as keyof typeof names, { type: rolledUp.type, formula: null }),
  )
  const change = (part: Partial<RollupConfig>) => {
    const next = {
      relation_property_name: relation.name,
      rollup_property_name: chosen.rollup_property_name,
      function: chosen.function ?? 'show_original',
      ...part,
    }
    onChange(next.rollup_property_name === undefined ? null : next)
  }
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Relation"
        data={relations.map(({ name }) => name)}
        value={relation.name}
        onChange={({ currentTarget }) =>
          change({ relation_property_name: currentTarget.value, rollup_property_name: undefined })
        }
      />
      <NativeSelect
        label="Property of the related rows"
        data={[
          { value: '', label: 'Choose one' },
          ...properties.map(({ name }) => ({ value: name, label: name })),
        ]}
        value={rolledUp?.name ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ rollup_property_name: value || undefined, function: 'show_original' })
        }
      />
      <NativeSelect
        label="Shown as"
        disabled={rolledUp === undefined}
        data={functions.map(([value, label]) => ({ value, label }))}
        value={chosen.function ?? 'show_original'}
        onChange={({ currentTarget }) => change({ function: currentTarget.value })}
      />
    </Stack>
  )
}
