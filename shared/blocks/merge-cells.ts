import { diffArrays } from 'diff'
import { isSameRichText, joinRuns, mergeRichText, type Run } from '../rich-text/merge.ts'
import { storeRichText } from '../rich-text/store.ts'

type Cell = readonly Run[]

/**
 * Merges two changes of a table's row. When one of them added or took away cells, what the other wrote goes where its
 * cell is now, and where that is gone into the cell before it.
 */
export function mergeCells(base: readonly Cell[], theirs: readonly Cell[], mine: readonly Cell[]): Cell[] {
  const isMineReshaped = mine.length !== base.length
  const [shape, other] = isMineReshaped ? [mine, theirs] : [theirs, mine]
  const [inShape, inOther] = [align(base, shape), align(base, other)]
  const merged = [...shape]
  let last = 0
  for (const [index, cell] of base.entries()) {
    const place = inShape[index]
    last = place ?? last
    const at = inOther[index]
    const changed = at === undefined ? undefined : other[at]
    if (changed === undefined || isSameRichText(changed, cell)) continue
    if (place === undefined) merged[last] = putAfter(merged[last], changed)
    else if (isMineReshaped) merged[place] = mergeRichText(cell, changed, shape[place]!)
    else merged[place] = mergeRichText(cell, shape[place]!, changed)
  }
  const added = other.filter((_, index) => !inOther.includes(index))
  if (shape.length !== base.length && added.length > 0) {
    const end = Math.max(merged.length - 1, 0)
    merged[end] = added.reduce(putAfter, merged[end] ?? [])
  }
  return merged
}

/** A row with as many cells as its table has: what is too much is put into the last. */
export function fitCells(cells: readonly Cell[], width: number): Cell[] {
  const fitted = cells.slice(0, width)
  while (fitted.length < width) fitted.push([])
  const end = width - 1
  fitted[end] = cells.slice(width).reduce(putAfter, fitted[end]!)
  return fitted
}

const space = storeRichText([{ text: { content: ' ' } }])

const putAfter = (cell: Cell | undefined, more: Cell): Cell => {
  if (cell === undefined || cell.length === 0) return more
  return more.length === 0 ? cell : joinRuns([...cell, ...space, ...more])
}

/** Where each cell went; undefined for one that is gone. */
function align(base: readonly Cell[], after: readonly Cell[]): (number | undefined)[] {
  if (base.length === after.length) return base.map((_, index) => index)
  const [from, to] = [base, after].map((cells) => cells.map((cell) => JSON.stringify(joinRuns(cell))))
  const places: (number | undefined)[] = []
  let [at, gone] = [0, 0]
  for (const { added, removed, count } of diffArrays(from!, to!)) {
    if (removed) gone += count
    else if (added) {
      // What was changed besides: cells that are gone and cells that are new, in order.
      for (let left = count; left > 0; left--, at++) if (gone-- > 0) places.push(at)
    } else {
      for (; gone > 0; gone--) places.push(undefined)
      for (let left = count; left > 0; left--) places.push(at++)
    }
    if (gone < 0) gone = 0
  }
  for (; gone > 0; gone--) places.push(undefined)
  return places
}
