import { type DragEvent, useRef, useState } from 'react'
import { followed } from '../../data/followed.ts'
import { placeFavorite } from '../../data/placing.ts'
import { tellFailure } from '../../ui/tell.ts'
import { type Drop, dropAtTop, dropOn, type Section, type Standing, type Zone } from './places.ts'
import { useShell } from './shell-context.ts'

/** What is being dragged, from whichever tree. */
const dragged = followed<Standing | null>(null)

export const useIsDragging = (): boolean => dragged.use() !== null

/** Milliseconds over a closed page until it opens. */
const UNTIL_OPEN = 600

/** Does what a drop means. */
export function useDrop(): (drop: Drop) => Promise<void> {
  const { move } = useShell()
  return async (drop) => {
    if (drop === null) return
    try {
      await (drop.kind === 'favorite' ? placeFavorite(drop.placing) : move(drop.placing, drop.to))
    } catch (error) {
      tellFailure(error)
    }
  }
}

/** What makes a line of a tree one that is dragged, and that others are dropped on. */
export function useDragging(standing: Standing, open: () => void) {
  const [zone, setZone] = useState<Zone | null>(null)
  const opening = useRef<ReturnType<typeof setTimeout>>(undefined)
  const drop = useDrop()
  const leave = () => {
    clearTimeout(opening.current)
    opening.current = undefined
    setZone(null)
  }
  return {
    draggable: true,
    'data-drop': zone ?? undefined,
    onDragStart(event: DragEvent) {
      event.stopPropagation()
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/uri-list', standing.item.url)
      dragged.set(standing)
    },
    onDragEnd: () => dragged.set(null),
    onDragOver(event: DragEvent<HTMLElement>) {
      const over = zoneOf(event)
      const from = dragged.get()
      const means = from && dropOn(from, standing, over)
      if (!means) return leave()
      event.preventDefault()
      setZone(over)
      if (over !== 'inside') clearTimeout(opening.current)
      else opening.current ??= setTimeout(open, UNTIL_OPEN)
    },
    onDragLeave: leave,
    onDrop(event: DragEvent<HTMLElement>) {
      event.preventDefault()
      const from = dragged.get()
      leave()
      dragged.set(null)
      if (from) void drop(dropOn(from, standing, zoneOf(event)))
    },
  }
}

/** What lets something be dropped on the name of a section. */
export function useDroppable(section: Section) {
  const [isOver, setOver] = useState(false)
  const drop = useDrop()
  return {
    'data-drop': isOver || undefined,
    onDragOver(event: DragEvent) {
      const from = dragged.get()
      if (!from || !dropAtTop(from, section)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault()
      const from = dragged.get()
      setOver(false)
      dragged.set(null)
      if (from) void drop(dropAtTop(from, section))
    },
  }
}

/** The upper and the lower quarter of a line are between it and the next. */
function zoneOf({ clientY, currentTarget }: DragEvent<HTMLElement>): Zone {
  const { top, height } = currentTarget.getBoundingClientRect()
  const part = (clientY - top) / height
  return part < 0.25 ? 'before' : part > 0.75 ? 'after' : 'inside'
}
