// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
import { useDroppable } from '@dnd-kit/core'
import type { ReactNode } from 'react'
import type { Group } from '../../../data/groups.ts'
import classes from './table.module.css'

interface Props {
  /** What names it. */
  headId: string
  group: Group | null
  /** Pixels, from the first line. */
  start: number
  height: number
  /** Whether rows can be dropped here. */
  mayTake: boolean
  children: ReactNode
}

/** Rows that stand together, as far as they are on the screen. */
export function TableSection({ headId, group, start, height, mayTake, children }: Props) {
  const { setNodeRef, isOver } = useDroppable({ id: headId, data: { group }, disabled: !mayTake })
  return (
    <div
      ref={setNodeRef}
      role="rowgroup"
      aria-labelledby={group === null ? undefined : `${headId}-name`}
      className={classes.section}
      style={{ insetBlockStart: start, height }}
      data-over={isOver || undefined}
    >
      {children}
    </div>
  )
}
