import type { Active, Announcements, Over } from '@dnd-kit/core'
import { titleOf } from '../../../data/pages.ts'

/** What is said to who does not see what is dragged, and where to. */
export const announcing = (
  what: (active: Active) => string,
  where: (over: Over) => string,
): Announcements => ({
  onDragStart: ({ active }) => `${what(active)} is lifted.`,
  onDragOver: ({ over }) => `It is over ${over ? where(over) : 'nothing'}.`,
  onDragEnd: ({ active, over }) =>
    over ? `${what(active)} is dropped at ${where(over)}.` : `${what(active)} stays where it was.`,
  onDragCancel: ({ active }) => `${what(active)} stays where it was.`,
})

/** Of a row that is dragged to another group: places where it can be dropped have the ids of the heads of groups. */
export const announcements = announcing(
  ({ data }) => titleOf(data.current?.row as never) || 'Untitled',
  ({ id }) => document.getElementById(`${id}`)?.textContent || 'a group',
)
