import { type ReactNode, useEffect, useRef } from 'react'
import classes from './frame.module.css'

interface Props {
  /** What stands at the side: a column on a wide screen, over the content on a narrow one. */
  side: ReactNode
  label: string
  /** On a wide screen. */
  isOpen?: boolean
  /** On a narrow one. */
  isOver: boolean
  onClose: () => void
  children: ReactNode
}

/** A column at the side and the content beside it. */
export function Frame({ side, label, isOpen = true, isOver, onClose, children }: Props) {
  const column = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isOver) column.current?.focus()
  }, [isOver])
  return (
    <div className={classes.frame} data-open={isOpen || undefined} data-over={isOver || undefined}>
      <a href="#content" className={classes.skip}>
        To the content
      </a>
      <nav
        ref={column}
        tabIndex={-1}
        className={classes.side}
        aria-label={label}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
      >
        {side}
      </nav>
      {isOver && <div className={classes.shade} aria-hidden onClick={onClose} />}
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
        <div id="popups" />
      </main>
    </div>
  )
}
