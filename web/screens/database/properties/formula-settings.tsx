import { Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { SettingsProps } from './property-form.tsx'

/** The expression of a formula. What is wrong with it is said below, and where it is wrong is selected. */
export function FormulaSettings({ settings, onChange, error }: SettingsProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const expression = String(settings?.expression ?? '')
  useEffect(() => {
    const place = error === null ? null : placeIn(error, field.current!.value)
    if (place === null) return
    field.current!.focus()
    field.current!.setSelectionRange(place.start, place.end)
  }, [error])
  return (
    <Textarea
      ref={field}
      label="Formula"
      description='Properties are read by prop("Name"): prop("Price") * 1.2'
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={expression}
      error={error && sentence(error)}
      onChange={({ currentTarget: { value } }) =>
        onChange(value.trim() === '' ? null : { expression: value })
      }
    />
  )
}

/** Without the path of the request, which stands before it. */
const sentence = (error: string): string => error.replace(/^.*?(?=Error in formula)/s, '')

/** The part of an expression that a message names by its line and column, counted from 1. */
export function placeIn(error: string, expression: string): { start: number; end: number } | null {
  const [, line, column, words = ''] = /at line (\d+), column (\d+)(?: near `(.*?)…?`)?:/s.exec(error) ?? []
  if (line === undefined) return null
  const before = expression.split('\n').slice(0, Number(line) - 1)
  const start = before.reduce((length, text) => length + text.length + 1, 0) + Number(column) - 1
  return { start, end: start + Math.max(words.length, 1) }
}
