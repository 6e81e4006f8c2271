import type { Db } from '#server/store/dialects/dialect.ts'
import { workspaceById } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import { parseSettings } from '../access/authenticate.ts'
import type { Workspace } from '../context.ts'

/** A workspace that exists. */
export async function readWorkspace(db: Db, id: string): Promise<Workspace> {
  const row = await workspaceById(db, id)
  if (row === undefined) throw new Error(`There is no workspace ${id}.`)
  return { id, name: row.name, icon: row.icon, settings: parseSettings(row.settings) }
}

/** Refuses an id that is not of a workspace of this server. */
export async function requireWorkspace(db: Db, id: string): Promise<void> {
  if ((await workspaceById(db, id)) === undefined) {
    throw new Problem('absent', 'There is no workspace at this address.')
  }
}
