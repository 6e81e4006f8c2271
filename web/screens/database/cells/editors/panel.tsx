import { Text } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import classes from './panel.module.css'

interface Props {
  /** What is edited, for who does not see it. */
  label: string
  error: string | null
  /** The focus went elsewhere: what was written is kept. */
  onLeave: () => void
  /** Escape: what was written is not kept. */
  onCancel: () => void
  children: ReactNode
}

/** Around the fields of an editor. What is pressed and typed here is nothing to the grid or card it stands over. */
export function Panel({ label, error, onLeave, onCancel, children }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(true)
  // Some editors come when the popover around has given the focus already, and a button that took itself away took it along.
  useEffect(() => {
    if (!hasFocus.current || panel.current?.contains(document.activeElement)) return
    panel.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true })
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as freely
    <div
      ref={panel}
      role="group"
      aria-label={label}
      className={classes.panel}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onCancel()
      }}
      onBlur={({ target, relatedTarget }) => {
        // A dialog of the browser's own, to choose a file for one, takes the focus of the whole window; a button that is
        // busy lets go of it.
        if (!document.hasFocus() || panel.current?.contains(relatedTarget) || target.matches(':disabled'))
          return
        hasFocus.current = false
        onLeave()
      }}
      // Escape is not for the dialog around, which asks each element whether it may have it.
      onFocus={({ target }) => {
        hasFocus.current = true
        target.setAttribute('data-mantine-stop-propagation', 'true')
      }}
      onClick={stay}
      onMouseDown={stay}
      onPointerDown={stay}
    >
      {children}
      {error !== null && (
        <Text role="alert" c="red.6" size="xs" className={classes.error}>
          {error}
        </Text>
      )}
    </div>
  )
}

const stay = (event: SyntheticEvent) => event.stopPropagation()
