import type { ReactNode } from 'react'
import classes from './lines.module.css'

/** A list whose lines have a mark, two lines of text, and what can be done with each. */
export const Lines = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={classes.list} aria-label={label}>
    {children}
  </ul>
)

interface LineProps {
  mark: ReactNode
  title: ReactNode
  more?: ReactNode
  /** What stands at the end. */
  children?: ReactNode
  /** What stands below, over the whole width. */
  below?: ReactNode
}

export const Line = ({ mark, title, more, children, below }: LineProps) => (
  <li className={classes.line}>
    {mark}
    <div className={classes.text}>
      <div className={classes.title}>{title}</div>
      <div className={classes.more}>{more}</div>
    </div>
    <div className={classes.end}>{children}</div>
    {below && <div className={classes.below}>{below}</div>}
  </li>
)
