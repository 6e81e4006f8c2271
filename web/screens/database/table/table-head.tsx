// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus
import {
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { type CSSProperties, type PointerEvent, useRef, useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import { type Property, rawId } from '../../../data/properties.ts'
import type { Direction, View } from '../../../data/view.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { type Column, moveColumn, NARROWEST, widthOf } from '../columns.ts'
import { PropertyMenu } from '../properties/property-menu.tsx'
import { PropertyIcon } from '../property-icon.tsx'
import classes from './table.module.css'

const DeleteProperty = lazyPart(() => import('../properties/delete-property.tsx'), 'DeleteProperty')
const PropertyForm = lazyPart(() => import('../properties/property-form.tsx'), 'PropertyForm')

interface Props {
  gridId: string
  view: View
  source: DataSource
  /** Those too that are hidden. */
  all: readonly Column[]
  /** The head that is the active cell of the grid. */
  active: number | null
  mayShape: boolean
  mayDefine: boolean
  /** The property whose menu is open. */
  menu: string | null
  onMenu: (propertyId: string | null) => void
  onChange: (columns: readonly Column[]) => void
  /** While a column is made wider or narrower. */
  setWidth: (column: number, width: number) => void
}

/** The heads of the columns: dragged to move them, their edges to make them wider. */
export function TableHead({
  gridId,
  view,
  source,
  all,
  active,
  mayShape,
  mayDefine,
  onChange,
  ...props
}: Props) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }))
  const shown = all.filter(({ isShown }) => isShown)
  const drop = ({ active, over, delta }: DragEndEvent) => {
    if (over === null || over.id === active.id) return
    const index = all.findIndex(({ property }) => property.id === over.id)
    // Dragged to the right, it goes behind what it is let go over.
    const before = delta.x > 0 ? all[index + 1] : all[index]
    onChange(moveColumn(all, String(active.id), before?.property.id ?? null))
  }
  return (
    <div role="rowgroup" className={classes.headGroup}>
      <div role="row" aria-rowindex={1} className={classes.head}>
        <DndContext
          // What it says to screen readers is no child of a row.
          accessibility={{ container: document.getElementById('popups') ?? document.body }}
          sensors={sensors}
          onDragEnd={drop}
          autoScroll={{ threshold: { x: 0.1, y: 0 } }}
        >
          {shown.map((column, index) => (
            <ColumnHead
              key={column.property.id}
              {...props}
              {...{ view, all, column, index, mayShape, mayDefine, onChange }}
              onDialog={setDialog}
              id={`${gridId}-head-${index}`}
              isActive={active === index}
            />
          ))}
        </DndContext>
        {mayDefine && (
          <div role="columnheader" className={classes.add}>
            <Tooltip label="Add a property">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Add a property"
                onClick={() => setDialog({ act: 'add' })}
              >
                <IconPlus size={16} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </div>
        )}
      </div>
      {dialog?.act === 'add' && <PropertyForm source={source} view={view} onClose={close} />}
      {dialog?.act === 'edit' && (
        <PropertyForm source={source} view={view} property={dialog.property} onClose={close} />
      )}
      {dialog?.act === 'delete' && (
        <DeleteProperty source={source} property={dialog.property} onClose={close} />
      )}
    </div>
  )
}

type Dialog = { act: 'add' } | { act: 'edit' | 'delete'; property: Property }

interface HeadProps extends Omit<Props, 'gridId' | 'active' | 'source'> {
  id: string
  column: Column
  /** Among those that are shown. */
  index: number
  isActive: boolean
  onDialog: (dialog: Dialog) => void
}

function ColumnHead({ id, column, index, isActive, menu, onMenu, setWidth, onDialog, ...props }: HeadProps) {
  const { view, all, mayShape, onChange } = props
  const { property } = column
  const isFixed = !mayShape || property.type === 'title'
  const { setNodeRef: setDropped, isOver, active } = useDroppable({ id: property.id })
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({
    id: property.id,
    disabled: isFixed,
  })
  const direction = sortedBy(view, column)
  return (
    <div
      ref={setDropped}
      id={id}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={direction ?? undefined}
      className={classes.column}
      style={{ '--width': `var(--column-${index})` } as CSSProperties}
      data-title={index === 0 || undefined}
      data-active={isActive || undefined}
      data-over={(isOver && active?.id !== property.id) || undefined}
    >
      <Menu
        opened={menu === property.id}
        onChange={(isOpen) => onMenu(isOpen ? property.id : null)}
        position="bottom-start"
        width={250}
      >
        <Menu.Target>
          <button
            ref={setNodeRef}
            {...listeners}
            type="button"
            tabIndex={-1}
            className={classes.headButton}
            style={transform ? { transform: `translateX(${transform.x}px)` } : undefined}
            data-dragged={isDragging || undefined}
          >
            <PropertyIcon type={property.type} />
            <span className={classes.name}>{property.name}</span>
            {direction === 'ascending' && <IconArrowUp aria-hidden size={14} />}
            {direction === 'descending' && <IconArrowDown aria-hidden size={14} />}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <PropertyMenu
            {...props}
            column={column}
            onEdit={() => onDialog({ act: 'edit', property })}
            onDelete={() => onDialog({ act: 'delete', property })}
          />
        </Menu.Dropdown>
      </Menu>
      {mayShape && (
        <Edge
          width={widthOf(column)}
          onDrag={(width) => setWidth(index, width)}
          onDone={(width) =>
            onChange(all.map((one) => (one === column ? { ...one, looks: { ...one.looks, width } } : one)))
          }
        />
      )}
    </div>
  )
}

interface EdgeProps {
  width: number
  onDrag: (width: number) => void
  onDone: (width: number) => void
}

/** The edge of a column, to drag. Its menu makes it wider by keys. */
function Edge({ width, onDrag, onDone }: EdgeProps) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const widthAt = ({ clientX }: PointerEvent) =>
    Math.max(Math.round(start.current!.width + clientX - start.current!.x), NARROWEST)
  return (
    <div
      aria-hidden
      className={classes.edge}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => start.current && onDrag(widthAt(event))}
      onPointerUp={(event) => {
        if (start.current === null) return
        const after = widthAt(event)
        start.current = null
        if (after !== width) onDone(after)
      }}
    />
  )
}

const sortedBy = ({ sorts }: View, { property }: Column): Direction | null =>
  sorts?.find((sort) => 'property' in sort && sort.property === rawId(property))?.direction ?? null
