import { Switch } from '@mantine/core'
import { useState } from 'react'

interface Props {
  label: string
  description?: string
  /** As it is kept. */
  checked: boolean
  disabled?: boolean
  /** Keeps it, and says itself what became of it. */
  save: (checked: boolean) => Promise<unknown>
}

/** A switch that is kept as it is pressed; it goes back where that fails. */
export function SavedSwitch({ checked, save, ...props }: Props) {
  const [wanted, setWanted] = useState<boolean | null>(null)
  const press = async (next: boolean) => {
    setWanted(next)
    await save(next)
    setWanted(null)
  }
  return (
    <Switch
      {...props}
      checked={wanted ?? checked}
      onChange={({ currentTarget }) => press(currentTarget.checked)}
    />
  )
}
