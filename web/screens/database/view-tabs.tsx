import { Tabs } from '@mantine/core'
import type { View } from '../../data/views.ts'
import classes from './database.module.css'
import { ViewIcon } from './view-icon.tsx'

interface Props {
  views: readonly View[]
  shown: View
  onChoose: (id: string) => void
}

/** The views of a database to choose from. */
export const ViewTabs = ({ views, shown, onChoose }: Props) => (
  <Tabs value={shown.id} onChange={(id) => id && onChoose(id)} className={classes.tabs}>
    <Tabs.List aria-label="Views">
      {views.map((view) => (
        <Tabs.Tab key={view.id} value={view.id} leftSection={<ViewIcon type={view.type} />}>
          {view.name || 'Untitled'}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  </Tabs>
)
