/** Rows of data sources: as a view finds them, and what is done to them. */
import { type QueryKey, queryOptions, useMutationState, useQueries, useQuery } from '@tanstack/react-query'
import { ApiError, call, get, type Listed } from './api.ts'
import { type Page, pageQuery, titleOf } from './pages.ts'
import type { PropertyValue, ValueRequest } from './properties.ts'
import { queryClient } from './query-client.ts'
import type { Filter, View } from './view.ts'

/** A row is a page. Its values stand under the names of their properties. */
export type Row = Omit<Page, 'properties'> & {
  created_time: string
  properties: Record<string, PropertyValue>
}

/** Rows that are asked for at once. */
const STRETCH = 100

/** Rows beyond those that are shown, which are asked for already. */
const AHEAD = 40

interface Found {
  id: string
  total_count: number
}

/** Which rows: those of a view, that pass a narrower filter too. */
export interface Wanted {
  view: View
  /** As that of a view (a group of a board, a month of a calendar). */
  filter?: Filter | undefined
}

/** A change of what a data source holds makes `['rows', <its id>]` out of date. */
const keyOf = ({ view, filter }: Wanted): QueryKey => ['rows', view.data_source_id, view.id, filter ?? null]

/** Runs the view: how many rows it finds, and the id by which they are read. The server keeps that for 15 minutes. */
const foundQuery = (wanted: Wanted) => ({
  queryKey: [...keyOf(wanted), 'found'],
  queryFn: () =>
    call<Found>('POST', `/v1/views/${wanted.view.id}/queries`, {
      page_size: 1,
      ...(wanted.filter && { filter: wanted.filter }),
    }),
  staleTime: 10 * 60_000,
})

const stretchQuery = (wanted: Wanted, number: number) => ({
  queryKey: [...keyOf(wanted), 'stretch', number],
  async queryFn(): Promise<Row[]> {
    try {
      return await readStretch(wanted, number)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
      // What was found is no longer kept.
      await queryClient.invalidateQueries({ queryKey: foundQuery(wanted).queryKey, refetchType: 'none' })
      return readStretch(wanted, number)
    }
  },
})

async function readStretch(wanted: Wanted, number: number): Promise<Row[]> {
  // Its own refetch, when rows are out of date, has begun by now and is waited for.
  const { id } = await queryClient.fetchQuery(foundQuery(wanted))
  const { results } = await get<Listed<Row>>(
    `/v1/views/${wanted.view.id}/queries/${id}/rows?start_index=${number * STRETCH}&page_size=${STRETCH}`,
  )
  return results
}

export interface Rows {
  /** How many there are; undefined until it is known. */
  total: number | undefined
  /** Undefined while it is on its way. */
  rowAt(index: number): Row | undefined
  /** Where a row is among those that are here; −1 when it is none of them. */
  indexOf(id: string): number
  error: Error | null
  retry(): void
}

/** How many rows there are; undefined until it is known. */
export const useRowCount = (wanted: Wanted): number | undefined =>
  useQuery(foundQuery(wanted)).data?.total_count

/** Where somebody looks: at the rows from one index to another. */
interface Looked {
  /** The index of the first row that is shown. */
  from: number
  /** That of the last one. */
  to: number
  /** A row elsewhere that is needed too, because somebody writes in it. */
  kept?: number | undefined
}

/** Rows that a view finds, and which of them are looked at. */
export type Part = Wanted & Looked

/** The rows of a view: those that are looked at, and some more; the others are fetched when they are. */
export const useRows = (wanted: Wanted, looked: Looked): Rows => useParts([{ ...wanted, ...looked }])[0]!

/** The rows of several parts of a view, each of another filter. */
export function useParts(parts: readonly Part[]): Rows[] {
  const found = useQueries({ queries: parts.map((part) => foundQuery(part)) })
  const wanted = parts.flatMap((part, at) =>
    stretches(part, found[at]!.data?.total_count).map((number) => ({ part, number })),
  )
  const results = useQueries({ queries: wanted.map(({ part, number }) => stretchQuery(part, number)) })
  const changes = useChanges()
  return parts.map((part, at) => {
    const { data, error, refetch } = found[at]!
    const own = results.flatMap((result, index) =>
      wanted[index]?.part === part ? [{ result, number: wanted[index].number }] : [],
    )
    return {
      total: data?.total_count,
      rowAt(index) {
        const stretch = own.find(({ number }) => number === Math.floor(index / STRETCH))
        const row = stretch?.result.data?.[index % STRETCH]
        return row && changed(row, changes)
      },
      indexOf(id) {
        for (const { result, number } of own) {
          const index = result.data?.findIndex((row) => row.id === id) ?? -1
          if (index !== -1) return number * STRETCH + index
        }
        return -1
      },
      error: error ?? own.find(({ result }) => result.error)?.result.error ?? null,
      retry() {
        void refetch()
        for (const { result } of own) if (result.error) void result.refetch()
      },
    }
  })
}

/** The stretches that the rows which are looked at lie in; only the first ones are known to be there at first. */
function stretches({ from, to, kept }: Looked, total = to + 1): number[] {
  const [first, last] = [Math.max(from - AHEAD, 0), Math.min(to + AHEAD, total - 1)]
  const start = Math.floor(first / STRETCH)
  const shown = Array.from(
    { length: Math.max(Math.floor(last / STRETCH) - start + 1, 0) },
    (_, index) => start + index,
  )
  return kept === undefined ? shown : [...new Set([...shown, Math.floor(kept / STRETCH)])]
}

/** A value of a row that somebody gave it. */
interface ValueChange {
  rowId: string
  property: string
  value: ValueRequest
}

const valueChange = ['value of a row']

/** Changes that are on their way: they show at once. */
const useChanges = (): ValueChange[] =>
  useMutationState({
    filters: { mutationKey: valueChange, status: 'pending' },
    select: ({ state }) => state.variables as ValueChange,
  })

/** A row as changes on their way will make it. */
export function changed(row: Row, changes: readonly ValueChange[]): Row {
  const own = changes.filter(({ rowId }) => rowId === row.id)
  if (own.length === 0) return row
  const properties = { ...row.properties }
  for (const { property, value } of own) {
    const before = properties[property]
    if (before !== undefined && saysAll(value)) properties[property] = { ...before, ...value }
  }
  return { ...row, properties }
}

/** Whether a value as it is sent can be shown: files and options that are yet to be made cannot. */
function saysAll(value: ValueRequest): boolean {
  const [[type, content] = ['', null]] = Object.entries(value)
  if (type === 'files' || type === 'verification') return false
  if (type !== 'select' && type !== 'status' && type !== 'multi_select') return true
  return (
    content === null || ([content].flat() as { color?: string }[]).every(({ color }) => color !== undefined)
  )
}

/**
 * Gives a row a value. It shows at once, and until the server refuses it.
 *
 * @param property its name
 * @param value as requests have it, with all that showing it takes (the colour of an option)
 */
export const setValue = (row: Pick<Row, 'id'>, property: string, value: ValueRequest): Promise<Row> =>
  queryClient
    .getMutationCache()
    .build<Row, Error, ValueChange, unknown>(queryClient, {
      mutationKey: valueChange,
      // One after the other, as they were made.
      scope: { id: row.id },
      async mutationFn({ rowId, property, value }) {
        const after = await call<Row>('PATCH', `/v1/pages/${rowId}`, { properties: { [property]: value } })
        await remember(after)
        return after
      },
    })
    .execute({ rowId: row.id, property, value })

/** Puts a row as it is now wherever it is shown. What was asked before and is not answered would be older. */
async function remember(row: Row): Promise<void> {
  await queryClient.cancelQueries({ queryKey: ['rows'], predicate: isStretch })
  queryClient.setQueriesData<Row[]>({ queryKey: ['rows'], predicate: isStretch }, (rows) =>
    rows?.map((one) => (one.id === row.id ? row : one)),
  )
  queryClient.setQueryData(pageQuery(row.id).queryKey, row as never)
}

const isStretch = ({ queryKey }: { queryKey: QueryKey }): boolean => queryKey.includes('stretch')

/** Makes a row. Values are those of requests, by the names of their properties. */
export async function createRow(
  dataSourceId: string,
  properties: Record<string, ValueRequest> = {},
): Promise<Row> {
  const row = await call<Row>('POST', '/v1/pages', {
    parent: { type: 'data_source_id', data_source_id: dataSourceId },
    properties,
  })
  await queryClient.invalidateQueries({ queryKey: ['rows', dataSourceId] })
  return row
}

/** Into the trash, one after the other: when one fails, those before it are there. */
export async function trashRows(dataSourceId: string, ids: readonly string[]): Promise<void> {
  try {
    for (const id of ids) await call('PATCH', `/v1/pages/${id}`, { in_trash: true })
  } finally {
    await Promise.all(
      [['rows', dataSourceId], ['trash'], ['recent'], ['tree']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    )
  }
}

/** Rows of a data source by their titles, to choose among; without a text, the newest. */
export const titledRowsQuery = (dataSourceId: string, text: string) =>
  queryOptions({
    queryKey: ['rows', dataSourceId, 'titled', text],
    queryFn: async () => {
      const { results } = await call<Listed<Page>>(
        'POST',
        `/v1/data_sources/${dataSourceId}/query?filter_properties=title`,
        { page_size: 30, ...(text !== '' && { filter: { property: 'title', title: { contains: text } } }) },
      )
      return results.map((page) => ({ id: page.id, title: titleOf(page) }))
    },
  })
