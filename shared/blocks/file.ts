import { mediaBlock } from './media.ts'

export const file = mediaBlock(
  'file',
  () => true,
  () => true,
  nameOf,
)

/** A file is called as it is where it lies; another name keeps the ending. */
function nameOf(own: string, asked: string | undefined): string {
  if (asked === undefined) return own
  const ending = /[^.](\.[a-z0-9]{1,10})$/i.exec(own)?.[1] ?? ''
  return asked.toLowerCase().endsWith(ending.toLowerCase()) ? asked : `${asked}${ending}`
}
