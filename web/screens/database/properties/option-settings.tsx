import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Option, StatusGroup } from '../../../data/properties.ts'
import type { SettingsProps } from './property-form.tsx'

const colors = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red']

interface Draft {
  /** Empty for a new option. */
  id: string
  name: string
  color: string
  /** Of a status: the name of its group. */
  group?: string | undefined
}

/** The options of a select, multi-select or status: their names, colours and order. */
export function OptionSettings({ settings, onChange }: SettingsProps) {
  const groups = settings?.groups as StatusGroup[] | undefined
  const [options, setOptions] = useState<(Draft & { key: number })[]>(() =>
    ((settings?.options as Option[] | undefined) ?? []).map(({ id, name, color }, key) => ({
      key,
      id,
      name,
      color,
      group: groups?.find(({ option_ids }) => option_ids.includes(id))?.name,
    })),
  )
  const labelId = useId()
  const change = (next: typeof options) => {
    setOptions(next)
    const named = next.filter(({ name }) => name.trim() !== '')
    onChange({
      options: named.map(({ id, name, color, group }) => ({
        ...(id === '' ? {} : { id }),
        name: name.trim(),
        color,
        ...(group === undefined ? {} : { group }),
      })),
    })
  }
  const set = (key: number, part: Partial<Draft>) =>
    change(options.map((option) => (option.key === key ? { ...option, ...part } : option)))
  const swap = (index: number, other: number) =>
    change(options.with(index, options[other]!).with(other, options[index]!))
  const add = () =>
    change([
      ...options,
      {
        key: Math.max(-1, ...options.map(({ key }) => key)) + 1,
        id: '',
        name: '',
        color: colors[(options.length % (colors.length - 1)) + 1]!,
        group: groups?.[0]?.name,
      },
    ])
  return (
    <Stack gap="xs" role="group" aria-labelledby={labelId}>
      <Text id={labelId} size="sm" fw={500}>
        Options
      </Text>
      {options.map(({ key, name, color, group }, index) => (
        <Group key={key} gap={4} wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            size="sm"
            aria-label={`Name of option ${index + 1}`}
            maxLength={100}
            error={name.includes(',')}
            value={name}
            autoFocus={name === '' && index === options.length - 1}
            onChange={({ currentTarget }) => set(key, { name: currentTarget.value })}
          />
          <NativeSelect
            size="sm"
            w={96}
            aria-label={`Colour of ${name || `option ${index + 1}`}`}
            data={colors}
            value={color}
            onChange={({ currentTarget }) => set(key, { color: currentTarget.value })}
          />
          {groups && (
            <NativeSelect
              size="sm"
              w={110}
              aria-label={`Group of ${name || `option ${index + 1}`}`}
              data={groups.map(({ name }) => name)}
              value={group}
              onChange={({ currentTarget }) => set(key, { group: currentTarget.value })}
            />
          )}
          <ActionIcon.Group>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${name || 'the option'} up`}
              disabled={index === 0}
              onClick={() => swap(index, index - 1)}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${name || 'the option'} down`}
              disabled={index === options.length - 1}
              onClick={() => swap(index, index + 1)}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete ${name || 'the option'}`}
              onClick={() => change(options.filter((option) => option.key !== key))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </ActionIcon.Group>
        </Group>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        Add an option
      </Button>
      {options.some(({ id }) => id !== '') && (
        <Text size="xs" c="dimmed">
          Rows lose an option that is deleted here.
        </Text>
      )}
    </Stack>
  )
}
