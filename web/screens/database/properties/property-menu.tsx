import { Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconEyeOff,
  IconLayoutColumns,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { rawId } from '../../../data/properties.ts'
import { changeView, type Direction, type View } from '../../../data/views.ts'
import { tellFailure } from '../../../ui/tell.ts'
import { type Column, moveColumn, NARROWEST, widthOf } from '../columns.ts'

/** Pixels by which a column is made wider or narrower by keys. */
const STEP = 40

interface Props {
  view: View
  /** Those too that are hidden. */
  all: readonly Column[]
  column: Column
  mayShape: boolean
  onChange: (columns: readonly Column[]) => void
  onEdit: () => void
  onDelete: () => void
}

/** What can be done with a column and its property. */
export function PropertyMenu({ view, all, column, mayShape, onChange, onEdit, onDelete }: Props) {
  const { property } = column
  const isTitle = property.type === 'title'
  const sort = (direction: Direction) => {
    const others = (view.sorts ?? []).filter(
      (one) => !('property' in one) || one.property !== rawId(property),
    )
    changeView(view, { sorts: [{ property: rawId(property), direction }, ...others] }).catch(tellFailure)
  }
  const change = (looks: Partial<Column>) =>
    onChange(all.map((one) => (one === column ? { ...one, ...looks } : one)))
  const widen = (by: number) =>
    change({ looks: { ...column.looks, width: Math.max(widthOf(column) + by, NARROWEST) } })
  const shown = all.filter(({ isShown }) => isShown)
  const place = shown.indexOf(column)
  const move = (before: Column | undefined) =>
    onChange(moveColumn(all, property.id, before?.property.id ?? null))
  if (!mayShape) return <Menu.Label>Only who may edit the database changes its properties.</Menu.Label>
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
        {isTitle ? 'Rename' : 'Edit property'}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.5} />} onClick={() => sort('ascending')}>
        Sort ascending
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.5} />} onClick={() => sort('descending')}>
        Sort descending
      </Menu.Item>
      <Menu.Divider />
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconLayoutColumns size={16} stroke={1.5} />}>Column</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {!isTitle && (
            <>
              <Menu.Item
                leftSection={<IconArrowLeft size={16} stroke={1.5} />}
                disabled={place <= 1}
                onClick={() => move(shown[place - 1])}
              >
                Move left
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowRight size={16} stroke={1.5} />}
                disabled={place === shown.length - 1}
                onClick={() => move(shown[place + 2])}
              >
                Move right
              </Menu.Item>
            </>
          )}
          <Menu.Item closeMenuOnClick={false} onClick={() => widen(STEP)}>
            Wider
          </Menu.Item>
          <Menu.Item closeMenuOnClick={false} onClick={() => widen(-STEP)}>
            Narrower
          </Menu.Item>
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      {!isTitle && (
        <>
          <Menu.Item
            leftSection={<IconEyeOff size={16} stroke={1.5} />}
            onClick={() => change({ isShown: false })}
          >
            Hide in this view
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={onDelete}>
            Delete property
          </Menu.Item>
        </>
      )}
    </>
  )
}
