import type { KeyboardCoordinateGetter } from '@dnd-kit/core'

const steps: Readonly<Record<string, [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Where an arrow key brings what was lifted: to the nearest place where it can be dropped in that direction.
 *
 * @param anchor what decides over which place it is: its middle, or where it begins
 */
export const toNextPlace =
  (anchor: 'middle' | 'start'): KeyboardCoordinateGetter =>
  (event, { currentCoordinates: { x, y }, context }) => {
    const step = steps[event.code]
    const { collisionRect: lifted, droppableRects, droppableContainers, over } = context
    if (step === undefined || lifted === null) return undefined
    event.preventDefault()
    const from = (over && droppableRects.get(over.id)) ?? lifted
    const ahead = droppableContainers.getEnabled().flatMap(({ id }) => {
      const rect = droppableRects.get(id)
      if (rect === undefined) return []
      const [right, down] = [rect.left - from.left, rect.top - from.top]
      const along = right * step[0] + down * step[1]
      const aside = Math.abs(right * step[1]) + Math.abs(down * step[0])
      return along > 1 ? [{ rect, far: along + 4 * aside }] : []
    })
    const rect = ahead.sort((one, other) => one.far - other.far)[0]?.rect
    if (rect === undefined) return undefined
    const aside = anchor === 'start' ? 4 : (rect.width - lifted.width) / 2
    return { x: x + rect.left + aside - lifted.left, y: y + rect.top + 24 - lifted.top }
  }
