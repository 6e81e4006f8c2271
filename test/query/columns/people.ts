import type { Names } from '../home.ts'
import type { Row } from '../reference/answer.ts'
import { idLists } from '../reference/ids.ts'
import { type Column, column } from './column.ts'

interface Asked {
  /** Who is asked for, besides "me". */
  readonly operands: readonly string[]
  readonly names: Names
  /** Who "me" is; null when it is nobody. */
  readonly me?: string | null
}

const familyOf = ({ operands, names, me = null }: Asked) =>
  idLists([...operands, 'me'], (id) => names.get(id) ?? '', me)

export const peopleColumn = (
  name: string,
  values: readonly (readonly string[] | undefined)[],
  asked: Asked,
): Column =>
  column<readonly string[], readonly string[]>(name, 'people', {
    write: (ids) => ids.map((id) => ({ id })),
    values,
    valueOf: (ids) => ids ?? [],
    family: familyOf(asked),
  })

export const authorColumn = (name: string, type: 'created_by' | 'last_edited_by', asked: Asked): Column =>
  column<never, readonly string[]>(name, type, {
    keys: ['people'],
    values: [],
    valueOf: (_none, row: Row) => [type === 'created_by' ? row.createdBy : row.lastEditedBy],
    family: familyOf(asked),
  })
