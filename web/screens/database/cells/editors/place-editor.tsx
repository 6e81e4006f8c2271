import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { contentOf, type EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

interface Place {
  lat: number
  lon: number
  name: string | null
  address: string | null
}

/** A point on the earth, with what it is called. */
export function PlaceEditor({ property, value, onChange, onClose }: EditorProps) {
  const before = contentOf<Place>(value)
  const [draft, setDraft] = useState({
    name: before?.name ?? '',
    address: before?.address ?? '',
    lat: before === null ? '' : String(before.lat),
    lon: before === null ? '' : String(before.lon),
  })
  const { save, error, setError, isSaving } = useSaving({ onChange })
  const keep = async () => {
    const [lat, lon] = [readDegrees(draft.lat, 90), readDegrees(draft.lon, 180)]
    if (lat === null) return setError('The latitude is a number from -90 to 90.')
    if (lon === null) return setError('The longitude is a number from -180 to 180.')
    const { name, address } = draft
    if (await save({ place: { ...before, lat, lon, name: name || null, address: address || null } }))
      onClose()
  }
  const field = (key: keyof typeof draft, label: string) => (
    <TextInput
      data-autofocus={key === 'name' || undefined}
      size="sm"
      label={label}
      inputMode={key === 'lat' || key === 'lon' ? 'decimal' : undefined}
      value={draft[key]}
      onChange={({ currentTarget: { value } }) => {
        setError(null)
        setDraft((draft) => ({ ...draft, [key]: value }))
      }}
    />
  )
  return (
    <Panel label={property.name} error={error} onLeave={onClose} onCancel={onClose}>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        {field('name', 'Name')}
        {field('address', 'Address')}
        <div className={classes.pair}>
          {field('lat', 'Latitude')}
          {field('lon', 'Longitude')}
        </div>
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            onClick={async () => (await save({ place: null })) && onClose()}
          >
            Clear
          </Button>
          <Button type="submit" size="xs" loading={isSaving}>
            Keep
          </Button>
        </Group>
      </form>
    </Panel>
  )
}

function readDegrees(text: string, most: number): number | null {
  const number = Number(text.replace(',', '.'))
  return text.trim() === '' || !(Math.abs(number) <= most) ? null : number
}
