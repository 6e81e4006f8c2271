// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus
// biome-ignore-all lint/a11y/useKeyWithClickEvents: its keys are those of the grid
import { IconChevronRight, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import type { Group } from '../../../data/groups.ts'
import type { Property } from '../../../data/properties.ts'
import { GroupLabel } from '../layouts/group-label.tsx'
import type { Section } from './lines.ts'
import classes from './table.module.css'

interface Props {
  gridId: string
  index: number
  property: Property
  section: Section
  group: Group
  /** How many there are. */
  columns: number
  /** Pixels from where the group begins. */
  start: number
  height: number
  /** Which of its cells is the active one. */
  active: number | null
  mayAdd: boolean
  press: (index: number, column: number) => void
}

/** The line above the rows of a group: what they have in common, how many they are, and a new one. */
export const GroupHead = memo(function GroupHead({ gridId, index, section, group, ...props }: Props) {
  const { property, columns, start, height, active, mayAdd, press } = props
  const id = `${gridId}-${index}`
  return (
    <div className={classes.groupLine} style={{ transform: `translateY(${start}px)`, height }}>
      <div role="row" aria-rowindex={index + 2} className={classes.group}>
        <div
          id={`${id}-0`}
          role="rowheader"
          aria-colindex={1}
          aria-colspan={mayAdd && columns > 1 ? columns - 1 : undefined}
          aria-expanded={section.isOpen}
          className={classes.groupCell}
          data-active={active === 0 || undefined}
          onClick={() => press(index, 0)}
        >
          <IconChevronRight aria-hidden size={16} stroke={2} data-open={section.isOpen || undefined} />
          <span id={`${id}-0-name`} className={classes.groupName}>
            <GroupLabel property={property} group={group} />
          </span>
          <span className={classes.count}>{section.count.toLocaleString()}</span>
        </div>
        {mayAdd && (
          <div
            id={`${id}-1`}
            role="gridcell"
            aria-colindex={Math.max(columns, 2)}
            aria-label="New in this group"
            title="New in this group"
            className={classes.groupCell}
            data-active={active === 1 || undefined}
            onClick={() => press(index, 1)}
          >
            <IconPlus aria-hidden size={16} stroke={1.5} />
          </div>
        )}
      </div>
    </div>
  )
})
