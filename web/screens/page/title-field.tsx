import { useEffect, useRef } from 'react'
import { tellFailure } from '../../ui/tell.ts'
import classes from './page-head.module.css'

/** Milliseconds after the last key until it is kept. */
const PAUSE = 400

interface Props {
  title: string
  mayEdit: boolean
  /** @param title plain text, without line breaks. */
  onChange: (title: string) => Promise<unknown>
}

/** The title of a page, to write in where one may. What others make of it shows unless somebody writes in it here. */
export function TitleField({ title, mayEdit, onChange }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const kept = useRef(title)
  useEffect(() => {
    const element = heading.current!
    if (document.activeElement === element && element.textContent !== kept.current) return
    kept.current = title
    if (element.textContent !== title) element.textContent = title
  }, [title])
  // A page without a title waits for one.
  useEffect(() => {
    if (mayEdit && heading.current!.textContent === '') heading.current!.focus({ preventScroll: true })
  }, [mayEdit])

  const keep = () => {
    clearTimeout(timer.current)
    const written = heading.current!.textContent.replaceAll(/\s*\n\s*/g, ' ').trim()
    if (written === kept.current) return
    const before = kept.current
    kept.current = written
    onChange(written).catch((error) => {
      kept.current = before
      tellFailure(error)
    })
  }
  return (
    <h1
      ref={heading}
      className={classes.title}
      contentEditable={mayEdit ? 'plaintext-only' : undefined}
      suppressContentEditableWarning
      spellCheck={mayEdit}
      aria-label={title || 'Untitled'}
      data-placeholder="Untitled"
      onInput={() => {
        clearTimeout(timer.current)
        timer.current = setTimeout(keep, PAUSE)
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        heading.current!.blur()
        heading.current!.closest('article')?.querySelector<HTMLElement>('.ProseMirror, [role=grid]')?.focus()
      }}
    />
  )
}
