// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus
import { ActionIcon, Checkbox } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import { type CSSProperties, memo } from 'react'
import type { Group } from '../../../data/groups.ts'
import { titleOf } from '../../../data/pages.ts'
import type { Row } from '../../../data/rows.ts'
import { NodeIcon } from '../../../ui/node-icon.tsx'
import type { Column } from '../columns.ts'
import { Grip } from './grip.tsx'
import classes from './table.module.css'
import { TableCell } from './table-cell.tsx'

interface Props {
  gridId: string
  index: number
  /** Undefined while it is on its way. */
  row: Row | undefined
  /** Where it stands, and can be dragged from; null when there are no groups. */
  group: Group | null
  columns: readonly Column[]
  /** Pixels from where its section begins. */
  start: number
  height: number
  /** Long values make rows higher, and it is told how high. Null: all rows are the same. */
  measure: ((row: Element | null) => void) | null
  /** The column of the active cell, when it is one of this row. */
  active: number | null
  editing: readonly string[] | null
  isSelected: boolean
  /** On its way to another group. */
  isMoved: boolean
  maySelect: boolean
  acts: RowActs
}

/** The same for all rows, as long as the table is there. */
export interface RowActs {
  press: (index: number, column: number) => void
  open: (row: Row) => void
  select: (index: number, isRange: boolean) => void
  done: (step: number) => void
}

export const TableRow = memo(function TableRow({
  gridId,
  index,
  row,
  group,
  columns,
  start,
  height,
  ...props
}: Props) {
  const { measure, active, editing, isSelected, isMoved, maySelect, acts } = props
  const title = row && (titleOf(row as never) || 'Untitled')
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={maySelect ? isSelected : undefined}
      className={classes.row}
      style={{ transform: `translateY(${start}px)`, [measure === null ? 'height' : 'minHeight']: height }}
      ref={measure}
      data-index={index}
      data-wrapped={measure !== null || undefined}
      data-selected={isSelected || undefined}
      data-moved={isMoved || undefined}
    >
      {columns.map(({ property, looks }, column) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the grid
        <div
          key={property.id}
          id={`${gridId}-${index}-${column}`}
          role="gridcell"
          aria-colindex={column + 1}
          aria-label={column === 0 ? title : undefined}
          className={classes.cell}
          style={{ '--width': `var(--column-${column})` } as CSSProperties}
          data-title={column === 0 || undefined}
          data-type={property.type}
          data-active={active === column || undefined}
          onClick={() => row && acts.press(index, column)}
        >
          {row === undefined ? (
            <span className={classes.waiting} />
          ) : (
            <>
              {column === 0 && maySelect && group !== null && (
                <Grip id={`${gridId}-${index}`} row={row} group={group} />
              )}
              {column === 0 && maySelect && (
                <Checkbox
                  size="xs"
                  tabIndex={-1}
                  className={classes.check}
                  aria-label={`Select ${title}`}
                  checked={isSelected}
                  onClick={(event) => {
                    event.stopPropagation()
                    acts.select(index, event.shiftKey)
                  }}
                  readOnly
                />
              )}
              {column === 0 && row.icon && <NodeIcon icon={row.icon} type="page" />}
              <div className={classes.content}>
                <TableCell
                  property={property}
                  row={row}
                  looks={looks}
                  height={height}
                  editing={active === column ? editing : null}
                  onDone={acts.done}
                />
              </div>
              {column === 0 && (
                <ActionIcon
                  size="sm"
                  variant="default"
                  tabIndex={-1}
                  className={classes.open}
                  aria-label={`Open ${title}`}
                  onClick={(event) => {
                    event.stopPropagation()
                    acts.open(row)
                  }}
                >
                  <IconArrowsDiagonal size={14} stroke={1.5} />
                </ActionIcon>
              )}
            </>
          )}
        </div>
      ))}
    </div>
  )
})
