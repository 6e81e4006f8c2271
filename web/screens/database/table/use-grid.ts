import { type KeyboardEvent, useState } from 'react'

/** A cell: `row` −1 is that of the heads. */
export interface Place {
  row: number
  column: number
}

export interface Grid {
  active: Place
  /** The active cell is being edited: the keys that were pressed for its editor before it was there. */
  editing: readonly string[] | null
  goTo: (place: Place) => void
  edit: (typed?: string) => void
  stop: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

interface Options {
  rows: number
  columns: number
  /** Rows that go by with Page Up and Page Down. */
  page: number
  /** Shows the row of a cell that became active. */
  show: (place: Place) => void
  /** Enter, F2, or typing on a cell. */
  begin: (place: Place, typed: string) => void
  /** Other keys on a cell; whether it was one that it knows. */
  act: (event: KeyboardEvent, place: Place) => boolean
}

/** The keys of a grid (ARIA Authoring Practices, "Grid"): one cell is active, and the grid has the focus. */
export function useGrid({ rows, columns, page, show, begin, act }: Options): Grid {
  const [chosen, setActive] = useState<Place>({ row: 0, column: 0 })
  // Rows may be gone, or on their way.
  const active = withinGrid(chosen)
  const [editing, setEditing] = useState<readonly string[] | null>(null)
  function withinGrid({ row, column }: Place): Place {
    return { row: within(row, -1, rows - 1), column: within(column, 0, columns - 1) }
  }
  const goTo = (to: Place) => {
    const place = withinGrid(to)
    setActive(place)
    show(place)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const isFar = event.ctrlKey || event.metaKey
    const isTyped = event.key.length === 1 && !isFar
    if (editing !== null) {
      // The editor is on its way: what is pressed meanwhile is for it.
      if (event.key === 'Escape') setEditing(null)
      else if (isTyped || event.key === 'Enter' || event.key === 'Tab') setEditing([...editing, event.key])
      return event.preventDefault()
    }
    const steps: Readonly<Record<string, Place>> = {
      ArrowUp: { ...active, row: isFar ? 0 : active.row - 1 },
      ArrowDown: { ...active, row: isFar ? rows - 1 : active.row + 1 },
      ArrowLeft: { ...active, column: isFar ? 0 : active.column - 1 },
      ArrowRight: { ...active, column: isFar ? columns - 1 : active.column + 1 },
      Home: { row: isFar ? 0 : active.row, column: 0 },
      End: { row: isFar ? rows - 1 : active.row, column: columns - 1 },
      PageUp: { ...active, row: Math.max(active.row - page, 0) },
      PageDown: { ...active, row: active.row + page },
    }
    const next = steps[event.key]
    if (next !== undefined && !event.shiftKey) goTo(next)
    else if (act(event, active)) {
      // It is done.
    } else if ((event.key === 'Enter' || event.key === 'F2') && !isFar) begin(active, '')
    else if (isTyped && event.key !== ' ') begin(active, event.key)
    else return
    event.preventDefault()
  }
  return {
    active,
    editing,
    goTo,
    edit: (typed = '') => setEditing(typed === '' ? [] : [typed]),
    stop: () => setEditing(null),
    onKeyDown,
  }
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))
