import { useState } from 'react'
import type { ValueRequest } from '../../../data/properties.ts'
import { describe } from '../../../ui/failed.tsx'
import type { EditorProps } from './property.ts'

export interface Saving {
  /** @returns whether it was kept; else `error` says why not. */
  save: (value: ValueRequest) => Promise<boolean>
  /** What is wrong with what was written, to be said at the field. */
  error: string | null
  setError: (error: string | null) => void
  isSaving: boolean
}

/** Keeps values, and what is said when one is refused. */
export function useSaving({ onChange }: Pick<EditorProps, 'onChange'>): Saving {
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const save = async (value: ValueRequest) => {
    setSaving(true)
    setError(null)
    try {
      await onChange(value)
      return true
    } catch (thrown) {
      setError(describe(thrown))
      return false
    } finally {
      setSaving(false)
    }
  }
  return { save, error, setError, isSaving }
}
