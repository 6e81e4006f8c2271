import { ActionIcon, Checkbox, Popover, VisuallyHidden } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { isLink } from '#shared/addresses.ts'
import type { PropertyValue, ValueRequest } from '../../../data/properties.ts'
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
  const editing = (
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
  const address = addressIn(value)
  if (address === null) return editing
  return (
    <div className={classes.linked}>
      {editing}
      <ActionIcon
        component="a"
        href={address}
        target="_blank"
        rel="noreferrer"
        variant="subtle"
        color="gray"
        aria-label={`Open ${property.name}`}
      >
        <IconExternalLink size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}

/** Where a value leads to out of the workspace; what would run something leads nowhere. */
function addressIn(value: PropertyValue | undefined): string | null {
  const scheme = schemes[value?.type ?? '']
  const text = contentOf<string>(value)
  return scheme === undefined || !text || !isLink(scheme + text) ? null : scheme + text
}

const schemes: Readonly<Record<string, string>> = { url: '', email: 'mailto:', phone_number: 'tel:' }
