import { Button } from '@mantine/core'
import { IconLayoutGrid, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { propertyNamed } from '../../../data/properties.ts'
import { createRow, useRows } from '../../../data/rows.ts'
import { Failed } from '../../../ui/failed.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { columnsOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import cardClasses from './card.module.css'
import { CardContent } from './card.tsx'
import { coverOf } from './cover.tsx'
import { Empty } from './empty.tsx'
import classes from './gallery.module.css'
import { ShowMore } from './show-more.tsx'

/** Cards that are shown at first, and those that come when one scrolls on. */
const MORE = 40

/** Rows as cards with pictures. */
export function Gallery({ view, source, mayWrite, openRow }: LayoutProps) {
  const [most, setMost] = useState(MORE)
  const rows = useRows({ view }, { from: 0, to: most - 1 })
  const columns = useMemo(
    () => columnsOf(view, source).filter(({ property, isShown }) => isShown && property.type !== 'title'),
    [view, source],
  )
  const { cover_size = 'medium', card_layout } = view.configuration ?? {}
  const cover = coverOf(view.configuration ?? {}, (id) => propertyNamed(source.properties, id)?.name ?? null)
  const add = () => createRow(source.id, valuesFor(view, source)).then(openRow, tellFailure)
  if (rows.error) return <Failed error={rows.error} reset={rows.retry} />
  if (rows.total === undefined) return <Loading />
  if (rows.total === 0) {
    return <Empty icon={<IconLayoutGrid size={36} stroke={1.2} />} view={view} add={mayWrite ? add : null} />
  }
  return (
    <>
      <ul className={classes.gallery} data-size={cover_size} aria-label={view.name || 'Gallery'}>
        {Array.from({ length: Math.min(most, rows.total) }, (_, index) => {
          const row = rows.rowAt(index)
          return (
            <li key={row?.id ?? index}>
              {row && (
                <button type="button" className={cardClasses.card} onClick={() => openRow(row)}>
                  <CardContent
                    row={row}
                    columns={columns}
                    cover={cover}
                    isCompact={card_layout === 'compact'}
                  />
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {rows.total > most && <ShowMore onMore={() => setMost(most + MORE)} />}
      {mayWrite && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          mb="lg"
          leftSection={<IconPlus size={16} />}
          onClick={add}
        >
          New card
        </Button>
      )}
    </>
  )
}
