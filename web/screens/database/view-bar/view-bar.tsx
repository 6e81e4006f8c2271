import { Button, Popover } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconArrowsSort, IconFilter, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import { createRow, type Row } from '../../../data/rows.ts'
import type { View } from '../../../data/view.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { countOf } from '../filters/draft.ts'
import { FilterPanel } from '../filters/filter-panel.tsx'
import { QuickFilters } from '../filters/quick-filters.tsx'
import { SortPanel } from '../filters/sort-panel.tsx'
import { valuesFor } from '../filters/values-for.ts'
import classes from './view-bar.module.css'
import { ViewSettings } from './view-settings.tsx'

interface Props {
  view: View
  source: DataSource
  mayWrite: boolean
  mayShape: boolean
  openRow: (row: Pick<Row, 'id'>) => void
}

/** What stands above a view: which rows it shows, how, and a new one. */
export function ViewBar({ view, source, mayWrite, mayShape, openRow }: Props) {
  const [isMaking, setMaking] = useState(false)
  const create = async () => {
    setMaking(true)
    try {
      openRow(await createRow(source.id, valuesFor(view, source)))
    } catch (error) {
      tellFailure(error)
    } finally {
      setMaking(false)
    }
  }
  return (
    <div className={classes.bar}>
      <QuickFilters view={view} source={source} mayShape={mayShape} />
      <div className={classes.end}>
        {mayShape && (
          <>
            <Panel label="Filter" icon={<IconFilter size={16} stroke={1.5} />} count={countOf(view.filter)}>
              <FilterPanel view={view} source={source} />
            </Panel>
            <Panel
              label="Sort"
              icon={<IconArrowsSort size={16} stroke={1.5} />}
              count={view.sorts?.length ?? 0}
            >
              <SortPanel view={view} source={source} />
            </Panel>
            <Panel label="View" icon={<IconAdjustmentsHorizontal size={16} stroke={1.5} />} count={0}>
              <ViewSettings view={view} source={source} />
            </Panel>
          </>
        )}
        {mayWrite && (
          <Button size="compact-sm" leftSection={<IconPlus size={16} />} loading={isMaking} onClick={create}>
            New
          </Button>
        )}
      </div>
    </div>
  )
}

interface PanelProps {
  label: string
  icon: ReactNode
  /** How much of it there is. */
  count: number
  children: ReactNode
}

const Panel = ({ label, icon, count, children }: PanelProps) => (
  <Popover position="bottom-end" shadow="md" trapFocus returnFocus portalProps={{ target: '#popups' }}>
    <Popover.Target>
      <Button
        size="compact-sm"
        variant={count > 0 ? 'light' : 'subtle'}
        color={count > 0 ? undefined : 'gray'}
        leftSection={icon}
      >
        {label}
        {count > 0 && ` · ${count}`}
      </Button>
    </Popover.Target>
    <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
  </Popover>
)
