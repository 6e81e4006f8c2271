import { Text } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useRef } from 'react'
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
      onBlur={({ relatedTarget }) => {
        // A dialog of the browser's own, to choose a file for one, takes the focus of the whole window.
        if (document.hasFocus() && !panel.current?.contains(relatedTarget)) onLeave()
      }}
      // Escape is not for the dialog around, which asks each element whether it may have it.
      onFocus={({ target }) => target.setAttribute('data-mantine-stop-propagation', 'true')}
      onClick={stay}
      onMouseDown={stay}
      onPointerDown={stay}
    >
      {children}
      {error !== null && (
        <Text role="alert" c="red" size="xs" className={classes.error}>
          {error}
        </Text>
      )}
    </div>
  )
}

const stay = (event: SyntheticEvent) => event.stopPropagation()
