import type { Db } from '#server/store/dialects/dialect.ts'
import { insertWorkspace } from '#server/store/workspaces.ts'
import type { Surroundings, Workspace } from '../context.ts'
import type { NewEvent } from '../events/record.ts'
import type { WorkspaceSettings } from './settings.ts'

export interface NewWorkspace {
  name: string
  settings: WorkspaceSettings
}

/** Makes an empty workspace. */
export async function createWorkspace(
  db: Db,
  surroundings: Surroundings,
  { name, settings }: NewWorkspace,
): Promise<Workspace> {
  const id = surroundings.newId()
  await insertWorkspace(db, {
    id,
    name,
    icon: null,
    settings: JSON.stringify(settings),
    sequence: 0,
    last_event_time: 0,
    changes_from: 1,
    events_from: 1,
    created_time: surroundings.now(),
  })
  return { id, name, icon: null, settings }
}

/** The first event of a workspace. */
export const workspaceCreated = ({ id, name }: Workspace): NewEvent => ({
  type: 'workspace.created',
  entity: { type: 'workspace', id },
  after: { name },
})
