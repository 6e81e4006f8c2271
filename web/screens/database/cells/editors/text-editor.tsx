import { Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { parseNumber } from '#shared/properties/parse-number.ts'
import { editRuns, plainOf, type Run, toRequest } from '../edit-runs.ts'
import { contentOf, type EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

/** Enter keeps, Tab keeps and goes on, Shift and Enter begin a line. */
const keysOf =
  (keep: () => void) =>
  (event: KeyboardEvent): void => {
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!isEnter && event.key !== 'Tab') return
    event.preventDefault()
    keep()
  }

/** A title or rich text, as plain text; looks and mentions that are not touched stay. */
export function RichTextEditor({ property, value, onChange, onClose }: EditorProps) {
  const [before] = useState(() => contentOf<Run[]>(value) ?? [])
  const [runs, setRuns] = useState(before)
  const { save, error } = useSaving({ onChange })
  const keep = async () => {
    if (runs === before || (await save({ [property.type]: toRequest(runs) }))) onClose()
  }
  return (
    <Panel label={property.name} error={error} onLeave={keep} onCancel={onClose}>
      <Textarea
        data-autofocus
        variant="unstyled"
        classNames={{ input: classes.input }}
        aria-label={property.name}
        aria-invalid={error !== null}
        autosize
        minRows={1}
        maxRows={12}
        value={plainOf(runs)}
        onFocus={({ currentTarget }) =>
          currentTarget.setSelectionRange(currentTarget.value.length, currentTarget.value.length)
        }
        onChange={({ currentTarget: { value } }) => setRuns((runs) => editRuns(runs, value))}
        onKeyDown={keysOf(keep)}
      />
    </Panel>
  )
}

interface Field {
  read: (text: string) => { value: unknown } | { wrong: string }
  inputMode: 'text' | 'decimal' | 'url' | 'email' | 'tel'
}

/** Longest values (API reference, "Request limits"). */
const textUpTo =
  (length: number): Field['read'] =>
  (text) =>
    text.length > length
      ? { wrong: `This is ${text.length} letters long; at most ${length} can be kept.` }
      : { value: text || null }

export const fields: Readonly<Record<string, Field>> = {
  number: {
    inputMode: 'decimal',
    read(text) {
      if (text === '') return { value: null }
      const number = parseNumber(text)
      return number === null ? { wrong: 'Write a number, such as 12, 3.5 or 40%.' } : { value: number }
    },
  },
  url: { inputMode: 'url', read: textUpTo(2000) },
  email: { inputMode: 'email', read: textUpTo(200) },
  phone_number: { inputMode: 'tel', read: textUpTo(200) },
}

/** A number, an address, or a way to reach somebody: one line of text. */
export function LineEditor({ property, value, onChange, onClose }: EditorProps) {
  const before = String(contentOf<string | number>(value) ?? '')
  const [text, setText] = useState(before)
  const { save, error, setError } = useSaving({ onChange })
  const { inputMode, read } = fields[property.type]!
  const keep = async () => {
    const written = text.trim()
    if (written === before) return onClose()
    const result = read(written)
    if ('wrong' in result) return setError(result.wrong)
    if (await save({ [property.type]: result.value })) onClose()
  }
  return (
    <Panel label={property.name} error={error} onLeave={keep} onCancel={onClose}>
      <TextInput
        data-autofocus
        variant="unstyled"
        classNames={{ input: classes.input }}
        aria-label={property.name}
        aria-invalid={error !== null}
        inputMode={inputMode}
        value={text}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          setError(null)
        }}
        onKeyDown={keysOf(keep)}
      />
    </Panel>
  )
}
