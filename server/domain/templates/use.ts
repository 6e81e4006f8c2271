import { dataSourceById } from '#server/store/data-sources.ts'
import { insertFill } from '#server/store/templates.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { findProperty } from '#shared/properties/property-ids.ts'
import type { Granted } from '../access/levels.ts'
import { pageFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { Page } from '../pages/page.ts'
import { schemaOfPage } from '../pages/view.ts'
import { visibleTemplates } from './list.ts'

/** `template` of a request. */
export type TemplateRequest =
  | { type: 'none' }
  | { type: 'default'; timezone?: string }
  | { type: 'template_id'; template_id: string; timezone?: string }

/** What is kept of a request until the template is copied. */
export interface FillRequest {
  /** What the request gave itself and the template leaves alone: raw property ids, `icon`, `cover`. */
  given: string[]
  /** Where the content goes among what is there by then. */
  place: 'start' | 'end'
  /** An IANA name: the template's `@Today` and `@Now` are read there. */
  timeZone: string
}

/**
 * The page that a request wants as the template; null when it wants none.
 *
 * @param dataSourceId where the page that is made or changed stands; null elsewhere.
 */
export async function chooseTemplate(
  context: Context,
  dataSourceId: string | null,
  request: TemplateRequest | undefined,
): Promise<Granted<Page, 'read'> | null> {
  if (request === undefined || request.type === 'none') return null
  if (request.type === 'default') return defaultTemplate(context, dataSourceId)
  const { template_id } = request
  const template = await readable(context, template_id)
  if (template === null) {
    throw invalid(
      `Could not find template with ID: ${template_id}. Make sure that it is shared with your integration.`,
    )
  }
  if (template.trashRoot !== null) throw invalid(`The template with ID ${template_id} is in the trash.`)
  return template
}

async function defaultTemplate(
  context: Context,
  dataSourceId: string | null,
): Promise<Granted<Page, 'read'>> {
  if (dataSourceId === null) {
    throw invalid('There is no default template outside of a data source. Provide template.template_id.')
  }
  const [source] = await dataSourceById(context.db, context.workspace.id, dataSourceId)
  const known = await visibleTemplates(context, dataSourceId)
  const found = known.find(({ id }) => id === source!.default_template_id)
  if (found === undefined)
    throw invalid(`The data source with ID ${dataSourceId} does not have a default template.`)
  return pageFor(context, found.id, 'read')
}

async function readable(context: Context, id: string): Promise<Granted<Page, 'read'> | null> {
  try {
    return await pageFor(context, id, 'read')
  } catch (error) {
    if (error instanceof Problem && error.kind === 'absent') return null
    throw error
  }
}

/** Has a template copied into a page soon, in the name of the actor. */
export async function useTemplate(
  context: Context,
  page: Page,
  template: Granted<Page, 'read'>,
  {
    properties = {},
    timeZone,
    ...fill
  }: {
    /** Of the request, by name or id. */
    properties?: Readonly<Record<string, unknown>>
    timeZone: string | undefined
    hasIcon: boolean
    hasCover: boolean
    place: FillRequest['place']
  },
): Promise<void> {
  const { db, workspace, actor, source, now, newId } = context
  const request: FillRequest = {
    given: [
      ...givenIds(await schemaOfPage(context, page), Object.keys(properties)),
      ...(fill.hasIcon ? ['icon'] : []),
      ...(fill.hasCover ? ['cover'] : []),
    ],
    place: fill.place,
    timeZone: timeZone ?? 'UTC',
  }
  await insertFill(db, {
    workspace_id: workspace.id,
    id: newId(),
    actor: JSON.stringify(actor),
    source: JSON.stringify(source),
    page_id: page.id,
    template_id: template.id,
    request: JSON.stringify(request),
    attempts: 0,
    due_time: now,
    created_time: now,
  })
}

const givenIds = (schema: StoredSchema, keys: readonly string[]): string[] =>
  keys.flatMap((key) => findProperty(schema, key)?.id ?? [])
