import { lastSegment } from '../addresses.ts'
import { mediaBlock } from './media.ts'

export const file = mediaBlock('file', () => true, nameOf)

/** A file is called as its address says; another name keeps the ending. */
function nameOf(address: URL, asked: string | undefined): string {
  const own = lastSegment(address) || address.hostname
  if (asked === undefined) return own
  const ending = /[^.](\.[a-z0-9]{1,10})$/i.exec(lastSegment(address))?.[1] ?? ''
  return asked.toLowerCase().endsWith(ending.toLowerCase()) ? asked : `${asked}${ending}`
}
