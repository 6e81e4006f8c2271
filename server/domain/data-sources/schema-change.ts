import { dataSourceById, numberRows, updateDataSource } from '#server/store/data-sources.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { indexSource } from '#server/store/index-source.ts'
import { pageById, updatePageRow } from '#server/store/pages.ts'
import { deletePropertyLinks, mirrorLinks } from '#server/store/relations.ts'
import { type QueriedRow, rowValues } from '#server/store/rows.ts'
import { meanTheSame } from '#shared/computed/own-formulas.ts'
import { isComputed } from '#shared/computed/results.ts'
import { startMigration } from '#shared/properties/migrate-values.ts'
import type { StoredProperty, StoredSchema, StoredValues, View } from '#shared/properties/property.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import { relatedDataSources, type SchemaRequests, type SchemaResult } from '#shared/properties/schema.ts'
import type { PropertyChange, RelationStep, SchemaContext } from '#shared/properties/schema-draft.ts'
import type { Resolved } from '#shared/references.ts'
import { dataSourceFor } from '../access/nodes.ts'
import { type ComputedValues, computeProperties } from '../computed/compute.ts'
import type { Schemas } from '../computed/load-schemas.ts'
import type { Context } from '../context.ts'
import { filesIn, showFiles } from '../files/attach.ts'
import { filesOfPage, mayShowFile } from '../pages/page.ts'
import { timeZoneOfKeys } from '../workspaces/time-zone.ts'
import { schemaOfText } from './schema-text.ts'

/** Rows are rewritten in groups of this size. */
const ROWS_AT_ONCE = 500

/** What making or changing a schema may refer to: the sources its relations name, as far as they are shared. */
export async function schemaContext(
  context: Context,
  dataSource: { id: string; databaseId: string; title: string; schema: StoredSchema },
  request: SchemaRequests,
  schemas: Schemas,
): Promise<SchemaContext> {
  const { requested, partners } = relatedDataSources(dataSource.schema, request)
  const targets = new Map<string, { database_id: string; schema: StoredSchema }>()
  for (const id of partners) {
    const [row] = await dataSourceById(context.db, context.workspace.id, id)
    if (row) targets.set(id, { database_id: row.database_id, schema: JSON.parse(row.properties) })
  }
  for (const id of requested) {
    if (id === dataSource.id) continue
    const target = await dataSourceFor(context, id, isTwoSided(request, id) ? 'edit' : 'read')
    targets.set(id, { database_id: target.databaseId, schema: target.schema })
  }
  return {
    dataSource: { id: dataSource.id, database_id: dataSource.databaseId, title: dataSource.title },
    targets,
    schemaOf: schemas.schemaOf,
    isHidden: schemas.isHidden,
    newId: context.newId,
    random: Math.random,
    sizes: context.workspace.settings.limits.sizes,
    path: 'body.properties',
  }
}

/** A two-sided relation writes a property into its target. */
const isTwoSided = (request: SchemaRequests, targetId: string): boolean =>
  Object.values(request).some((property) => {
    const relation = property?.relation as { data_source_id?: string; dual_property?: object } | undefined
    return (
      relation?.dual_property !== undefined &&
      relation.data_source_id?.replaceAll('-', '') === targetId.replaceAll('-', '')
    )
  })

/** Keeps a changed schema: the values of rows follow, then links, then the other sides of relations. */
export async function keepSchemaChange(
  context: Context,
  dataSource: { id: string; schemaVersion: number },
  { schema, changes, others, relations }: SchemaResult,
): Promise<void> {
  if (changes.length > 0) await keepSchema(context, dataSource, schema, changes)
  for (const [id, other] of others) {
    const [row] = await dataSourceById(context.db, context.workspace.id, id)
    await keepSchema(context, { id, schemaVersion: row!.schema_version }, other.schema, other.changes)
  }
  for (const step of relations) await followRelation(context, dataSource.id, step)
}

async function keepSchema(
  context: Context,
  { id, schemaVersion }: { id: string; schemaVersion: number },
  changed: StoredSchema,
  changes: readonly PropertyChange[],
): Promise<void> {
  const { db, workspace, actor, now } = context
  const [row] = await dataSourceById(db, workspace.id, id)
  const before = schemaOfText(row!.properties)
  let schema = changed
  let movesKeys = false
  for (const change of computedFirst(changes)) {
    if (change.after?.type === 'unique_id' && change.before?.type !== 'unique_id')
      await numberRows(db, workspace.id, id)
    movesKeys ||= isNumbered(change)
    const migration = startMigration(schema, change, {
      newId: context.newId,
      sizes: workspace.settings.limits.sizes,
    })
    if (migration === null) continue
    await migrateRows(context, id, change, migration.next)
    movesKeys = true
    schema = migration.finish()
  }
  await updateDataSource(db, workspace.id, id, {
    properties: JSON.stringify(schema),
    schema_version: schemaVersion + 1,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  context.record({
    type: 'data_source.schema_updated',
    entity: { type: 'data_source', id },
    data: { updated_properties: changes.map(summary) },
  })
  if (movesKeys || !meanTheSame(before, schema)) {
    await indexSource(db, workspace.id, id, schema, await timeZoneOfKeys(context))
  }
}

/** Its numbers are kept beside the values, and so no value is rewritten with it. */
const isNumbered = ({ before, after }: PropertyChange): boolean =>
  before?.type === 'unique_id' || after?.type === 'unique_id'

/** All rows of a data source, some at a time. */
async function forEachRows(
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  work: (rows: readonly QueriedRow[]) => Promise<void>,
): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await rowValues(db, workspaceId, dataSourceId, after, ROWS_AT_ONCE)
    await work(rows)
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)!.id
  }
}

/** What a formula or rollup gave is made of values as they were, so it is taken before they change. */
function computedFirst(changes: readonly PropertyChange[]): PropertyChange[] {
  const [first, then] = [changes.filter(wasComputed), changes.filter((change) => !wasComputed(change))]
  return [...first, ...then]
}

const wasComputed = ({ kind, before }: PropertyChange): boolean =>
  kind === 'converted' && before !== null && isComputed(before)

function summary({ kind, id, before, after }: PropertyChange) {
  const action = kind === 'created' ? 'created' : kind === 'removed' ? 'deleted' : 'updated'
  return { id: encodePropertyId(id), name: (after ?? before)?.name, action }
}

async function migrateRows(
  context: Context,
  dataSourceId: string,
  change: PropertyChange,
  next: (value: unknown, view: View) => unknown,
): Promise<void> {
  const { db, workspace, now } = context
  const { id: propertyId } = change
  await forEachRows(db, workspace.id, dataSourceId, async (rows) => {
    const computed = wasComputed(change)
      ? await computedOf(context, dataSourceId, rows, change.before!)
      : null
    for (const { properties, ...meta } of rows) {
      const values = JSON.parse(properties) as Record<string, unknown>
      const before = values[propertyId] ?? null
      const given = computed?.get(meta.id)?.get(propertyId) ?? before
      const value = next(given, { meta, resolved: nameless, now })
      if (JSON.stringify(value) === JSON.stringify(before)) continue
      const left = withValue(values, propertyId, value)
      if (mayShowFile(properties)) await dropFiles(context, meta.id, before, left)
      await updatePageRow(db, workspace.id, meta.id, {
        properties: JSON.stringify(left),
        // Values of other properties that change with this one do not fit the schema yet.
        ready: null,
        ready_version: 0,
      })
    }
  })
}

/** The files that a value showed, unless the page shows them elsewhere as well. */
async function dropFiles(
  context: Context,
  pageId: string,
  value: unknown,
  left: StoredValues,
): Promise<void> {
  const [page] = await pageById(context.db, context.workspace.id, pageId)
  const { icon, cover } = page!
  const shown = filesOfPage({
    icon: icon === null ? null : JSON.parse(icon),
    cover: cover === null ? null : JSON.parse(cover),
    valuesText: JSON.stringify(left),
  })
  await showFiles(context, pageId, shown, new Set([...shown, ...filesIn(value)]))
}

/** What rows showed until now: the schema that is kept is still the one before the change. */
async function computedOf(
  context: Context,
  dataSourceId: string,
  rows: readonly QueriedRow[],
  property: StoredProperty,
): Promise<ComputedValues> {
  const sources = rows.map(({ properties, ...meta }) => ({
    dataSourceId,
    values: JSON.parse(properties) as StoredValues,
    meta,
  }))
  return (await computeProperties(context, [{ rows: sources, properties: [property] }])).values
}

function withValue(values: Record<string, unknown>, propertyId: string, value: unknown): StoredValues {
  const { [propertyId]: _, ...others } = values
  return value === null ? others : { ...others, [propertyId]: value }
}

/** Values that become text take neither names of people nor addresses of files along: those belong to whoever looks. */
const nameless: Resolved = {
  baseUrl: '',
  user: (id) => ({ object: 'user', id }),
  file: () => ({ url: '', expiry_time: '' }),
  title: () => null,
}

async function followRelation(
  { db, workspace }: Context,
  dataSourceId: string,
  step: RelationStep,
): Promise<void> {
  switch (step.kind) {
    case 'paired':
      return mirrorLinks(db, workspace.id, dataSourceId, step.property, step.reverse)
    case 'unpaired':
      return
    case 'cleared':
      return deletePropertyLinks(db, workspace.id, dataSourceId, step.property)
    case 'removed':
      await deletePropertyLinks(db, workspace.id, dataSourceId, step.property)
      if (step.reverse !== null) await deletePropertyLinks(db, workspace.id, step.target, step.reverse)
  }
}
