import { Popover } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Property } from '../../../data/properties.ts'
import { type Row, setValue } from '../../../data/rows.ts'
import { Cell } from '../cells/cell.tsx'
import { CellEditor } from '../cells/cell-editor.tsx'
import classes from './table.module.css'

interface Props {
  property: Property
  row: Row
  looks: object
  height: number
  editing: { typed: string } | null
  /** @param step how many cells to go on to the right: −1, 0 or 1. */
  onDone: (step: number) => void
}

/** What stands in a cell; while it is edited, the editor over it. */
export function TableCell({ property, row, looks, height, editing, onDone }: Props) {
  const value = row.properties[property.name]
  const shown = <Cell property={property} value={value} looks={looks} isPressed />
  if (editing === null) return shown
  return <Edited {...{ property, row, looks, height, editing, onDone }} />
}

function Edited({ property, row, looks, height, editing, onDone }: Props & { editing: { typed: string } }) {
  const panel = useRef<HTMLDivElement>(null)
  const step = useRef(0)
  useEffect(() => {
    if (editing.typed === '') return
    // What was typed goes to the field once it has the focus, like all that is typed behind it.
    const type = () => document.execCommand('insertText', false, editing.typed)
    panel.current?.addEventListener('focusin', type, { once: true })
  }, [editing])
  const value = row.properties[property.name]
  return (
    <Popover
      opened
      trapFocus
      closeOnClickOutside={false}
      closeOnEscape={false}
      position="bottom-start"
      offset={-height}
      shadow="md"
      width="target"
      portalProps={{ target: '#popups' }}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <div className={classes.edited}>
          <Cell property={property} value={value} looks={looks} isPressed />
        </div>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={property.name}>
        <div
          ref={panel}
          onKeyDownCapture={({ key, shiftKey }) => {
            step.current = key === 'Tab' ? (shiftKey ? -1 : 1) : 0
          }}
        >
          <CellEditor
            property={property}
            value={value}
            row={row}
            looks={looks}
            onChange={(value) => setValue(row, property.name, value)}
            onClose={() => onDone(step.current)}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
