/** The lines of a table below its heads: rows, and the heads of the groups that they stand in. */
import type { Group } from '../../../data/view.ts'

/** Rows that stand together. A table without groups is one section that has no head. */
export interface Section {
  group: Group | null
  /** How many rows there are. */
  count: number
  /** Whether they are shown. */
  isOpen: boolean
}

/** A line: `row` is its index among those of its section, −1 that of the head. */
export interface Line {
  section: number
  row: number
}

export interface Lines {
  count: number
  at(index: number): Line | undefined
  indexOf(line: Line): number
  /** The rows among some lines, by section. */
  rowsIn(from: number, to: number): { section: number; from: number; to: number }[]
}

export function linesOf(sections: readonly Section[]): Lines {
  const starts: number[] = []
  let count = 0
  for (const { group, count: rows, isOpen } of sections) {
    starts.push(count)
    count += (group === null ? 0 : 1) + (isOpen ? rows : 0)
  }
  const heads = (section: number) => (sections[section]!.group === null ? 0 : 1)
  const at = (index: number): Line | undefined => {
    if (index < 0 || index >= count) return undefined
    const section = starts.findLastIndex((start) => start <= index)
    return { section, row: index - starts[section]! - heads(section) }
  }
  return {
    count,
    at,
    indexOf: ({ section, row }) => starts[section]! + heads(section) + row,
    rowsIn(from, to) {
      return starts.flatMap((start, section) => {
        const first = start + heads(section)
        const last = (starts[section + 1] ?? count) - 1
        const [begin, end] = [Math.max(from, first), Math.min(to, last)]
        return begin > end ? [] : [{ section, from: begin - first, to: end - first }]
      })
    },
  }
}
