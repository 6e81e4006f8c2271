import { Tabs } from '@mantine/core'
import type { Database } from '../../data/databases.ts'
import type { View } from '../../data/view.ts'
import classes from './database.module.css'
import { NewView } from './view-bar/new-view.tsx'
import { ViewMenu } from './view-bar/view-menu.tsx'
import { ViewIcon } from './view-icon.tsx'

interface Props {
  database: Database
  views: readonly View[]
  shown: View
  mayShape: boolean
  onChoose: (id: string) => void
}

/** The views of a database to choose from, what can be done with the one that is shown, and another one. */
export const ViewTabs = ({ database, views, shown, mayShape, onChoose }: Props) => (
  <div className={classes.tabs}>
    <Tabs value={shown.id} onChange={(id) => id && onChoose(id)} className={classes.tabList}>
      <Tabs.List aria-label="Views">
        {views.map((view) => (
          <Tabs.Tab key={view.id} value={view.id} leftSection={<ViewIcon type={view.type} />}>
            {view.name || 'Untitled'}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
    {mayShape && <ViewMenu views={views} view={shown} onChoose={onChoose} />}
    {mayShape && <NewView database={database} shown={shown} onMade={onChoose} />}
  </div>
)
