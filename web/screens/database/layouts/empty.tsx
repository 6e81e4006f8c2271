import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { View } from '../../../data/view.ts'
import { Message } from '../../../ui/message.tsx'

interface Props {
  icon: ReactNode
  view: View
  /** Null for who may not. */
  add: (() => void) | null
}

/** In place of rows, when a view finds none. */
export function Empty({ icon, view: { filter, quick_filters }, add }: Props) {
  const isFiltered = filter !== null || quick_filters !== null
  return (
    <Message
      icon={icon}
      title={isFiltered ? 'No row passes the filters of this view' : 'There are no rows yet'}
      actions={
        add && (
          <Button mt="sm" onClick={add}>
            New row
          </Button>
        )
      }
    >
      {isFiltered ? 'Change the filters to see more.' : add ? 'Each row is a page to write on, too.' : null}
    </Message>
  )
}
