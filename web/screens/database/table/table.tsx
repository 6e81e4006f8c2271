// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useEffect, useId, useMemo, useRef, useState } from 'react'
import { createRow, type Row, setValue, useRowCount, useRows } from '../../../data/rows.ts'
import { changeView } from '../../../data/views.ts'
import { Failed } from '../../../ui/failed.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { hasEditor } from '../cells/cell-editor.tsx'
import { type Column, columnsOf, listed, widthOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import { ShowMore } from '../layouts/show-more.tsx'
import { useMost } from '../layouts/use-most.ts'
import { clearedValue } from './cleared-value.ts'
import { Selected } from './selected.tsx'
import classes from './table.module.css'
import { TableHead } from './table-head.tsx'
import { type RowActs, TableRow } from './table-row.tsx'
import { type Place, useGrid } from './use-grid.ts'

/** Pixels. */
const HEIGHT = 36

/** The rows of a view as a grid to read and write in. Only the rows on the screen are there. */
export function Table({ view, source, isInline, mayWrite, mayShape, mayDefine, openRow }: LayoutProps) {
  const all = useMemo(() => columnsOf(view, source), [view, source])
  const columns = useMemo(() => all.filter(({ isShown }) => isShown), [all])
  const [most, showMore] = useMost(isInline, Number.POSITIVE_INFINITY)
  const total = useRowCount({ view }) ?? 0
  const count = Math.min(total, most)
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [menu, setMenu] = useState<string | null>(null)

  const edited = useRef<number | undefined>(undefined)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
    scrollMargin: HEIGHT,
    scrollPaddingStart: HEIGHT,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const kept = edited.current
      return kept === undefined || shown.includes(kept) ? shown : [...shown, kept].sort((a, b) => a - b)
    },
  })
  const isWrapped = view.configuration?.wrap_cells === true
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights that were measured are those of the other way
  useEffect(() => virtualizer.measure(), [isWrapped])
  const show = ({ row, column }: Place) => {
    if (row >= 0) virtualizer.scrollToIndex(row)
    requestAnimationFrame(() =>
      document
        .getElementById(cellId(gridId, { row, column }))
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }
  const focus = () => scroller.current?.focus({ preventScroll: true })
  const grid = useGrid({
    rows: count,
    columns: columns.length,
    page: Math.floor((virtualizer.scrollRect?.height ?? 0) / HEIGHT) - 1,
    show,
    begin({ row: index, column }, typed) {
      if (index === -1) return setMenu(columns[column]!.property.id)
      begin(rows.rowAt(index), columns[column]!, typed)
    },
    act({ key, ctrlKey, metaKey, shiftKey }, { row: index, column }) {
      const row = index === -1 ? undefined : rows.rowAt(index)
      if (row === undefined) return false
      if (key === 'Enter' && (ctrlKey || metaKey)) openRow(row)
      else if (key === ' ' && shiftKey && mayWrite) toggle(row)
      else if (key === ' ' && isCheckbox(columns[column]!)) begin(row, columns[column]!, '')
      else if ((key === 'Delete' || key === 'Backspace') && mayWrite) clear(row, columns[column]!)
      else if (key === 'Escape' && selected.size > 0) setSelected(new Set())
      else return false
      return true
    },
  })
  edited.current = grid.editing ? grid.active.row : undefined
  const { startIndex: from = 0, endIndex: to = 0 } = virtualizer.range ?? {}
  const rows = useRows({ view }, { from, to, kept: edited.current })

  function begin(row: Row | undefined, { property }: Column, typed: string): void {
    if (row === undefined) return
    if (!mayWrite) openRow(row)
    else if (property.type === 'checkbox') {
      const isChecked = row.properties[property.name]?.checkbox === true
      setValue(row, property.name, { checkbox: !isChecked }).catch(tellFailure)
    } else if (hasEditor(property)) grid.edit(typed)
  }
  const clear = (row: Row, { property }: Column) => {
    const value = clearedValue(property)
    if (value !== null) setValue(row, property.name, value).catch(tellFailure)
  }
  const last = useRef(-1)
  const toggle = (row: Row, isRange = false) => {
    const index = rows.indexOf(row.id)
    const [start, end] =
      isRange && last.current >= 0
        ? [Math.min(last.current, index), Math.max(last.current, index)]
        : [index, index]
    const ids = Array.from({ length: end - start + 1 }, (_, place) => rows.rowAt(start + place)?.id ?? row.id)
    last.current = index
    setSelected((before) => {
      const after = new Set(before)
      for (const id of ids)
        if (before.has(row.id)) after.delete(id)
        else after.add(id)
      return after
    })
  }

  const acts = useStable<RowActs>({
    press(index, column) {
      grid.goTo({ row: index, column })
      begin(rows.rowAt(index), columns[column]!, '')
    },
    open: openRow,
    select: toggle,
    done(step) {
      grid.stop()
      if (step !== 0) grid.goTo({ ...grid.active, column: grid.active.column + step })
    },
  })

  // Only when the editor is gone: it keeps what was written when it loses the focus.
  const isEditing = grid.editing !== null
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) scroller.current?.focus({ preventScroll: true })
    wasEditing.current = isEditing
  }, [isEditing])

  const [madeId, setMadeId] = useState<string | null>(null)
  const add = async () => {
    try {
      setMadeId((await createRow(source.id, valuesFor(view, source))).id)
    } catch (error) {
      tellFailure(error)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each row that is made, when it is among the others
  useEffect(() => {
    if (madeId === null) return
    setMadeId(null)
    const index = rows.indexOf(madeId)
    if (index === -1 || index >= count) return openRow({ id: madeId })
    grid.goTo({ row: index, column: 0 })
    grid.edit()
  }, [madeId])

  const keep = (next: readonly Column[]) =>
    changeView(view, { configuration: { type: view.type, properties: listed(next) } }).catch(tellFailure)

  const items = virtualizer.getVirtualItems()
  const isThere = grid.active.row === -1 || items.some(({ index }) => index === grid.active.row)

  if (rows.error) return <Failed error={rows.error} reset={rows.retry} />
  return (
    <div className={classes.table}>
      {selected.size > 0 && (
        <Selected source={source} ids={[...selected]} onClear={() => setSelected(new Set())} />
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={view.name || 'Table'}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable={mayWrite || undefined}
        aria-readonly={!mayWrite || undefined}
        aria-activedescendant={isThere ? cellId(gridId, grid.active) : undefined}
        className={classes.grid}
        style={variables(columns)}
        onKeyDown={grid.onKeyDown}
      >
        <TableHead
          gridId={gridId}
          view={view}
          source={source}
          all={all}
          active={grid.active.row === -1 ? grid.active.column : null}
          mayShape={mayShape}
          mayDefine={mayDefine}
          menu={menu}
          onMenu={(id) => {
            setMenu(id)
            if (id === null) focus()
          }}
          onChange={keep}
          setWidth={(column, width) => scroller.current?.style.setProperty(variableOf(column), `${width}px`)}
        />
        <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows.rowAt(index)
            const isActive = grid.active.row === index
            return (
              <TableRow
                key={index}
                gridId={gridId}
                index={index}
                row={row}
                columns={columns}
                start={start - HEIGHT}
                height={HEIGHT}
                measure={isWrapped ? virtualizer.measureElement : null}
                active={isActive ? grid.active.column : null}
                editing={isActive ? grid.editing : null}
                isSelected={row !== undefined && selected.has(row.id)}
                maySelect={mayWrite}
                acts={acts}
              />
            )
          })}
        </div>
      </div>
      <div className={classes.foot}>
        {total > count && <ShowMore onMore={showMore} isOnlyAsked />}
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={16} />}
            onClick={add}
          >
            New row
          </Button>
        )}
        <span className={classes.count} role="status">
          {rows.total === undefined
            ? 'Loading'
            : rows.total === 1
              ? '1 row'
              : `${rows.total.toLocaleString()} rows`}
        </span>
      </div>
    </div>
  )
}

const isCheckbox = ({ property }: Column): boolean => property.type === 'checkbox'

const cellId = (gridId: string, { row, column }: Place): string =>
  `${gridId}-${row === -1 ? 'head' : row}-${column}`

const variableOf = (column: number): string => `--column-${column}`

const variables = (columns: readonly Column[]): CSSProperties =>
  Object.fromEntries(columns.map((column, index) => [variableOf(index), `${widthOf(column)}px`]))

/** Functions that are the same at each rendering and do what the latest ones do, so that rows which stay as they are stay. */
function useStable<T extends object>(latest: T): T {
  const current = useRef(latest)
  current.current = latest
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stay the same
  return useMemo(
    () =>
      Object.fromEntries(
        Object.keys(latest).map((key) => [
          key,
          (...args: never[]) => (current.current[key as keyof T] as (...args: never[]) => unknown)(...args),
        ]),
      ) as T,
    [],
  )
}
