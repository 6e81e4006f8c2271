import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { changeHead, type Head } from '../../data/head.ts'
import type { TreeItem } from '../../data/tree.ts'
import { tellFailure } from '../../ui/tell.ts'
import { editRuns, plainOf, type Run, toRequest } from '../database/cells/edit-runs.ts'
import classes from './page-head.module.css'

/** Milliseconds without a letter after which a title is sent. */
const PAUSE = 400

interface Props {
  item: TreeItem
  head: Head
  field: 'title' | 'description'
  label: string
  placeholder: string
  /** How it looks, where not as above a page. */
  className?: string | undefined
  /** Enter ends a title: one goes on there, or in the text of the page. */
  onLeave?: () => void
}

/** A text above the content, kept as one types. What others make of it meanwhile shows when nothing of one's own is unsent. */
export function HeadText({ item, head, field, label, placeholder, className, onLeave }: Props) {
  const kept = (head[field] ?? []) as unknown as readonly Run[]
  const [written, setWritten] = useState<readonly Run[] | null>(null)
  const unsent = useRef<readonly Run[] | null>(null)
  const text = plainOf(written ?? kept)

  const send = async () => {
    const runs = unsent.current
    if (runs === null) return
    unsent.current = null
    try {
      await changeHead(item, { [field]: toRequest(runs) })
      // Unless more was written meanwhile.
      setWritten((now) => (now === runs ? null : now))
    } catch (error) {
      tellFailure(error)
    }
  }
  const sendNow = useRef(send)
  sendNow.current = send
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the pause anew
  useEffect(() => {
    const later = setTimeout(() => sendNow.current(), PAUSE)
    return () => clearTimeout(later)
  }, [text])
  useEffect(() => () => void sendNow.current(), [])

  const write = (value: string) => {
    // A title is one line, however it was pasted.
    const line = field === 'title' ? value.replaceAll(/\s*\n\s*/g, ' ') : value
    const next = editRuns(written ?? kept, line)
    unsent.current = next
    setWritten(next)
  }
  const leaveByEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || field !== 'title') return
    event.preventDefault()
    if (onLeave) return onLeave()
    const page = event.currentTarget.closest('article')
    page?.querySelector<HTMLElement>('.octavo-editor [contenteditable="true"]')?.focus()
  }
  return (
    <Textarea
      variant="unstyled"
      autosize
      minRows={1}
      classNames={{ input: className ?? classes[field] }}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={leaveByEnter}
      onBlur={send}
    />
  )
}
