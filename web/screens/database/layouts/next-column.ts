import type { KeyboardCoordinateGetter } from '@dnd-kit/core'

const steps: Readonly<Record<string, [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where an arrow key brings what was lifted: to the nearest place where it can be dropped in that direction. */
export const toNextColumn: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = steps[event.code]
  const { collisionRect, droppableRects, droppableContainers, over } = context
  if (step === undefined || collisionRect === null) return undefined
  event.preventDefault()
  const [x, y] = step
  const from = (over && droppableRects.get(over.id)) ?? collisionRect
  const ahead = droppableContainers.getEnabled().flatMap(({ id }) => {
    const rect = droppableRects.get(id)
    if (rect === undefined) return []
    const [right, down] = [rect.left - from.left, rect.top - from.top]
    const along = right * x + down * y
    const aside = Math.abs(right * y) + Math.abs(down * x)
    return along > 1 ? [{ rect, far: along + 4 * aside }] : []
  })
  const nearest = ahead.sort((one, other) => one.far - other.far)[0]
  if (nearest === undefined) return undefined
  const { rect } = nearest
  // The middle of the card over the middle of the place: whatever decides what it is over finds it there.
  return {
    x: currentCoordinates.x + rect.left + rect.width / 2 - (collisionRect.left + collisionRect.width / 2),
    y:
      currentCoordinates.y +
      Math.min(rect.top + 40, rect.bottom - 1) -
      (collisionRect.top + Math.min(40, collisionRect.height / 2)),
  }
}
