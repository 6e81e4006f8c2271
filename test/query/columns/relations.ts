import { idLists } from '../reference/ids.ts'
import { type Column, column } from './column.ts'

interface Asked {
  /** The data source of the pages. */
  readonly target: string
  /** Pages that are asked for. */
  readonly operands: readonly string[]
  /** The title of a page; undefined for one that the caller may not see, or that is in the trash. */
  readonly titleOf: (id: string) => string | undefined
}

/** Pages that are hidden or in the trash are as if they were not related. */
export const relationColumn = (
  name: string,
  values: readonly (readonly string[] | undefined)[],
  { target, operands, titleOf }: Asked,
): Column =>
  column<readonly string[], readonly string[]>(name, 'relation', {
    schema: { data_source_id: target, single_property: {} },
    write: (ids) => ids.map((id) => ({ id })),
    values,
    valueOf: (ids) => (ids ?? []).filter((id) => titleOf(id) !== undefined),
    family: idLists(operands, (id) => titleOf(id) ?? ''),
  })
