import type { RawParts } from '#server/http/mount.ts'
import type { Around, Change, Json, Version } from './change.ts'
import { refuseOldField } from './old-field.ts'
import { changeMember, changeProperties, inBody, isObject, own, renameKey } from './rewrite.ts'
import { subscriptionsKeepTheirVersion } from './subscriptions.ts'

/*
 * Requests that name a database for its data source need a look-up, and so routes of their own: see
 * `databases/before-data-sources.ts` and `search/before-data-sources.ts`.
 */

const toDatabaseParent = (object: Json): Json =>
  changeMember(object, 'parent', (parent) =>
    parent.type === 'data_source_id' ? { type: 'database_id', database_id: parent.database_id } : parent,
  )

const rowsStandInDataSources: Change = {
  says: 'The parent of a row is its data source, beside which stands the database.',
  objects: { page: toDatabaseParent, block: toDatabaseParent },
}

/** Recorded answers have these keys in this order. */
function toDatabase(dataSource: Json): Json {
  const {
    id: _,
    object: __,
    parent,
    database_parent,
    url,
    public_url,
    in_trash,
    archived,
    ...rest
  } = dataSource
  return {
    object: 'database',
    id: isObject(parent) ? parent.database_id : null,
    ...rest,
    parent: database_parent,
    url,
    public_url,
    archived,
    in_trash,
  }
}

const toPageOrDatabase = (list: Json): Json =>
  list.type === 'page_or_data_source'
    ? { ...renameKey(list, 'page_or_data_source', 'page_or_database'), type: 'page_or_database' }
    : list

const toDataSourceFilter = (body: Json): Json =>
  changeMember(body, 'filter', (filter) => {
    const value = own(filter, 'value')
    if (value === undefined || value === 'page') return filter
    if (value !== 'database') throw refuseOldField('body.filter.value', '`"page"` or `"database"`', value)
    return { ...filter, value: 'data_source' }
  })

const databasesHaveDataSources: Change = {
  says: 'A database holds data sources; what it was before, a table with a schema, is now a data source.',
  requests: { 'POST /v1/search': inBody(toDataSourceFilter) },
  objects: { data_source: toDatabase, list: toPageOrDatabase },
}

const relationsPointToDataSources: Change = {
  says: 'A relation points to a data source, beside which stands the database.',
  objects: {
    data_source: changeProperties((property) =>
      changeMember(property, 'relation', ({ data_source_id: _, ...relation }) => relation),
    ),
  },
}

/** What happens to a data source, under the name it had when that was a database. Other events had none. */
export const namesBeforeDataSources: Readonly<Record<string, string>> = {
  'data_source.content_updated': 'database.content_updated',
  'data_source.schema_updated': 'database.schema_updated',
}

/** The database of the data source that a change is about; null for other changes. */
export const databaseOfChange = ({ type, data }: Json): string | null =>
  isOfDataSource(type) && isObject(data) && isObject(data.parent) ? (data.parent.id as string) : null

const isOfDataSource = (type: unknown): boolean => typeof type === 'string' && type.startsWith('data_source.')

/** A change of a data source as one of its database; null where that has no name. */
export function toDatabaseChange(change: Json, { databases }: Around): Json | null {
  if (!isOfDataSource(change.type)) return changeMember(change, 'data', withoutDataSource)
  const id = databaseOfChange(change)
  const type = namesBeforeDataSources[change.type as string]
  if (id === null || type === undefined) return null
  const data = changeMember(change, 'data', ({ parent, ...data }) => ({
    parent: databases.get(id) ?? parent,
    ...data,
  }))
  return { ...data, type, entity: { type: 'database', id } }
}

const withoutDataSource = (data: Json): Json =>
  changeMember(data, 'parent', ({ data_source_id: _, ...parent }) => parent)

/** The types that are wanted of a feed; what one name stood for are two now. */
function toTypesOfDataSources(parts: RawParts): RawParts {
  const { types } = parts.query
  if (types === undefined) return parts
  // Given several times it is a list.
  const wanted = `${types}`.split(',').flatMap((name) => {
    const now = Object.keys(namesBeforeDataSources).filter((type) => namesBeforeDataSources[type] === name)
    return name === 'database.schema_updated' ? now : [name, ...now]
  })
  return { ...parts, query: { ...parts.query, types: wanted.join(',') } }
}

const changesTellOfDataSources: Change = {
  says: 'Webhooks and feeds tell of data sources; before, of the databases that those were.',
  requests: { 'GET /v1/changes': toTypesOfDataSources },
  objects: { change: toDatabaseChange },
  asksForDatabases: true,
}

export const version: Version = {
  version: '2025-09-03',
  changes: [
    rowsStandInDataSources,
    databasesHaveDataSources,
    relationsPointToDataSources,
    changesTellOfDataSources,
    subscriptionsKeepTheirVersion('2022-06-28'),
  ],
}
