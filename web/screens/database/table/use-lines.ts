import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useMemo } from 'react'
import { type Row, useParts } from '../../../data/rows.ts'
import type { View } from '../../../data/view.ts'
import { type Lines, linesOf, type Section } from './lines.ts'

/** Pixels. */
export const HEIGHT = 36
export const HEAD_HEIGHT = 44

interface Wanted {
  view: View
  sections: readonly Section[]
  scroller: RefObject<HTMLElement | null>
  /** Whether long values make rows higher. */
  isWrapped: boolean
  /** The line that somebody writes in, which stays wherever one scrolls. */
  edited: RefObject<number | undefined>
}

export interface ShownLines extends Lines {
  virtualizer: Virtualizer<HTMLElement, Element>
  /** What stands in a line; undefined for a head, and while it is on its way. */
  rowAt(index: number): Row | undefined
  /** The line of a row, among those that are here; −1 when it is in none of them. */
  lineOf(id: string): number
  error: Error | null
  retry(): void
}

/** The lines of a table that are on the screen, and their rows: others are not fetched. */
export function useLines({ view, sections, scroller, isWrapped, edited }: Wanted): ShownLines {
  const lines = useMemo(() => linesOf(sections), [sections])
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: lines.count,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback(
      (index: number) => {
        const { section, row } = lines.at(index)!
        return `${sections[section]!.group?.key ?? ''} ${row}`
      },
      [lines, sections],
    ),
    estimateSize: (index) => (lines.at(index)?.row === -1 ? HEAD_HEIGHT : HEIGHT),
    overscan: 10,
    scrollMargin: HEIGHT,
    scrollPaddingStart: HEIGHT,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const kept = edited.current
      return kept === undefined || shown.includes(kept) ? shown : [...shown, kept].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights that were measured are those of the other way
  useEffect(() => virtualizer.measure(), [isWrapped])

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {}
  const looked = lines.rowsIn(startIndex, endIndex)
  const kept = edited.current === undefined ? undefined : lines.at(edited.current)
  if (kept && !looked.some(({ section }) => section === kept.section)) {
    looked.push({ section: kept.section, from: kept.row, to: kept.row })
  }
  const parts = useParts(
    looked.map(({ section, ...range }) => ({
      view,
      filter: sections[section]!.group?.filter,
      ...range,
      kept: kept?.section === section ? kept.row : undefined,
    })),
  )
  return {
    ...lines,
    virtualizer,
    rowAt(index) {
      const line = lines.at(index)
      const part = looked.findIndex(({ section }) => section === line?.section)
      return line && parts[part]?.rowAt(line.row)
    },
    lineOf(id) {
      for (const [at, { section }] of looked.entries()) {
        const row = parts[at]!.indexOf(id)
        if (row !== -1) return lines.indexOf({ section, row })
      }
      return -1
    },
    error: parts.find(({ error }) => error !== null)?.error ?? null,
    retry() {
      for (const part of parts) if (part.error) part.retry()
    },
  }
}
