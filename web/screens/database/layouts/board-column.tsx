import { useDraggable, useDroppable } from '@dnd-kit/core'
import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { DataSource } from '../../../data/databases.ts'
import type { Property, ValueRequest } from '../../../data/properties.ts'
import { createRow, type Row, useRows } from '../../../data/rows.ts'
import type { Filter, View } from '../../../data/view.ts'
import { describe } from '../../../ui/failed.tsx'
import type { Column } from '../columns.ts'
import classes from './board.module.css'
import cardClasses from './card.module.css'
import { CardContent } from './card.tsx'
import type { CoverLooks } from './cover.tsx'
import { GroupLabel } from './group-label.tsx'
import { keyOf, type Place } from './place.ts'
import { ShowMore } from './show-more.tsx'
import { titled } from './titled.ts'
import { useMost } from './use-most.ts'

/** Cards that are shown at first, and those that "Show more" adds. */
const MORE = 50

/** A card that is on its way to another place. */
export interface Moved {
  row: Row
  from: string
  to: string
}

interface Props {
  view: View
  source: DataSource
  isInline: boolean
  property: Property
  place: Place
  shown: readonly Column[]
  cover: CoverLooks | null
  moved: readonly Moved[]
  /** Whether cards can be dropped here, and lifted. */
  mayMove: boolean
  mayWrite: boolean
  valuesOfNew: Record<string, ValueRequest>
  openRow: (row: Pick<Row, 'id'>) => void
}

/** A column of a board, with as many of its cards as are looked at. */
export function BoardColumn({ view, place, isInline, property, moved, mayMove, ...props }: Props) {
  const { column, lane } = place
  const key = keyOf(place)
  const headId = useId()
  const [most, showMore] = useMost(isInline, MORE)
  const filter: Filter = lane === null ? column.filter : { and: [column.filter, lane.filter] }
  const rows = useRows({ view, filter }, { from: 0, to: most - 1 })
  const { setNodeRef, isOver } = useDroppable({ id: headId, data: place, disabled: !mayMove })
  const total = rows.total ?? (lane === null ? column.count : 0)
  const here = Array.from({ length: Math.min(most, total) }, (_, index) => rows.rowAt(index)).filter(
    (row): row is Row =>
      row !== undefined && !moved.some((move) => move.row.id === row.id && move.from === key),
  )
  const arriving = moved.filter(({ row, to }) => to === key && !here.some(({ id }) => id === row.id))
  const cards = [...arriving.map(({ row }) => row), ...here]
  const leaving = moved.filter(({ from }) => from === key).length
  const Head = lane === null ? 'h2' : 'h3'
  const compact = view.configuration?.card_layout === 'compact'
  return (
    <section
      ref={setNodeRef}
      className={classes.column}
      data-over={isOver || undefined}
      aria-labelledby={headId}
    >
      <Head className={classes.head}>
        <span id={headId} className={classes.label}>
          <GroupLabel property={property} group={column} />
        </span>
        <span className={classes.count}>{(total + arriving.length - leaving).toLocaleString()}</span>
      </Head>
      {rows.error && (
        <p role="alert" className={classes.failure}>
          {describe(rows.error)}{' '}
          <Button size="compact-xs" variant="default" onClick={rows.retry}>
            Try again
          </Button>
        </p>
      )}
      <ul className={classes.cards}>
        {cards.map((row) => (
          <Card key={row.id} row={row} place={place} mayMove={mayMove} isCompact={compact} {...props} />
        ))}
      </ul>
      {total > most && <ShowMore onMore={showMore} isOnlyAsked={isInline} />}
      {props.mayWrite && <NewCard labelledBy={headId} {...props} />}
    </section>
  )
}

type CardProps = Pick<Props, 'place' | 'mayMove' | 'shown' | 'cover' | 'openRow'> & {
  row: Row
  isCompact: boolean
}

function Card({ row, place, mayMove, shown, cover, isCompact, openRow }: CardProps) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: `${keyOf(place)} ${row.id}`,
    data: { row, place },
    disabled: !mayMove,
  })
  return (
    <li>
      <button
        ref={setNodeRef}
        type="button"
        className={cardClasses.card}
        data-gone={isDragging || undefined}
        {...(mayMove && { 'aria-describedby': attributes['aria-describedby'] })}
        {...listeners}
        onClick={() => openRow(row)}
      >
        <CardContent row={row} columns={shown} cover={cover} isCompact={isCompact} />
      </button>
    </li>
  )
}

type NewProps = Pick<Props, 'source' | 'valuesOfNew'> & { labelledBy: string }

/** Writes names of new cards, one after the other. */
function NewCard({ source, valuesOfNew, labelledBy }: NewProps) {
  const [name, setName] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const id = useId()
  if (name === null) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        justify="flex-start"
        leftSection={<IconPlus size={16} />}
        id={id}
        aria-labelledby={`${id} ${labelledBy}`}
        onClick={() => setName('')}
      >
        New
      </Button>
    )
  }
  const add = async () => {
    setError(null)
    setName('')
    try {
      await createRow(source.id, { ...valuesOfNew, ...titled(source, name) })
    } catch (thrown) {
      setName(name)
      setError(describe(thrown))
    }
  }
  return (
    <TextInput
      autoFocus
      size="sm"
      aria-label="Name of the new card"
      placeholder="Name…"
      error={error}
      value={name}
      onChange={({ currentTarget }) => setName(currentTarget.value)}
      onBlur={() => name.trim() === '' && setName(null)}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Enter' && !nativeEvent.isComposing && name.trim() !== '') void add()
        if (key === 'Escape') setName(null)
      }}
    />
  )
}
