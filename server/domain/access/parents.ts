import { dataSourcesOf } from '#server/store/data-sources.ts'
import { childrenOf } from '#shared/blocks/content.ts'
import { invalid } from '#shared/problem.ts'
import type { Block } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import type { Page } from '../pages/page.ts'
import type { Granted } from './levels.ts'
import { blockFor, databaseFor, dataSourceFor, pageFor } from './nodes.ts'
import { homeInTeamspace, type TeamspaceHome } from './teamspaces.ts'

/** A parent as a request names it; `type` may be absent. */
export interface ParentRequest {
  type?: string
  page_id?: string
  block_id?: string
  database_id?: string
  data_source_id?: string
  workspace?: true
  teamspace_id?: string
}

/** Where something new is put, or something moved to. */
export type NewParent =
  | { type: 'page_id'; page: Granted<Page, 'edit'>; block: Granted<Block, 'edit'> }
  | { type: 'block_id'; block: Granted<Block, 'edit'> }
  | { type: 'data_source_id'; dataSource: Granted<DataSource, 'edit_content'> }
  | { type: 'workspace'; teamspace?: Granted<TeamspaceHome, 'edit'> }

/** The parent of a new page. A database stands for its data source while it has just one. */
export async function parentFor(context: Context, parent: ParentRequest | undefined): Promise<NewParent> {
  if (parent?.page_id !== undefined) {
    const page = await pageFor(context, parent.page_id, 'edit')
    return { type: 'page_id', page, block: await blockFor(context, page.id, 'edit') }
  }
  if (parent?.block_id !== undefined) {
    const block = await blockFor(context, parent.block_id, 'edit')
    if (block.type === 'child_page') return parentFor(context, { page_id: block.id })
    if (childrenOf(block) !== 'any') throw invalid('Block does not support children')
    return { type: 'block_id', block }
  }
  if (parent?.data_source_id !== undefined) {
    return {
      type: 'data_source_id',
      dataSource: await dataSourceFor(context, parent.data_source_id, 'edit_content'),
    }
  }
  if (parent?.database_id !== undefined) return onlyDataSource(context, parent.database_id)
  if (parent?.teamspace_id !== undefined) {
    return { type: 'workspace', teamspace: await homeInTeamspace(context, parent.teamspace_id) }
  }
  return workspaceFor(context)
}

async function onlyDataSource(context: Context, databaseId: string): Promise<NewParent> {
  const database = await databaseFor(context, databaseId, 'edit_content')
  const sources = await dataSourcesOf(context.db, context.workspace.id, database.id)
  if (sources.length !== 1) {
    throw invalid(
      `Database with ID ${database.id} has ${sources.length} data sources. Provide parent.data_source_id instead of parent.database_id.`,
    )
  }
  return {
    type: 'data_source_id',
    dataSource: await dataSourceFor(context, sources[0]!.id, 'edit_content'),
  }
}

/** A page of the workspace is private to a person, and their bot; a bot that nobody owns has nobody to keep it for. */
function workspaceFor({ actor }: Context): NewParent {
  if (actor.type === 'person' || actor.ownerUserId !== undefined) return { type: 'workspace' }
  throw invalid(
    "Provide a parent.page_id or parent.database_id parameter to create a page, or use a public integration with insert_content capability. Internal integrations aren't owned by a single user, so creating workspace-level private pages is not supported.",
  )
}
