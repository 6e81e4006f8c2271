import { useDraggable } from '@dnd-kit/core'
import { IconGripVertical } from '@tabler/icons-react'
import type { Lifted } from './grouped-table.tsx'
import classes from './table.module.css'

/** What a row is dragged by to another group. By keys it is selected, and moved by the menu above the table. */
export function Grip({ id, ...lifted }: Lifted & { id: string }) {
  const { setNodeRef, listeners } = useDraggable({ id, data: lifted })
  return (
    <span
      ref={setNodeRef}
      {...listeners}
      aria-hidden
      className={classes.grip}
      data-grip
      onClick={(event) => event.stopPropagation()}
    >
      <IconGripVertical size={16} stroke={1.5} />
    </span>
  )
}
