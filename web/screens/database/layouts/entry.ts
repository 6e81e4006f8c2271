import { titleOf } from '../../../data/pages.ts'
import type { Row } from '../../../data/rows.ts'
import type { DateValue } from '../cells/property.ts'
import type { Lasting } from './weeks.ts'

/** A row on its days. */
export interface Entry extends Lasting {
  row: Row
  date: DateValue
}

/** What an entry is called by. */
export const nameOf = ({ row }: Entry): string => titleOf(row as never) || 'Untitled'
