import type { Announcements } from '@dnd-kit/core'
import { titleOf } from '../../../data/pages.ts'

type Moving = { active: { data: { current?: Record<string, unknown> } }; over: { id: unknown } | null }

const titleIn = ({ active }: Moving): string => titleOf(active.data.current?.row as never) || 'Untitled'

/** What the head of a group says: its id is that of the place where rows can be dropped. */
const groupIn = ({ over }: Moving): string =>
  (over && document.getElementById(`${over.id}`)?.textContent) || 'no group'

/** What is said to who does not see that a row is dragged from one group to another. */
export const announcements: Announcements = {
  onDragStart: (moving) => `${titleIn({ ...moving, over: null })} is lifted.`,
  onDragOver: (moving) => `It is over ${groupIn(moving)}.`,
  onDragEnd: (moving) => `${titleIn(moving)} is dropped in ${groupIn(moving)}.`,
  onDragCancel: (moving) => `${titleIn(moving)} stays where it was.`,
}
