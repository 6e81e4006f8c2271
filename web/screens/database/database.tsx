import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { databaseQuery } from '../../data/databases.ts'
import type { TreeItem } from '../../data/tree.ts'
import { viewsQuery } from '../../data/views.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Message } from '../../ui/message.tsx'
import classes from './database.module.css'
import { ShownView } from './shown-view.tsx'
import { ViewTabs } from './view-tabs.tsx'

interface Props {
  id: string
  level: TreeItem['level']
  /** The view to begin with; the first one when it is none of the database. */
  viewId?: string | null
  /** The address tells which view is shown. */
  onView?: (id: string) => void
  isInline?: boolean
}

/** The views of a database, one at a time: on a screen of its own, or within a page. */
export function Database({ id, level, viewId, onView, isInline = false }: Props) {
  const database = useQuery(databaseQuery(id))
  const views = useQuery(viewsQuery(id))
  const [chosenId, setChosenId] = useState(viewId)
  const error = database.error ?? views.error
  if (error) return <Failed error={error} reset={() => Promise.all([database.refetch(), views.refetch()])} />
  if (!database.data || !views.data) return <Loading />
  const shown = views.data.find((view) => view.id === chosenId) ?? views.data[0]
  if (shown === undefined) {
    return (
      <Message title="No view of this is shared with you">Ask for access to the database it shows.</Message>
    )
  }
  const mayShape = (level === 'full_access' || level === 'edit') && !database.data.is_locked
  const choose = (view: string) => {
    setChosenId(view)
    onView?.(view)
  }
  return (
    <div className={classes.database} data-inline={isInline || undefined}>
      <ViewTabs
        database={database.data}
        views={views.data}
        shown={shown}
        mayShape={mayShape}
        onChoose={choose}
      />
      <ShownView
        key={shown.id}
        database={database.data}
        view={shown}
        isInline={isInline}
        mayShape={mayShape}
      />
    </div>
  )
}
