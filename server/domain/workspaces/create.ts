import type { Db } from '#server/store/dialects/dialect.ts'
import { domainsOfOwnersWord } from '#server/store/domains.ts'
import { lockInstallation } from '#server/store/lock-workspace.ts'
import { insertWorkspace } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import type { Surroundings, Workspace } from '../context.ts'
import type { NewEvent } from '../events/record.ts'
import type { WorkspaceSettings } from './settings.ts'

export interface NewWorkspace {
  name: string
  settings: WorkspaceSettings
}

/**
 * Makes an empty workspace.
 *
 * @throws `conflict` while the one before has a domain by the word of an owner, which reaches no further than a server
 *   that they govern whole.
 */
export async function createWorkspace(
  db: Db,
  surroundings: Surroundings,
  { name, settings }: NewWorkspace,
): Promise<Workspace> {
  await refuseOwnersWord(db)
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

async function refuseOwnersWord(db: Db): Promise<void> {
  await lockInstallation(db)
  const domains = (await domainsOfOwnersWord(db)).map(({ domain }) => domain)
  if (domains.length === 0) return
  throw new Problem(
    'conflict',
    `A second workspace can be made once DNS proves ${domains.join(', ')}, which an owner of the first one trusted without: add the record and verify, remove the domain, or have whoever runs the server say \`octavo domain add … --trusted\`.`,
  )
}

/** The first event of a workspace. */
export const workspaceCreated = ({ id, name }: Workspace): NewEvent => ({
  type: 'workspace.created',
  entity: { type: 'workspace', id },
  after: { name },
})
