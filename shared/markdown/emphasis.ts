import { type OpenToken, type Reader, show } from './inline-reader.ts'

/**
 * A run of asterisks closes what is open as far as it reaches and opens with the rest, so that any sequence which
 * nested emphasis can give is read back. Closing needs something before it, opening something after it.
 */
export function readStars(reader: Reader): boolean {
  const { start, length, canClose, canOpen } = runAt(reader, '*')
  let rest = length
  const bold = reader.open.has('bold')
  const italic = reader.open.has('italic')
  if (canClose && bold && italic && rest >= 3) {
    close(reader, 'italic')
    close(reader, 'bold')
    rest -= 3
  } else if (canClose && bold && rest >= 2) {
    close(reader, 'bold')
    rest -= 2
  } else if (canClose && italic && (rest !== 2 || !canOpen)) {
    close(reader, 'italic')
    rest -= 1
  }
  if (canOpen && rest > 0 && rest <= 3) {
    if (rest >= 2) open(reader, 'bold', '**')
    if (rest !== 2) open(reader, 'italic', '*')
  } else if (rest > 0) show(reader, '*'.repeat(rest), 0)
  reader.at = start + length
  return true
}

/** Two tildes strike through, any other number is text. */
export function readTildes(reader: Reader): boolean {
  const { start, length, canClose, canOpen } = runAt(reader, '~')
  if (length !== 2) return show(reader, '~'.repeat(length), length)
  if (canClose && reader.open.has('strikethrough')) close(reader, 'strikethrough')
  else if (canOpen) open(reader, 'strikethrough', '~~')
  else show(reader, '~~', 0)
  reader.at = start + length
  return true
}

function runAt({ text, at }: Reader, char: string) {
  let end = at
  while (text[end] === char) end++
  const canClose = at > 0 && !/\s/.test(text[at - 1]!)
  const canOpen = end < text.length && !/\s/.test(text[end]!)
  return { start: at, length: end - at, canClose, canOpen }
}

function open(reader: Reader, mark: 'bold' | 'italic' | 'strikethrough', source: string): void {
  const token: OpenToken = { kind: 'open', mark, source, value: '', matched: false }
  reader.open.set(mark, token)
  reader.tokens.push(token)
}

function close(reader: Reader, mark: 'bold' | 'italic' | 'strikethrough'): void {
  reader.open.get(mark)!.matched = true
  reader.open.delete(mark)
  reader.tokens.push({ kind: 'close', mark })
}
