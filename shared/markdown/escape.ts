/** Text as it stands in a line of markdown: nothing in it is read as syntax, a line break is `<br>`. */
export function escapeText(text: string): string {
  return text.replace(SPECIAL, '\\$&').replace(EMOJI_LIKE, '\\$&').replace(LINE_BREAK, '<br>')
}

/** What escaped text says: the reverse of `escapeText` for text without marks. */
export function unescapeText(text: string): string {
  return text.replace(/<br\s*\/?>|\\([!-/:-@[-`{-~])/gi, (_, char?: string) => char ?? '\n')
}

/** Keeps a paragraph's first characters from being read as a block's marker. */
export function guardParagraph(line: string): string {
  if (isDivider(line)) return `\\${line}`
  return guardItem(line).replace(/^(?:[-+](?=[ \t]|$)|\d{1,9}(?=[.)](?:[ \t]|$)))/, (start) =>
    /\d/.test(start) ? `${start}\\` : `\\${start}`,
  )
}

/** The same for the text of a list item, where other blocks may begin but no lists. */
export function guardItem(line: string): string {
  return /^#{1,6}(?:[ \t]|$)/.test(line) ? `\\${line}` : guardSpace(line)
}

/** Keeps white space at the beginning of a text, which is indentation or padding otherwise. */
export function guardSpace(line: string): string {
  return /^[ \t]/.test(line) ? `\\${line}` : line
}

/** Three or more of `-`, `*` or `_` and nothing else but spaces. */
export function isDivider(line: string): boolean {
  const [mark = ''] = line
  if (!/[-*_]/.test(mark)) return false
  const dense = line.replace(/[ \t]+/g, '')
  return dense.length >= 3 && dense === mark.repeat(dense.length)
}

/** What a custom emoji may be called between colons: one word with a letter in it. */
export const EMOJI_NAME = /(?=[\p{N}_+-]*\p{L})[\p{L}\p{N}_+-]+/u

// The list of the dialect; a colon only where it would begin a custom emoji.
const SPECIAL = /[\\*~`$[\]<>{}|^]/g
const EMOJI_LIKE = new RegExp(`(?<![\\p{L}\\p{N}:\\\\]):(?=${EMOJI_NAME.source}:)`, 'gu')
const LINE_BREAK = /\r\n|\r|\n/g
