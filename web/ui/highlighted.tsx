import type { ReactNode } from 'react'
import classes from './highlighted.module.css'

interface Props {
  text: string
  highlights: readonly { start: number; end: number }[]
}

/** A text with what matches marked. */
export function Highlighted({ text, highlights }: Props): ReactNode {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of highlights) {
    parts.push(
      text.slice(at, start),
      <mark key={start} className={classes.mark}>
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  return [...parts, text.slice(at)]
}
