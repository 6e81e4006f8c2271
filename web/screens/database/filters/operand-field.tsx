import { Group, MultiSelect, NativeSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { pageTitleQuery } from '../../../data/page-titles.ts'
import { optionsOf, type Property, type RelationConfig } from '../../../data/properties.ts'
import { titledRowsQuery } from '../../../data/rows.ts'
import { usersQuery } from '../../../data/users.ts'
import { type OperandKind, relativeDays } from './operators.ts'

interface Props {
  kind: OperandKind
  property: Property
  value: unknown
  onChange: (value: unknown) => void
}

/** What a condition compares with. */
export function OperandField({ kind, ...props }: Props) {
  const Field = fields[kind]
  return Field === undefined ? null : <Field {...props} />
}

type FieldProps = Omit<Props, 'kind'>

const fields: Partial<Record<OperandKind, (props: FieldProps) => React.ReactNode>> = {
  text: TextField,
  number: NumberField,
  checkbox: CheckboxField,
  options: OptionsField,
  date: DateField,
  person: PersonField,
  page: PageField,
  state: StateField,
}

const labelOf = ({ name }: Property): string => `What ${name} is compared with`

function TextField({ property, value, onChange }: FieldProps) {
  return (
    <TextInput
      size="xs"
      aria-label={labelOf(property)}
      placeholder="Text"
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

function NumberField({ property, value, onChange }: FieldProps) {
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '')
  const isWrong = text.trim() !== '' && !Number.isFinite(Number(text))
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      aria-label={labelOf(property)}
      placeholder="Number"
      value={text}
      error={isWrong}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const number = Number(value)
        onChange(value.trim() === '' || !Number.isFinite(number) ? undefined : number)
      }}
    />
  )
}

function CheckboxField({ property, value, onChange }: FieldProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={labelOf(property)}
      data={[
        { value: 'true', label: 'checked' },
        { value: 'false', label: 'unchecked' },
      ]}
      value={String(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value === 'true')}
    />
  )
}

/** Any of the options that are chosen. */
function OptionsField({ property, value, onChange }: FieldProps) {
  const chosen = (value === undefined ? [] : [value].flat()) as string[]
  return (
    <MultiSelect
      size="xs"
      aria-label={labelOf(property)}
      placeholder={chosen.length === 0 ? 'Options' : undefined}
      data={optionsOf(property).map(({ name }) => name)}
      value={chosen}
      onChange={(names) => onChange(names.length === 1 ? names[0] : names)}
      comboboxProps={{ withinPortal: false }}
      nothingFoundMessage="There are no options."
      clearable={false}
    />
  )
}

const EXACT = 'exact'

function DateField({ property, value, onChange }: FieldProps) {
  const day = typeof value === 'string' && !(value in relativeDays) ? value : null
  return (
    <Group gap={4} wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label={labelOf(property)}
        data={[
          ...Object.entries(relativeDays).map(([value, label]) => ({ value, label })),
          { value: EXACT, label: 'a date' },
        ]}
        value={day === null ? String(value) : EXACT}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === EXACT ? new Date().toISOString().slice(0, 10) : value)
        }
      />
      {day !== null && (
        <TextInput
          size="xs"
          type="date"
          max="9999-12-31"
          aria-label={`Date that ${property.name} is compared with`}
          value={day.slice(0, 10)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Group>
  )
}

function PersonField({ property, value, onChange }: FieldProps) {
  const { data: users = [] } = useQuery(usersQuery)
  return (
    <Select
      size="xs"
      searchable
      aria-label={labelOf(property)}
      placeholder="Person"
      nothingFoundMessage="Nobody is called so."
      data={[
        { value: 'me', label: 'Me' },
        ...users.map(({ id, name }) => ({ value: id, label: name ?? 'Somebody' })),
      ]}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange(id ?? undefined)}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

/** Milliseconds after the last key until it asks. */
const PAUSE = 120

function PageField({ property, value, onChange }: FieldProps) {
  const target = (property.relation as RelationConfig | undefined)?.data_source_id
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text, PAUSE)
  const id = typeof value === 'string' ? value : null
  const { data: chosen } = useQuery({ ...pageTitleQuery(id ?? ''), enabled: id !== null })
  const { data: found = [] } = useQuery({
    ...titledRowsQuery(target ?? '', query),
    enabled: target !== undefined,
    placeholderData: keepPreviousData,
  })
  const pages = new Map(
    [...(id ? [{ id, title: chosen?.title ?? '' }] : []), ...found].map((page) => [page.id, page]),
  )
  return (
    <Select
      size="xs"
      searchable
      aria-label={labelOf(property)}
      placeholder="Page"
      nothingFoundMessage="No page there is called so."
      filter={({ options }) => options}
      data={[...pages.values()].map(({ id, title }) => ({ value: id, label: title || 'Untitled' }))}
      value={id}
      onSearchChange={setText}
      onChange={(id) => onChange(id ?? undefined)}
      comboboxProps={{ withinPortal: false }}
    />
  )
}

function StateField({ property, value, onChange }: FieldProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={labelOf(property)}
      data={['verified', 'expired', 'none']}
      value={String(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
