import type { Level } from '../../data/permissions.ts'
import type { TreeItem } from '../../data/tree.ts'

/** Levels as people read them, the highest first. */
const all: readonly { value: Level; label: string; says: string }[] = [
  { value: 'full_access', label: 'Full access', says: 'Write, and share with others' },
  { value: 'edit', label: 'Can edit', says: 'Write, but not share' },
  { value: 'edit_content', label: 'Can edit content', says: 'Change rows, but not properties and views' },
  { value: 'comment', label: 'Can comment', says: 'Read and comment' },
  { value: 'view', label: 'Can view', says: 'Read only' },
]

/** Those that a page or a database knows. */
export const levelsOf = ({ type }: Pick<TreeItem, 'type'>) =>
  all.filter(({ value }) => type === 'database' || value !== 'edit_content')

export const levelName = (level: Level | null): string =>
  all.find(({ value }) => value === level)?.label ?? 'No access'

const order: (Level | null)[] = [null, 'view', 'comment', 'edit_content', 'edit', 'full_access']

export const isLower = (level: Level | null, than: Level | null): boolean =>
  order.indexOf(level) < order.indexOf(than)
