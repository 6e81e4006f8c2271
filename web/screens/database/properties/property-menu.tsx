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

interface ColumnProps {
  /** Those too that are hidden. */
  all: readonly Column[]
  column: Column
  onChange: (columns: readonly Column[]) => void
}

interface Props extends ColumnProps {
  view: View
  mayShape: boolean
  mayDefine: boolean
  onEdit: () => void
  onDelete: () => void
}

/** What can be done with a column and its property. */
export function PropertyMenu({ view, mayShape, mayDefine, onEdit, onDelete, ...of }: Props) {
  const { all, column, onChange } = of
  const { property } = column
  const isTitle = property.type === 'title'
  const sort = (direction: Direction) => {
    const others = (view.sorts ?? []).filter(
      (one) => !('property' in one && one.property === rawId(property)),
    )
    changeView(view, { sorts: [{ property: rawId(property), direction }, ...others] }).catch(tellFailure)
  }
  if (!mayShape && !mayDefine) {
    return <Menu.Label>Who may edit the database can sort, move and change its properties.</Menu.Label>
  }
  return (
    <>
      {mayDefine && (
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
          {isTitle ? 'Rename' : 'Edit property'}
        </Menu.Item>
      )}
      {mayShape && (
        <>
          <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.5} />} onClick={() => sort('ascending')}>
            Sort ascending
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={16} stroke={1.5} />}
            onClick={() => sort('descending')}
          >
            Sort descending
          </Menu.Item>
          <Place {...of} />
          {!isTitle && (
            <Menu.Item
              leftSection={<IconEyeOff size={16} stroke={1.5} />}
              onClick={() => onChange(all.map((one) => (one === column ? { ...one, isShown: false } : one)))}
            >
              Hide in this view
            </Menu.Item>
          )}
        </>
      )}
      {mayDefine && !isTitle && (
        <>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={onDelete}>
            Delete property
          </Menu.Item>
        </>
      )}
    </>
  )
}

/** Where a column stands and how wide it is, for who does not drag. */
function Place({ all, column, onChange }: ColumnProps) {
  const shown = all.filter(({ isShown }) => isShown)
  const place = shown.indexOf(column)
  const move = (before: Column | undefined) =>
    onChange(moveColumn(all, column.property.id, before?.property.id ?? null))
  const widen = (by: number) => {
    const width = Math.max(widthOf(column) + by, NARROWEST)
    onChange(all.map((one) => (one === column ? { ...one, looks: { ...one.looks, width } } : one)))
  }
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconLayoutColumns size={16} stroke={1.5} />}>Column</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {column.property.type !== 'title' && (
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
  )
}
