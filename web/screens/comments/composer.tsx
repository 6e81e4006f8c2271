import { Button, Combobox, Group, Stack, Textarea, useCombobox } from '@mantine/core'
import { useId } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { type Draft, emptyDraft } from '../../data/comment-draft.ts'
import { everybodyQuery } from '../../data/comments.ts'
import { tellFailure } from '../../ui/tell.ts'

interface Props {
  label: string
  /** What the button says. */
  action: string
  begun?: Draft
  isFocused?: boolean
  onCancel?: () => void
  send: (draft: Draft) => Promise<unknown>
}

/** What was typed of a name, just before the cursor. */
const NAME = /(?:^|\s)@([^@\n]{0,40})$/

const MOST_NAMES = 6

/** A field to say something in. People are mentioned by @, and Ctrl Enter sends. */
export function Composer({ label, action, begun = emptyDraft, isFocused = false, onCancel, send }: Props) {
  const [draft, setDraft] = useState(begun)
  const [sought, setSought] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const combobox = useCombobox()
  const listId = useId()
  const { data: everybody = [] } = useQuery(everybodyQuery)
  const words = sought?.toLowerCase() ?? ''
  const people =
    sought === null
      ? []
      : everybody
          .filter(({ type, name }) => type === 'person' && name?.toLowerCase().includes(words))
          .slice(0, MOST_NAMES)
  const isChoosing = people.length > 0
  const isEmpty = draft.text.trim() === ''

  const write = ({ currentTarget }: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = currentTarget
    setDraft({ ...draft, text: value })
    const name = NAME.exec(value.slice(0, selectionStart))?.[1] ?? null
    setSought(name)
    combobox.resetSelectedOption()
    if (name === null) combobox.closeDropdown()
    else combobox.openDropdown()
  }
  const mention = (id: string) => {
    const name = people.find((person) => person.id === id)!.name!
    const end = field.current!.selectionStart
    const start = end - sought!.length
    setDraft({
      text: `${draft.text.slice(0, start)}${name} ${draft.text.slice(end)}`,
      mentioned: new Map([...draft.mentioned, [name, id]]),
    })
    setSought(null)
    combobox.closeDropdown()
  }
  const finish = async (event?: FormEvent) => {
    event?.preventDefault()
    if (isEmpty) return
    setSending(true)
    try {
      await send({ ...draft, text: draft.text.trim() })
      setDraft(emptyDraft)
    } catch (error) {
      tellFailure(error)
    } finally {
      setSending(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void finish(event)
    if (event.key !== 'Escape') return
    if (isChoosing) setSought(null)
    else if (onCancel) onCancel()
    else return
    event.preventDefault()
  }
  return (
    <form onSubmit={finish}>
      <Stack gap="xs">
        <Combobox store={combobox} onOptionSubmit={mention} position="top-start" middlewares={{ flip: true }}>
          <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={isChoosing}>
            <Textarea
              ref={field}
              aria-label={label}
              placeholder={`${label}…`}
              autosize
              minRows={1}
              maxRows={8}
              autoFocus={isFocused}
              value={draft.text}
              onChange={write}
              onKeyDown={onKeyDown}
              onBlur={() => combobox.closeDropdown()}
              aria-autocomplete="list"
              {...(isChoosing && { 'aria-controls': listId })}
            />
          </Combobox.Target>
          <Combobox.Dropdown hidden={!isChoosing}>
            <Combobox.Options id={listId} aria-label="People to mention">
              {people.map(({ id, name }) => (
                <Combobox.Option key={id} value={id}>
                  {name}
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
        {(onCancel || !isEmpty) && (
          <Group gap="xs" justify="flex-end">
            {onCancel && (
              <Button size="compact-sm" variant="default" onClick={onCancel}>
                Cancel
              </Button>
            )}
            <Button size="compact-sm" type="submit" loading={isSending} disabled={isEmpty}>
              {action}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
