import type { Content, ViewType } from './view-type.ts'

/** A view inside a dashboard. */
export interface Widget {
  readonly id: string
  readonly view_id: string
}

export interface DashboardRow {
  readonly id: string
  readonly widgets: readonly Widget[]
}

/** The rows that a dashboard keeps. */
export const rowsOf = (content: Content): readonly DashboardRow[] => content.rows as readonly DashboardRow[]

/** Rows of views, which are put there when they are made. */
export const dashboard: ViewType = {
  type: 'dashboard',
  request: null,
  initial: () => ({ rows: [] }),
  store: (before) => before,
  present: (content) => ({ type: 'dashboard', rows: rowsOf(content) }),
}

export type WidgetPlacement =
  | { readonly type: 'new_row'; readonly row_index?: number }
  | { readonly type: 'existing_row'; readonly row_index: number }

/** The rows with one more widget, null where there is no such row. By default it gets a row of its own at the end. */
export function placeWidget(
  rows: readonly DashboardRow[],
  widget: Widget,
  placement: WidgetPlacement,
  newId: () => string,
): DashboardRow[] | null {
  if (placement.type === 'existing_row') {
    const row = rows[placement.row_index]
    return row ? rows.with(placement.row_index, { ...row, widgets: [...row.widgets, widget] }) : null
  }
  const index = placement.row_index ?? rows.length
  return index > rows.length ? null : rows.toSpliced(index, 0, { id: newId(), widgets: [widget] })
}

/** The rows without the widgets that show other views than these; a row without widgets goes. */
export const keepWidgets = (
  rows: readonly DashboardRow[],
  keeps: (viewId: string) => boolean,
): DashboardRow[] =>
  rows
    .map((row) => ({ ...row, widgets: row.widgets.filter(({ view_id }) => keeps(view_id)) }))
    .filter(({ widgets }) => widgets.length > 0)
