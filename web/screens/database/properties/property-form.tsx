import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changeProperties, type DataSource } from '../../../data/databases.ts'
import type { Property, PropertyRequest } from '../../../data/properties.ts'
import { changeView, type View } from '../../../data/views.ts'
import { describe } from '../../../ui/failed.tsx'
import { type Column, columnsOf, listed } from '../columns.ts'
import { propertyTypes } from '../property-types.ts'
import { FormulaSettings } from './formula-settings.tsx'
import { NumberSettings } from './number-settings.tsx'
import { OptionSettings } from './option-settings.tsx'
import { RelationSettings } from './relation-settings.tsx'
import { RollupSettings } from './rollup-settings.tsx'
import { UniqueIdSettings } from './unique-id-settings.tsx'

interface Props {
  source: DataSource
  /** Where a new property is to be seen. */
  view: View
  /** None for a new one. */
  property?: Property | undefined
  onClose: () => void
}

/** What every kind of settings is given. */
export interface SettingsProps {
  source: DataSource
  /** As requests have them; null while they lack something. */
  settings: PropertyRequest | null
  onChange: (settings: PropertyRequest | null) => void
  /** What the server said is wrong. */
  error: string | null
}

const settingsOf: Readonly<Record<string, (props: SettingsProps) => React.ReactNode>> = {
  number: NumberSettings,
  select: OptionSettings,
  multi_select: OptionSettings,
  status: OptionSettings,
  relation: RelationSettings,
  rollup: RollupSettings,
  formula: FormulaSettings,
  unique_id: UniqueIdSettings,
}

/** The name, type and settings of a property, a new one or one that is there. */
export function PropertyForm({ source, view, property, onClose }: Props) {
  const [name, setName] = useState(property?.name ?? '')
  const [type, setType] = useState(property?.type ?? 'rich_text')
  const [settings, setSettings] = useState<PropertyRequest | null>(() => settingsIn(property))
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const Settings = settingsOf[type]
  const isConverted = property !== undefined && property.type !== type

  const choose = (next: string) => {
    setType(next)
    setSettings(next === property?.type ? settingsIn(property) : (propertyTypes[next]?.initial ?? null))
    setError(null)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setSaving(true)
    try {
      if (property === undefined)
        await add(source, view, name.trim() || freeName(source, type), { [type]: settings })
      else
        await changeProperties(source.id, {
          [property.id]: requestFor(property, name.trim(), type, settings),
        })
      onClose()
    } catch (thrown) {
      setError(describe(thrown))
    } finally {
      setSaving(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={property ? 'Edit property' : 'New property'}>
      <form onSubmit={save}>
        <Stack>
          <TextInput
            data-autofocus
            label="Name"
            placeholder={property ? undefined : freeName(source, type)}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {property?.type !== 'title' && (
            <NativeSelect
              label="Type"
              data={typesFor(property)}
              value={type}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
            />
          )}
          {isConverted && (
            <Alert color="yellow" role="status">
              Values that cannot be read as {propertyTypes[type]?.name} are lost in every row, and nothing
              brings them back.
            </Alert>
          )}
          {Settings && (
            <Settings
              key={type}
              source={source}
              settings={settings}
              onChange={(next) => {
                setSettings(next)
                setError(null)
              }}
              error={error}
            />
          )}
          {error && type !== 'formula' && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isSaving} disabled={settings === null}>
              {property ? 'Save' : 'Add property'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** A new property is seen in the view where it was added, behind the others. */
async function add(source: DataSource, view: View, name: string, request: PropertyRequest): Promise<void> {
  const after = await changeProperties(source.id, { [name]: request })
  const isNew = ({ property }: Column) => property.name === name
  const columns = columnsOf(view, after)
  const inPlace = [
    ...columns.filter((column) => !isNew(column)),
    ...columns.filter(isNew).map((column) => ({ ...column, isShown: true })),
  ]
  await changeView(view, { configuration: { type: view.type, properties: listed(inPlace) } })
}

function requestFor(
  property: Property,
  name: string,
  type: string,
  settings: PropertyRequest | null,
): PropertyRequest {
  const renamed = name === '' || name === property.name ? {} : { name }
  return type === 'title' || settings === settingsIn(property) ? renamed : { ...renamed, [type]: settings }
}

/** The settings that a property has; the same object each time. */
const settingsIn = (property: Property | undefined): PropertyRequest | null =>
  property === undefined ? {} : (property[property.type] as PropertyRequest)

/** Those that people can make, and the one that is there. */
function typesFor(property: Property | undefined): { value: string; label: string }[] {
  const types = Object.entries(propertyTypes).map(([value, { name }]) => ({ value, label: name }))
  const isListed = property === undefined || property.type in propertyTypes
  return isListed ? types : [...types, { value: property.type, label: property.type.replaceAll('_', ' ') }]
}

/** The name of a type, with a number where it is taken. */
function freeName({ properties }: DataSource, type: string): string {
  const name = propertyTypes[type]?.name ?? 'Property'
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`
    if (!(free in properties)) return free
  }
}
