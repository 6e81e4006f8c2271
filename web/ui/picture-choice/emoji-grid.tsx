import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { customEmojisQuery } from '../../data/custom-emojis.ts'
import classes from './emoji-grid.module.css'
import { type EmojiGroup, emojiGroups, findEmojis } from './emojis.ts'

/** Given what a request has for it. */
type Choose = (icon: object) => void

/** Every emoji, found by its name. The arrows go from one to the next. */
export function EmojiGrid({ onChoose }: { onChoose: Choose }) {
  const [query, setQuery] = useState('')
  const { data: custom = [] } = useQuery(customEmojisQuery)
  const all = useMemo(() => emojiGroups(custom), [custom])
  const shown = query.trim() === '' ? all : [{ name: 'Found', emojis: findEmojis(all, query) }]
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
          if (event.key === 'Enter' && first && query.trim() !== '') onChoose(first.icon)
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

interface GroupProps extends EmojiGroup {
  onChoose: Choose
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
        {emojis.map(({ key, name, shown, icon }) => (
          <button key={key} type="button" title={name} aria-label={name} onClick={() => onChoose(icon)}>
            {'url' in shown ? <img alt="" src={shown.url} loading="lazy" /> : shown.native}
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
