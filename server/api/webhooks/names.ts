import { type EventType, type EventTypeName, eventTypes } from '#server/domain/events/types.ts'
import { namesBeforeDataSources } from '../versions/2025-09-03.ts'
import type { ApiVersion } from '../versions/change.ts'

/** What a name stands for: types of events, two where a database was its data source. */
export type Names = ReadonlyMap<string, readonly EventTypeName[]>

/**
 * The names that a subscription may ask for at a version. Those that data sources brought are unknown before; those
 * that they replaced are still known after, as at Notion.
 */
export const namesAt = (version: ApiVersion): Names => (version < '2025-09-03' ? old : all)

const told = Object.entries(eventTypes).filter(([, { feed }]: [string, EventType]) => feed !== 'none')
const own = told.map(([name]) => name as EventTypeName)

const replaced = Map.groupBy(Object.entries(namesBeforeDataSources), ([, name]) => name)
const deprecated = [...replaced].map(([name, pairs]): [string, EventTypeName[]] => [
  name,
  [...own.filter((type) => type === name), ...pairs.map(([type]) => type as EventTypeName)],
])

const isNew = (type: string): boolean => type.startsWith('data_source.')

const all: Names = new Map([...own.map((type): [string, EventTypeName[]] => [type, [type]]), ...deprecated])
const old: Names = new Map([...all].filter(([name]) => !isNew(name)))
