import { Popover } from '@mantine/core'
import { useRef } from 'react'
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
  editing: readonly string[] | null
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

function Edited({ property, row, looks, height, editing, onDone }: Props & { editing: readonly string[] }) {
  const step = useRef(0)
  const keys = useRef(editing)
  keys.current = editing
  const isThere = useRef(false)
  /** What was pressed before goes to the field once it has the focus; all that is pressed next goes there by itself. */
  const take = () => {
    if (isThere.current) return
    isThere.current = true
    queueMicrotask(async () => {
      for (const key of keys.current) {
        press(key)
        // The field renders what was written before the next one.
        await null
      }
    })
  }
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
        <div className={classes.edited} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={property.name}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only looks at what goes by */}
        <div
          onFocus={take}
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

/** Does with the field that has the focus what a key would have done. */
function press(key: string): void {
  if (key.length === 1) document.execCommand('insertText', false, key)
  else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}
