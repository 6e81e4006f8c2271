import { files } from '../reference/files.ts'
import { type Column, column } from './column.ts'

export const filesColumn = (name: string): Column =>
  column<readonly string[], readonly string[]>(name, 'files', {
    write: (names) =>
      names.map((file) => ({ name: file, external: { url: 'https://files.test/a?b=%25_c#d' } })),
    values: [
      undefined,
      [],
      ['a.pdf'],
      ['B.pdf'],
      ['b.PDF', 'a.pdf'],
      ['b.pdf', 'ä.pdf', '東京.png'],
      ['ß.txt'],
      ['👍'],
      Array.from({ length: 40 }, (_, index) => `many ${index}`),
    ],
    valueOf: (names) => names ?? [],
    family: files,
  })
