import { checkboxes } from '../reference/checkboxes.ts'
import { type Column, column } from './column.ts'

export const checkboxColumn = (name: string): Column =>
  column<boolean, boolean>(name, 'checkbox', {
    write: (checked) => checked,
    values: [undefined, true, false],
    valueOf: (checked) => checked ?? false,
    family: checkboxes,
  })
