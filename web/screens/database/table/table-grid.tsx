// biome-ignore-all lint/a11y/useSemanticElements: a table cannot show some rows of many
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type CSSProperties, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Group } from '../../../data/groups.ts'
import type { Property, ValueRequest } from '../../../data/properties.ts'
import { createRow, type Row, setValue, useRowCount } from '../../../data/rows.ts'
import { changeView } from '../../../data/views.ts'
import { Failed } from '../../../ui/failed.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { hasEditor } from '../cells/cell-editor.tsx'
import { type Column, columnsOf, listed, widthOf } from '../columns.ts'
import { valuesFor } from '../filters/values-for.ts'
import type { LayoutProps } from '../layout.ts'
import { clearedValue } from './cleared-value.ts'
import { GroupHead } from './group-head.tsx'
import type { Section } from './lines.ts'
import { Selected } from './selected.tsx'
import classes from './table.module.css'
import { TableHead } from './table-head.tsx'
import { type RowActs, TableRow } from './table-row.tsx'
import { TableSection } from './table-section.tsx'
import { type Place, useGrid } from './use-grid.ts'
import { HEAD_HEIGHT, HEIGHT, useLines } from './use-lines.ts'
import { type SelectedRow, useSelection } from './use-selection.ts'
import { useStable } from './use-stable.ts'

/** How rows are put in groups. */
export interface Grouping {
  property: Property
  /** Rows that are on their way to another group. */
  movedIds: readonly string[]
  /** What a row needs to be in a group; null when no value says so. */
  valueIn: (group: Group) => ValueRequest | null
  setOpen: (group: Group, isOpen: boolean) => void
  move: (rows: readonly SelectedRow[], to: Group) => Promise<void>
}

interface Props extends LayoutProps {
  sections: readonly Section[]
  grouping: Grouping | null
}

/** Rows as a grid to read and write in. Only the lines on the screen are there, and only their rows are fetched. */
export function TableGrid({ sections, grouping, ...props }: Props) {
  const { view, source, mayWrite, mayShape, mayDefine, openRow } = props
  const all = useMemo(() => columnsOf(view, source), [view, source])
  const columns = useMemo(() => all.filter(({ isShown }) => isShown), [all])
  const total = useRowCount({ view })
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<string | null>(null)

  const edited = useRef<number | undefined>(undefined)
  const isWrapped = view.configuration?.wrap_cells === true
  const lines = useLines({ view, sections, scroller, isWrapped, edited })
  const { virtualizer, rowAt } = lines
  const groupAt = (index: number) => sections[lines.at(index)?.section ?? -1]?.group ?? null
  const isHead = (index: number) => lines.at(index)?.row === -1
  /** A head of a group is two cells: it opens and folds, and makes a row. */
  const cellAt = ({ row, column }: Place): string =>
    cellId(gridId, { row, column: isHead(row) ? Math.min(column, mayAddIn(groupAt(row)) ? 1 : 0) : column })
  const show = (place: Place) => {
    if (place.row >= 0) virtualizer.scrollToIndex(place.row)
    requestAnimationFrame(() =>
      document.getElementById(cellAt(place))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }
  const focus = () => scroller.current?.focus({ preventScroll: true })
  const grid = useGrid({
    rows: lines.count,
    columns: columns.length,
    page: Math.floor((virtualizer.scrollRect?.height ?? 0) / HEIGHT) - 1,
    show,
    begin({ row: index, column }, typed) {
      if (index === -1) return setMenu(columns[column]!.property.id)
      if (!isHead(index)) return begin(rowAt(index), columns[column]!, typed)
      if (typed === '') pressHead(index, column)
    },
    act({ key, ctrlKey, metaKey, shiftKey }, { row: index, column }) {
      const row = rowAt(index)
      if (key === ' ' && isHead(index)) pressHead(index, column)
      else if (key === 'Escape' && selection.rows.size > 0) selection.clear()
      else if (row === undefined) return false
      else if (key === 'Enter' && (ctrlKey || metaKey)) openRow(row)
      else if (key === ' ' && shiftKey && mayWrite) selection.toggle(index)
      else if (key === ' ' && isCheckbox(columns[column]!)) begin(row, columns[column]!, '')
      else if ((key === 'Delete' || key === 'Backspace') && mayWrite) clear(row, columns[column]!)
      else return false
      return true
    },
  })
  edited.current = grid.editing ? grid.active.row : undefined
  const selection = useSelection((index) => {
    const row = rowAt(index)
    return row && { id: row.id, group: groupAt(index) }
  })

  function mayAddIn(group: Group | null): boolean {
    return mayWrite && group !== null && grouping?.valueIn(group) != null
  }
  function pressHead(index: number, column: number): void {
    const { section } = lines.at(index)!
    const { group, isOpen } = sections[section]!
    if (group === null) return
    if (column > 0 && mayAddIn(group)) void add(group)
    else grouping?.setOpen(group, !isOpen)
  }
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

  const acts = useStable<RowActs>({
    press(index, column) {
      grid.goTo({ row: index, column })
      if (isHead(index)) pressHead(index, column)
      else begin(rowAt(index), columns[column]!, '')
    },
    open: openRow,
    select: selection.toggle,
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
  async function add(group: Group | null = null): Promise<void> {
    const value = group && grouping?.valueIn(group)
    if (group) grouping?.setOpen(group, true)
    try {
      const values = { ...valuesFor(view, source), ...(value && { [grouping!.property.name]: value }) }
      setMadeId((await createRow(source.id, values)).id)
    } catch (error) {
      tellFailure(error)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each row that is made, when it is among the others
  useEffect(() => {
    if (madeId === null) return
    setMadeId(null)
    const line = lines.lineOf(madeId)
    if (line === -1) return openRow({ id: madeId })
    grid.goTo({ row: line, column: 0 })
    grid.edit()
  }, [madeId])

  const keep = (next: readonly Column[]) =>
    changeView(view, { configuration: { type: view.type, properties: listed(next) } }).catch(tellFailure)

  const items = virtualizer.getVirtualItems()
  const isThere = grid.active.row === -1 || items.some(({ index }) => index === grid.active.row)
  const startOf = (index: number) =>
    virtualizer.measurementsCache[index]?.start ?? virtualizer.getTotalSize() + HEIGHT

  if (lines.error) return <Failed error={lines.error} reset={lines.retry} />
  return (
    <div className={classes.table}>
      {selection.rows.size > 0 && (
        <Selected
          source={source}
          rows={[...selection.rows.values()]}
          grouping={grouping}
          groups={sections.flatMap(({ group }) => (group && mayAddIn(group) ? [group] : []))}
          onClear={selection.clear}
        />
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={view.name || 'Table'}
        aria-rowcount={lines.count + 1}
        aria-colcount={columns.length}
        aria-multiselectable={mayWrite || undefined}
        aria-readonly={!mayWrite || undefined}
        aria-activedescendant={isThere ? cellAt(grid.active) : undefined}
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
        <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {[...Map.groupBy(items, ({ index }) => lines.at(index)!.section)].map(([section, items]) => {
            const { group, count, isOpen } = sections[section]!
            const first = lines.indexOf({ section, row: group === null ? 0 : -1 })
            const start = startOf(first)
            const end = startOf(first + (group === null ? 0 : 1) + (isOpen ? count : 0))
            const mayTake = mayAddIn(group)
            return (
              <TableSection
                key={group?.key ?? ''}
                headId={cellId(gridId, { row: first, column: 0 })}
                group={group}
                start={start - HEIGHT}
                height={end - start}
                mayTake={mayTake}
              >
                {items.map(({ index, key, start: top }) => {
                  const isActive = grid.active.row === index
                  if (group !== null && index === first) {
                    return (
                      <GroupHead
                        key={key}
                        gridId={gridId}
                        index={index}
                        property={grouping!.property}
                        section={sections[section]!}
                        group={group}
                        columns={columns.length}
                        start={top - start}
                        height={HEAD_HEIGHT}
                        active={isActive ? Math.min(grid.active.column, mayTake ? 1 : 0) : null}
                        mayAdd={mayTake}
                        press={acts.press}
                      />
                    )
                  }
                  const row = rowAt(index)
                  return (
                    <TableRow
                      key={key}
                      gridId={gridId}
                      index={index}
                      row={row}
                      group={group}
                      columns={columns}
                      start={top - start}
                      height={HEIGHT}
                      measure={isWrapped ? virtualizer.measureElement : null}
                      active={isActive ? grid.active.column : null}
                      editing={isActive ? grid.editing : null}
                      isSelected={row !== undefined && selection.rows.has(row.id)}
                      isMoved={row !== undefined && grouping?.movedIds.includes(row.id) === true}
                      maySelect={mayWrite}
                      acts={acts}
                    />
                  )
                })}
              </TableSection>
            )
          })}
        </div>
      </div>
      <div className={classes.foot}>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={16} />}
            onClick={() => add()}
          >
            New row
          </Button>
        )}
        <span className={classes.count} role="status">
          {total === undefined ? 'Loading' : total === 1 ? '1 row' : `${total.toLocaleString()} rows`}
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
