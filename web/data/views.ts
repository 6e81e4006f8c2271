/** Views of databases: each a way of looking at the rows of a data source. */
import { queryOptions } from '@tanstack/react-query'
import { call, get, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type {
  Condition,
  Direction,
  Filter,
  GroupBy,
  Sort,
  View,
  ViewConfiguration,
  ViewType,
} from './view.ts'

export type { Condition, Direction, Filter, GroupBy, Sort, View, ViewConfiguration, ViewType }

/** The tabs of a database, in order. */
export const viewsQuery = (databaseId: string) =>
  queryOptions({
    queryKey: ['database', databaseId, 'views'],
    async queryFn() {
      const references = await getAll<{ id: string }>(`/v1/views?database_id=${databaseId}`)
      return Promise.all(references.map(async ({ id }) => toSend(await get<View>(`/v1/views/${id}`))))
    },
  })

/** A view whose configuration may be sent back: answers tell names of properties beside their ids, which no request has. */
const toSend = (view: View): View => ({
  ...view,
  configuration: JSON.parse(JSON.stringify(view.configuration), (key, value) =>
    key.endsWith('property_name') ? undefined : value,
  ),
})

export interface NewView {
  database_id: string
  data_source_id: string
  name: string
  type: ViewType
  filter?: Filter
  sorts?: Sort[]
  quick_filters?: Record<string, Condition>
  configuration?: ViewConfiguration
  position?: TabPosition
}

type TabPosition = { type: 'start' } | { type: 'end' } | { type: 'after_view'; view_id: string }

export interface ViewChange {
  name?: string
  filter?: Filter | null
  sorts?: Sort[] | null
  quick_filters?: Record<string, Condition | null> | null
  /** What it does not mention stays; `type` is that of the view. */
  configuration?: ViewConfiguration
  position?: TabPosition
}

export async function createView(view: NewView): Promise<View> {
  const made = await call<View>('POST', '/v1/views', view)
  await refresh()
  return made
}

export async function deleteView({ id }: Pick<View, 'id'>): Promise<void> {
  await call('DELETE', `/v1/views/${id}`)
  await refresh()
}

/** Changes a view. What changes in how it looks and where it stands shows at once, and goes back to what the server has when that refuses it. */
export async function changeView(view: View, change: ViewChange): Promise<void> {
  const { queryKey } = viewsQuery(view.parent.database_id)
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, (views) => {
    const after = views?.map((one) => (one.id === view.id ? foreseen(one, change) : one))
    return after && change.position ? moved(after, view.id, change.position) : after
  })
  try {
    await call('PATCH', `/v1/views/${view.id}`, change)
  } finally {
    await refresh()
    if (change.filter !== undefined || change.sorts !== undefined || change.quick_filters !== undefined) {
      await queryClient.invalidateQueries({ queryKey: ['rows', view.data_source_id, view.id] })
    }
  }
}

/** The tabs with one of them elsewhere. */
function moved(views: readonly View[], id: string, position: TabPosition): View[] {
  const view = views.find((one) => one.id === id)!
  const others = views.filter((one) => one !== view)
  const behind =
    position.type === 'end'
      ? others.length - 1
      : others.findIndex((one) => position.type === 'after_view' && one.id === position.view_id)
  return others.toSpliced(behind + 1, 0, view)
}

/** A view as a change will make it. */
function foreseen(view: View, { position: _, quick_filters, configuration, ...change }: ViewChange): View {
  const quick = quick_filters && Object.entries({ ...view.quick_filters, ...quick_filters })
  return {
    ...view,
    ...change,
    ...(quick_filters === null && { quick_filters }),
    ...(quick && {
      quick_filters: Object.fromEntries(quick.filter(([, condition]) => condition !== null)) as Record<
        string,
        Condition
      >,
    }),
    ...(configuration && { configuration: { ...view.configuration, ...configuration } }),
  }
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['database'] })
