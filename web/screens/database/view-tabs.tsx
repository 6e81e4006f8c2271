import {
  DndContext,
  type DragEndEvent,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { Tabs } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import type { Database } from '../../data/databases.ts'
import type { View } from '../../data/view.ts'
import classes from './database.module.css'
import { announcing } from './layouts/announcements.ts'
import { moveTab } from './move-tab.ts'
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
export function ViewTabs({ database, views, shown, mayShape, onChoose }: Props) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  )
  const nameOf = (of: { id: UniqueIdentifier }) => views.find(({ id }) => id === of.id)?.name || 'Untitled'
  const drop = ({ active, over }: DragEndEvent) => {
    const view = views.find(({ id }) => id === active.id)
    const place = views.findIndex(({ id }) => id === over?.id)
    if (view) moveTab(views, view, place)
  }
  return (
    <div className={classes.tabs}>
      <Tabs value={shown.id} onChange={(id) => id && onChoose(id)} className={classes.tabList}>
        <DndContext
          sensors={sensors}
          onDragEnd={drop}
          accessibility={{
            announcements: announcing(nameOf, nameOf),
            container: document.getElementById('popups') ?? document.body,
          }}
        >
          <Tabs.List aria-label="Views">
            {views.map((view, place) => (
              <ViewTab
                key={view.id}
                view={view}
                place={place}
                isShown={view.id === shown.id}
                mayMove={mayShape && views.length > 1}
                move={(step) => moveTab(views, view, place + step)}
              />
            ))}
          </Tabs.List>
        </DndContext>
      </Tabs>
      {mayShape && <ViewMenu views={views} view={shown} onChoose={onChoose} />}
      {mayShape && <NewView database={database} shown={shown} onMade={onChoose} />}
    </div>
  )
}

interface TabProps {
  view: View
  place: number
  isShown: boolean
  mayMove: boolean
  /** To the left or to the right, for Alt and an arrow. */
  move: (step: -1 | 1) => boolean
}

function ViewTab({ view, place, isShown, mayMove, move }: TabProps) {
  const tab = useRef<HTMLButtonElement>(null)
  const { setNodeRef: setDropped, isOver, active } = useDroppable({ id: view.id })
  const { setNodeRef, listeners, transform } = useDraggable({ id: view.id, disabled: !mayMove })
  const isMoving = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands elsewhere in the document has lost the focus
  useEffect(() => {
    if (isMoving.current) tab.current?.focus()
    isMoving.current = false
  }, [place])
  useEffect(() => {
    if (isShown) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isShown])
  return (
    <Tabs.Tab
      ref={useMergedRef(tab, setNodeRef, setDropped)}
      value={view.id}
      leftSection={<ViewIcon type={view.type} />}
      style={transform ? { transform: `translateX(${transform.x}px)` } : undefined}
      className={classes.tab}
      data-dragged={transform !== null || undefined}
      data-over={(isOver && active?.id !== view.id) || undefined}
      aria-keyshortcuts={mayMove ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
      {...listeners}
      onKeyDownCapture={(event) => {
        if (!mayMove || !event.altKey || !event.key.startsWith('Arrow')) return
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'ArrowLeft') isMoving.current = move(-1)
        if (event.key === 'ArrowRight') isMoving.current = move(1)
      }}
    >
      {view.name || 'Untitled'}
    </Tabs.Tab>
  )
}
