import { Type } from 'typebox'
import { named } from '../validation/named-schemas.ts'
import { board } from './board.ts'
import { calendar } from './calendar.ts'
import { chart } from './chart.ts'
import { dashboard } from './dashboard.ts'
import { form } from './form.ts'
import { gallery } from './gallery.ts'
import { list } from './list.ts'
import { map } from './map.ts'
import { table } from './table.ts'
import { timeline } from './timeline.ts'
import type { Content, ViewType } from './view-type.ts'

/** Every type of view, in the order of the API reference. */
export const viewTypes: ReadonlyMap<string, ViewType> = new Map(
  [table, board, list, calendar, timeline, gallery, form, chart, map, dashboard].map((one) => [
    one.type,
    one,
  ]),
)

/** The type of a stored view. A name that no type has means a broken store, not a caller's mistake. */
export function viewTypeNamed(name: string): ViewType {
  const type = viewTypes.get(name)
  if (!type) throw new Error(`No view type is called ${name}`)
  return type
}

/** The `configuration` of a request. */
export const ViewConfigRequest = named(
  'ViewConfigRequest',
  Type.Unsafe<Content & { readonly type: string }>(
    Type.Union([...viewTypes.values()].flatMap(({ request }) => request ?? [])),
  ),
)
