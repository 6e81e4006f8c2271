import { Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useState } from 'react'
import classes from './emoji-grid.module.css'
import { type Emoji, findEmojis, groups } from './emojis.ts'

/** Every emoji, found by its name. The arrows go from one to the next. */
export function EmojiGrid({ onChoose }: { onChoose: (emoji: string) => void }) {
  const [query, setQuery] = useState('')
  const shown = query.trim() === '' ? groups : [{ name: 'Found', emojis: findEmojis(query) }]
  const isEmpty = shown.every(({ emojis }) => emojis.length === 0)
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        aria-label="Find an emoji"
        placeholder="Find an emoji"
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown[0]!.emojis
          if (event.key === 'Enter' && first && query.trim() !== '') onChoose(first.native)
        }}
      />
      <fieldset className={classes.all} aria-label="Emoji" onKeyDown={goOn}>
        {isEmpty && (
          <Text size="sm" c="dimmed">
            Nothing is called so.
          </Text>
        )}
        {shown.map((group) => (
          <Group key={group.name} {...group} onChoose={onChoose} />
        ))}
      </fieldset>
    </>
  )
}

interface GroupProps {
  name: string
  emojis: readonly Emoji[]
  onChoose: (emoji: string) => void
}

function Group({ name, emojis, onChoose }: GroupProps) {
  const id = useId()
  if (emojis.length === 0) return null
  return (
    <section className={classes.group} aria-labelledby={id}>
      <Text id={id} size="xs" c="dimmed" fw={500}>
        {name}
      </Text>
      <div className={classes.grid}>
        {emojis.map(({ native, name }) => (
          <button key={native} type="button" title={name} aria-label={name} onClick={() => onChoose(native)}>
            {native}
          </button>
        ))}
      </div>
    </section>
  )
}

const COLUMNS = 8
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }

function goOn(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(event.target as HTMLButtonElement) + step]?.focus()
}
