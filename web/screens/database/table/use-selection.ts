import { useRef, useState } from 'react'
import type { Group } from '../../../data/groups.ts'

/** A row that was selected, and the group that it stood in. */
export interface SelectedRow {
  id: string
  group: Group | null
}

export interface Selection {
  /** By id. */
  rows: ReadonlyMap<string, SelectedRow>
  /** Selects the row of a line or lets go of it; as a range, with all from the line before. */
  toggle: (index: number, isRange?: boolean) => void
  clear: () => void
}

/** @param rowAt what stands in a line; undefined when that is no row, or one that is on its way */
export function useSelection(rowAt: (index: number) => SelectedRow | undefined): Selection {
  const [rows, setRows] = useState<ReadonlyMap<string, SelectedRow>>(new Map())
  const last = useRef(-1)
  const toggle = (index: number, isRange = false) => {
    const from = isRange && last.current >= 0 ? last.current : index
    const [start, end] = [Math.min(from, index), Math.max(from, index)]
    const ranged = Array.from({ length: end - start + 1 }, (_, place) => rowAt(start + place))
    last.current = index
    const isIn = rows.has(rowAt(index)?.id ?? '')
    const after = new Map(rows)
    for (const row of ranged) {
      if (row === undefined) continue
      if (isIn) after.delete(row.id)
      else after.set(row.id, row)
    }
    setRows(after)
  }
  return { rows, toggle, clear: () => setRows(new Map()) }
}
