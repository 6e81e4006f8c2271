import { optionLists, options } from '../reference/options.ts'
import { type Column, column } from './column.ts'

/** Names that differ in little, and such as mean something elsewhere. Not in the order of any alphabet. */
export const optionNames: readonly string[] = [
  ...['In progress', 'Done', 'done', 'DONE!', '東京', '__proto__', '100%', 'a_b', '"quoted"', '\\'],
  ...["it's", '👍', 'İ', 'i\u0307', 'ß', 'null', '[]', '{}', 'A'.repeat(100), 'A'.repeat(99)],
]

const few = optionNames.slice(0, 3)

const operandsOf = (names: readonly string[]): unknown[] => [
  ...names,
  ...names.slice(0, 4).map((name) => [name]),
  [],
  [names[0], names.at(-1)],
  [names[1], names[1]],
  names,
]

const schemaOf = (names: readonly string[]) => ({ options: names.map((name) => ({ name })) })

export const selectColumn = (name: string, names: readonly string[] = optionNames): Column =>
  column<string | null, string | null>(name, 'select', {
    schema: schemaOf(names),
    write: (option) => option && { name: option },
    values: [undefined, null, ...names],
    valueOf: (option) => option ?? null,
    family: options(names, operandsOf(names)),
  })

/** A row that is given none has the first that is to do. */
export const statusColumn = (name: string, names: readonly string[] = optionNames): Column =>
  column<string | null, string | null>(name, 'status', {
    schema: { options: names.map((option) => ({ name: option, group: 'To-do' })) },
    write: (option) => option && { name: option },
    values: [undefined, ...names],
    valueOf: (option) => option ?? names[0]!,
    family: options(names, operandsOf(names)),
  })

export const multiSelectColumn = (name: string, names: readonly string[] = optionNames): Column =>
  column<readonly string[], readonly string[]>(name, 'multi_select', {
    schema: schemaOf(names),
    write: (chosen) => chosen.map((option) => ({ name: option })),
    values: [
      undefined,
      [],
      ...names.map((option) => [option]),
      [names[0]!, names[1]!],
      [names[1]!, names[0]!],
      few.length < names.length ? few : [...names],
      [...names].reverse(),
      [...names],
    ],
    valueOf: (chosen) => chosen ?? [],
    family: optionLists(names, operandsOf(names)),
  })
