import { touchNode } from '#server/store/blocks.ts'
import { dataSourceById } from '#server/store/data-sources.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { pageById } from '#server/store/pages.ts'
import { allLinks } from '#server/store/relations.ts'
import type { PageRow } from '#server/store/tables/content.ts'
import { deleteFill, dueFill, fillById, updateFill } from '#server/store/templates.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import { defaultValues } from '#shared/properties/values.ts'
import { fillMentions, type TemplateUse } from '#shared/rich-text/fill-mentions.ts'
import type { Actor } from '../access/actor.ts'
import type { Caller } from '../access/authenticate.ts'
import type { Granted } from '../access/levels.ts'
import { pageFor } from '../access/nodes.ts'
import { contentChanged } from '../blocks/insert.ts'
import type { Context } from '../context.ts'
import { ownWork, type Source } from '../events/record.ts'
import { showFiles } from '../files/attach.ts'
import { keepPage } from '../pages/keep.ts'
import { filesOfPage, type Page, storedValues, toPage } from '../pages/page.ts'
import { writeLinks } from '../pages/properties.ts'
import { metaOf, schemaOfPage } from '../pages/view.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { copyContent } from './copy-content.ts'
import type { FillRequest } from './use.ts'

/** How often the server tries to fill a page while it is the server that fails. */
const MOST_ATTEMPTS = 5

/** Milliseconds until the second try; each further one waits twice as long. */
const FIRST_REST = 60_000

export interface DueFill {
  id: string
  /** In whose name it is done. */
  caller: Caller
}

/** A page that waits for its template; undefined when none does. */
export async function nextFill(db: Db, now: number): Promise<DueFill | undefined> {
  const row = await dueFill(db, now)
  if (row === undefined) return undefined
  const actor = JSON.parse(row.actor) as Actor
  const source: Source = row.source === null ? ownWork : JSON.parse(row.source)
  return { id: row.id, caller: { actor, workspace: await readWorkspace(db, row.workspace_id), source } }
}

/** Copies a template into the page that waits for it, unless another process was faster. */
export async function fillPage(context: Context, id: string): Promise<void> {
  const { db, workspace } = context
  const fill = await fillById(db, workspace.id, id)
  if (fill === undefined) return
  await deleteFill(db, workspace.id, id)
  const [row] = await pageById(db, workspace.id, fill.page_id)
  // In the trash nothing is written to it, and nobody misses what it would have got.
  if (row === undefined || row.trash_root !== null) return
  const page = toPage(row)
  const template = await pageFor(context, fill.template_id, 'read')
  const { given, place, timeZone } = JSON.parse(fill.request) as FillRequest
  const use = { userId: context.actor.userId, now: fill.created_time, timeZone }

  await fillProperties(context, page, template, new Set(given), use)
  const created = await copyContent(context, template, page, { type: place }, use)
  if (created.length > 0) await contentChanged(context, page.id, created)
}

/** Leaves a page that could not be filled for a while, or for good. */
export async function postponeFill({ db, workspace, now }: Context, id: string): Promise<void> {
  const fill = await fillById(db, workspace.id, id)
  if (fill === undefined) return
  const attempts = fill.attempts + 1
  if (attempts >= MOST_ATTEMPTS) await deleteFill(db, workspace.id, id)
  else await updateFill(db, workspace.id, id, { attempts, due_time: now + FIRST_REST * 2 ** fill.attempts })
}

/** Gives up: the template is out of reach by now, and there is nothing to copy. */
export const dropFill = ({ db, workspace }: Context, id: string): Promise<void> =>
  deleteFill(db, workspace.id, id)

/** Gives a page the values of its template where it has none: what was written meanwhile stays. */
async function fillProperties(
  context: Context,
  page: Page,
  template: Granted<Page, 'read'>,
  given: ReadonlySet<string>,
  use: TemplateUse,
): Promise<void> {
  const { db, workspace, actor, now } = context
  const schema = await schemaOfPage(context, page)
  const isSameSchema = page.dataSourceId !== null && page.dataSourceId === template.dataSourceId
  const wanted = Object.keys(schema).filter((id) => !given.has(id) && (isSameSchema || id === 'title'))

  const { values, changed } = filledValues(schema, page, template, wanted, use)
  const relations = isSameSchema ? await filledRelations(context, schema, page, template, wanted) : new Map()
  const linked = await writeLinks(context, page, { relations, schema })
  const columns: Partial<Pick<PageRow, 'icon' | 'cover'>> = {}
  for (const key of ['icon', 'cover'] as const) {
    if (!given.has(key) && page[key] === null && template[key] !== null)
      columns[key] = JSON.stringify(template[key])
  }
  const updated = [...[...changed, ...linked].map(encodePropertyId), ...Object.keys(columns)]
  if (updated.length === 0) return
  const [source] = page.dataSourceId ? await dataSourceById(db, workspace.id, page.dataSourceId) : []
  const schemaVersion = source?.schema_version ?? 0
  await keepPage(context, { schema, schemaVersion, values, meta: metaOf(page) }, columns)
  const [row] = await pageById(db, workspace.id, page.id)
  await showFiles(context, page.id, filesOfPage(toPage(row!)), filesOfPage(page))
  await touchNode(db, workspace.id, page.id, actor.userId, now)
  context.record({
    type: 'page.properties_updated',
    entity: { type: 'page', id: page.id },
    data: { updated_properties: updated },
  })
}

function filledValues(
  schema: StoredSchema,
  page: Page,
  template: Page,
  wanted: readonly string[],
  use: TemplateUse,
) {
  const values: Record<string, unknown> = { ...storedValues(page) }
  const offered = storedValues(template)
  const untouched = defaultValues(schema)
  const changed: string[] = []
  for (const id of wanted) {
    const value = offered[id] ?? null
    // Who verified the template did not verify the page.
    if (value === null || schema[id]!.type === 'verification') continue
    const has = JSON.stringify(values[id] ?? null)
    if (has !== '[]' && has !== JSON.stringify(untouched[id] ?? null)) continue
    const filled = fillMentions(value, use)
    if (JSON.stringify(filled) === has) continue
    values[id] = filled
    changed.push(id)
  }
  return { values, changed }
}

async function filledRelations(
  { db, workspace }: Context,
  schema: StoredSchema,
  page: Page,
  template: Page,
  wanted: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const relations = new Map<string, readonly string[]>()
  for (const id of wanted.filter((one) => schema[one]!.type === 'relation')) {
    if ((await allLinks(db, workspace.id, page.id, id)).length > 0) continue
    const links = await allLinks(db, workspace.id, template.id, id)
    relations.set(
      id,
      links.map((link) => link.target_id),
    )
  }
  return relations
}
