import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { type Database, dataSourceQuery } from '../../data/databases.ts'
import type { Row } from '../../data/rows.ts'
import { pathQuery } from '../../data/tree.ts'
import type { View, ViewType } from '../../data/view.ts'
import { Failed } from '../../ui/failed.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Message } from '../../ui/message.tsx'
import type { LayoutProps } from './layout.ts'
import { RowPeek } from './row-peek.tsx'
import { ViewBar } from './view-bar/view-bar.tsx'

/** What shows each type of view. */
const layouts: Partial<Record<ViewType, ComponentType<LayoutProps>>> = {
  table: lazyPart(() => import('./table/table.tsx'), 'Table'),
  board: lazyPart(() => import('./layouts/board.tsx'), 'Board'),
  calendar: lazyPart(() => import('./layouts/calendar.tsx'), 'Calendar'),
  list: lazyPart(() => import('./layouts/list.tsx'), 'List'),
  gallery: lazyPart(() => import('./layouts/gallery.tsx'), 'Gallery'),
}

interface Props {
  database: Database
  view: View
  isInline: boolean
  mayShape: boolean
}

/** A view as its type says, with the row that was opened beside it. */
export function ShownView({ database, view, isInline, mayShape }: Props) {
  const sourceId = view.data_source_id
  const {
    data: source,
    error,
    refetch,
  } = useQuery({
    ...dataSourceQuery(sourceId ?? ''),
    enabled: sourceId !== null,
  })
  // A linked view shows a data source of another database, where one may do more or less.
  const { data: path } = useQuery({
    ...pathQuery(source?.parent.database_id ?? ''),
    enabled: source !== undefined,
  })
  const [opened, setOpened] = useState<Pick<Row, 'id'> | null>(null)
  const Layout = layouts[view.type]
  if (Layout === undefined || sourceId === null) {
    return (
      <Message title={`A ${view.type} is not shown here yet`}>
        Programs can read and change it. Choose another view, or make a table of the same rows.
      </Message>
    )
  }
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!source || !path) return <Loading />
  const level = path.at(-1)?.level
  const given = {
    view,
    source,
    mayWrite: level === 'full_access' || level === 'edit' || level === 'edit_content',
    mayShape,
    openRow: setOpened,
  }
  return (
    <>
      <ViewBar {...given} />
      <Layout
        {...given}
        database={database}
        isInline={isInline}
        mayDefine={level === 'full_access' || level === 'edit'}
      />
      {opened && <RowPeek id={opened.id} onClose={() => setOpened(null)} />}
    </>
  )
}
