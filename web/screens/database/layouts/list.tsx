import { Button, Group } from '@mantine/core'
import { IconList, IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { titleOf } from '../../../data/pages.ts'
import { createRow, type Row, useRows } from '../../../data/rows.ts'
import { Failed } from '../../../ui/failed.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { NodeIcon } from '../../../ui/node-icon.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { Cell } from '../cells/cell.tsx'
import { isEmpty } from '../cells/property.ts'
import { type Column, columnsOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import { Empty } from './empty.tsx'
import classes from './list.module.css'
import { ShowMore } from './show-more.tsx'
import { useMost } from './use-most.ts'

/** Rows that are shown at first, and those that come when one scrolls on. */
const MORE = 50

/** Rows by their titles, with the values that are there beside them. */
export function List({ view, source, isInline, mayWrite, openRow }: LayoutProps) {
  const [most, showMore] = useMost(isInline, MORE)
  const rows = useRows({ view }, { from: 0, to: most - 1 })
  const columns = useMemo(
    () => columnsOf(view, source).filter(({ property, isShown }) => isShown && property.type !== 'title'),
    [view, source],
  )
  const add = () => createRow(source.id, valuesFor(view, source)).then(openRow, tellFailure)
  if (rows.error) return <Failed error={rows.error} reset={rows.retry} />
  if (rows.total === undefined) return <Loading />
  if (rows.total === 0)
    return <Empty icon={<IconList size={36} stroke={1.2} />} view={view} add={mayWrite ? add : null} />
  return (
    <>
      <ul className={classes.list} aria-label={view.name || 'List'}>
        {Array.from({ length: Math.min(most, rows.total) }, (_, index) => {
          const row = rows.rowAt(index)
          return (
            <li key={row?.id ?? index}>
              {row && <Line row={row} columns={columns} open={() => openRow(row)} />}
            </li>
          )
        })}
      </ul>
      <Group gap="xs" mb="lg">
        {rows.total > most && <ShowMore onMore={showMore} isOnlyAsked={isInline} />}
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={16} />}
            onClick={add}
          >
            New row
          </Button>
        )}
      </Group>
    </>
  )
}

const Line = ({ row, columns, open }: { row: Row; columns: readonly Column[]; open: () => void }) => (
  <button type="button" className={classes.line} onClick={open}>
    <NodeIcon icon={row.icon} type="page" />
    <span className={classes.title}>{titleOf(row as never) || 'Untitled'}</span>
    <span className={classes.values}>
      {columns.map(({ property, looks }) => {
        const value = row.properties[property.name]
        return (
          !isEmpty(value) && (
            <span key={property.id} className={classes.value} title={property.name}>
              <Cell property={property} value={value} looks={looks} isPressed />
            </span>
          )
        )
      })}
    </span>
  </button>
)
