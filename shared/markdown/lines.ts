export interface Line {
  indent: string
  /** Columns of white space before the content; a tab reaches to the next multiple of four. */
  width: number
  content: string
}

export const TAB = 4

export function splitLines(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).map((line) => {
    const indent = /^[ \t]*/.exec(line)![0]
    let width = 0
    for (const char of indent) width += char === '\t' ? TAB - (width % TAB) : 1
    return { indent, width, content: line.slice(indent.length) }
  })
}

/** The line without the white space that stands before `width`. */
export function outdent({ indent, content }: Line, width: number): string {
  let taken = 0
  let at = 0
  for (; at < indent.length; at++) {
    taken += indent[at] === '\t' ? TAB - (taken % TAB) : 1
    if (taken > width) break
  }
  return indent.slice(at) + content
}

/** Where a text ends without the spaces and tabs at its end. */
export function endOf(text: string): number {
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return end
}

/** The index of the first of ascending numbers that is larger; their count when none is. */
export function placeAfter(ascending: readonly number[], value: number): number {
  let low = 0
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
