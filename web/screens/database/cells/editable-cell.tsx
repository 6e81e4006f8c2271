import { Checkbox, Popover, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { ValueRequest } from '../../../data/properties.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { Cell } from './cell.tsx'
import { CellEditor, hasEditor } from './cell-editor.tsx'
import classes from './editable-cell.module.css'
import { type CellProps, contentOf, isEmpty } from './property.ts'

interface Props extends CellProps {
  onChange: (value: ValueRequest) => Promise<unknown>
  isReadOnly?: boolean
  /** What stands in place of nothing. */
  empty?: string
}

/** A value that is pressed to edit it, by mouse or keys: on the page of a row, and wherever there is no grid around. */
export function EditableCell({ onChange, isReadOnly = false, empty = 'Empty', ...props }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { property, value } = props
  if (property.type === 'checkbox') {
    return (
      <Checkbox
        className={classes.check}
        aria-label={property.name}
        checked={contentOf<boolean>(value) ?? false}
        disabled={isReadOnly}
        onChange={({ currentTarget }) =>
          void onChange({ checkbox: currentTarget.checked }).catch(tellFailure)
        }
      />
    )
  }
  const nothing = <span className={classes.empty}>{empty}</span>
  if (isReadOnly || !hasEditor(property)) {
    return <div className={classes.read}>{isEmpty(value) ? nothing : <Cell {...props} />}</div>
  }
  const close = () => setOpen(false)
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      closeOnClickOutside={false}
      closeOnEscape={false}
      trapFocus
      returnFocus
      position="bottom-start"
      offset={4}
      shadow="md"
      // Within a dialog what lies outside of it is out of reach.
      withinPortal={false}
    >
      <Popover.Target>
        <button type="button" className={classes.value} onClick={() => setOpen(true)}>
          <VisuallyHidden>{`Edit ${property.name}: `}</VisuallyHidden>
          {isEmpty(value) ? nothing : <Cell {...props} isPressed />}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={property.name}>
        <CellEditor {...props} onChange={onChange} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  )
}
