import { updateDataSource } from '#server/store/data-sources.ts'
import { rowsAmong } from '#server/store/pages.ts'
import { allLinks, deleteLinks, insertLinks, type Link, nextLinkPosition } from '#server/store/relations.ts'
import { existingPrincipals } from '#server/store/users.ts'
import type { FileRef } from '#shared/files/stored-file.ts'
import { invalid } from '#shared/problem.ts'
import { uploadsIn } from '#shared/properties/files.ts'
import { propertiesInOrder } from '#shared/properties/present.ts'
import type { StoredSchema, StoredValues } from '#shared/properties/property.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import type { RelationConfig } from '#shared/properties/relation.ts'
import { type Written, writeValues } from '#shared/properties/values.ts'
import { absent } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import { fileAtAddress } from '../files/addresses.ts'
import { attachableUploads, filesIn, settle } from '../files/attach.ts'
import type { Page } from './page.ts'

/** The `properties` of a request. */
export type PropertiesRequest = Readonly<Record<string, unknown>>

/** Values of a page after a write, checked against the people and pages they name. */
export async function writeProperties(
  context: Context,
  schema: StoredSchema,
  current: StoredValues,
  request: PropertiesRequest,
): Promise<Written> {
  const uploads = await attachableUploads(context, uploadsIn(request))
  const draft = writeValues(schema, current, request, {
    newId: context.newId,
    actor: context.actor.userId,
    uploads: new Map([...uploads].map(([id, { filename }]) => [id, filename])),
    fileAt: (url) => fileKeptAt(context, current, url),
    sizes: context.workspace.settings.limits.sizes,
    path: 'body.properties',
  })
  const written = { ...draft, values: await settle(context, draft.values) }
  await checkPeople(context, written.people)
  await checkTargets(context, written)
  return written
}

/** A file that was read may be sent back for an hour, and to the page that shows it at any time. */
function fileKeptAt(context: Context, current: StoredValues, url: string): FileRef | null {
  const file = fileAtAddress(context, url)
  if (file === null) return null
  const { id, name, expires } = file
  return expires > context.now || filesIn(current).has(id) ? { id, name } : null
}

async function checkPeople({ db, workspace }: Context, people: ReadonlySet<string>): Promise<void> {
  if (people.size === 0) return
  const known = new Set(await existingPrincipals(db, workspace.id, [...people]))
  const unknown = [...people].filter((id) => !known.has(id))
  if (unknown.length > 0) throw invalid(`Could not find user with ID: ${unknown.join(', ')}.`)
}

async function checkTargets(context: Context, { relations, schema }: Written): Promise<void> {
  for (const [propertyId, ids] of relations) {
    if (ids.length === 0) continue
    const { data_source_id } = schema[propertyId]!.config as RelationConfig
    const { db, workspace, actor, now } = context
    const rows = await rowsAmong(db, workspace.id, data_source_id, ids, actor.principals, now)
    const known = new Set(rows.map((row) => row.id))
    const unknown = ids.find((id) => !known.has(id))
    if (unknown !== undefined) throw absent(context, 'page', unknown)
  }
}

/** Keeps the options that a page write made. What other rows show is not touched by a new option. */
export async function keepNewOptions(
  context: Context,
  dataSource: { id: string; schema: StoredSchema },
  schema: StoredSchema,
): Promise<void> {
  if (schema === dataSource.schema) return
  await updateDataSource(context.db, context.workspace.id, dataSource.id, {
    properties: JSON.stringify(schema),
    last_edited_time: context.now,
    last_edited_by: context.actor.userId,
  })
  const updated = propertiesInOrder(schema).filter(({ id }) => schema[id] !== dataSource.schema[id])
  context.record({
    type: 'data_source.schema_updated',
    entity: { type: 'data_source', id: dataSource.id },
    data: {
      updated_properties: updated.map(({ id, name }) => ({
        id: encodePropertyId(id),
        name,
        action: 'updated',
      })),
    },
  })
}

/**
 * Sets the links of relation properties, and the links back of two-sided ones: those of a template wait until it
 * is a row.
 *
 * @returns the properties whose links differ now.
 */
export async function writeLinks(
  context: Context,
  { id: pageId, isTemplate }: Pick<Page, 'id' | 'isTemplate'>,
  { relations, schema }: Pick<Written, 'relations' | 'schema'>,
): Promise<string[]> {
  const { db, workspace } = context
  const changed: string[] = []
  for (const [propertyId, ids] of relations) {
    const before = (await allLinks(db, workspace.id, pageId, propertyId)).map((link) => link.target_id)
    const wanted = [...new Set(ids)]
    if (before.join() === wanted.join()) continue
    changed.push(propertyId)
    await deleteLinks(db, workspace.id, pageId, propertyId, before)
    await insertLinks(
      db,
      workspace.id,
      wanted.map((target_id, position) => ({
        page_id: pageId,
        property_id: propertyId,
        target_id,
        position,
      })),
    )
    const config = schema[propertyId]!.config as RelationConfig
    if (config.type === 'dual_property' && !isTemplate)
      await writeLinksBack(context, pageId, config, before, wanted)
  }
  return changed
}

/** A template became a row: those it links to link back. */
export async function showLinksBack(context: Context, pageId: string, schema: StoredSchema): Promise<void> {
  for (const { id, type, config } of Object.values(schema)) {
    const relation = config as RelationConfig
    if (type !== 'relation' || relation.type !== 'dual_property') continue
    const links = await allLinks(context.db, context.workspace.id, pageId, id)
    const targets = links.map((link) => link.target_id)
    await writeLinksBack(context, pageId, relation, [], targets)
  }
}

async function writeLinksBack(
  { db, workspace }: Context,
  pageId: string,
  { synced_property_id }: Extract<RelationConfig, { type: 'dual_property' }>,
  before: readonly string[],
  wanted: readonly string[],
): Promise<void> {
  for (const target of before.filter((id) => !wanted.includes(id))) {
    await deleteLinks(db, workspace.id, target, synced_property_id, [pageId])
  }
  const links: Link[] = []
  for (const target of wanted.filter((id) => !before.includes(id))) {
    const known = await allLinks(db, workspace.id, target, synced_property_id)
    if (known.some((link) => link.target_id === pageId)) continue
    const position = await nextLinkPosition(db, workspace.id, target, synced_property_id)
    links.push({ page_id: target, property_id: synced_property_id, target_id: pageId, position })
  }
  await insertLinks(db, workspace.id, links)
}
