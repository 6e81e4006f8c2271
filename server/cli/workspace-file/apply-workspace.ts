import { parseSettings } from '#server/domain/access/authenticate.ts'
import type { Context, Surroundings, Workspace } from '#server/domain/context.ts'
import { createWorkspace, workspaceCreated } from '#server/domain/workspaces/create.ts'
import { changedSettings, retentionMistake } from '#server/domain/workspaces/setting-changes.ts'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { Failure } from '#server/failures.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { indexInZone } from '#server/store/index-source.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import { allWorkspaces, updateWorkspace, workspaceById } from '#server/store/workspaces.ts'
import type { Mode } from './applying.ts'
import type { WorkspaceFile, WorkspaceInFile } from './types.ts'

/** What a workspace is called that nobody named. */
const NAMES: Record<Mode, string> = { sandbox: 'Sandbox', durable: 'Workspace' }

/**
 * The workspace of a file by its name, made or set to what the file states of it; locked for this transaction.
 *
 * @param record is told what was made or changed.
 */
export async function workspaceFor(
  db: Db,
  surroundings: Surroundings,
  file: WorkspaceInFile,
  emulate: WorkspaceFile['emulate'],
  mode: Mode,
  record: Context['record'],
): Promise<Workspace> {
  const known = await allWorkspaces(db)
  const found = file.name === undefined ? known[0] : known.find(({ name }) => name === file.name)
  if (found !== undefined) return setStated(db, found.id, file, record)
  const made = await createWorkspace(db, surroundings, {
    name: file.name ?? NAMES[mode],
    settings: settingsOf(file, emulate, mode),
  })
  record(workspaceCreated(made))
  return made
}

function settingsOf(
  { timeZone, policy, limits, compatibility, retention, audit }: WorkspaceInFile,
  emulate: WorkspaceFile['emulate'],
  mode: Mode,
) {
  const invited = policy.guests.invited_by_connections ?? mode === 'sandbox'
  return {
    ...defaultSettings,
    time_zone: timeZone,
    policy: { ...policy, guests: { invited_by_connections: invited } },
    limits,
    compatibility,
    retention,
    audit,
    emulate,
  }
}

async function setStated(
  db: Db,
  id: string,
  file: WorkspaceInFile,
  record: Context['record'],
): Promise<Workspace> {
  await lockWorkspace(db, id)
  const row = (await workspaceById(db, id))!
  const known = parseSettings(row.settings)
  const settings = withStated(known, file)
  const mistake = retentionMistake(settings.retention)
  if (mistake !== null) throw new Failure(`Together with what the workspace has, ${mistake}`)
  const changes = changedSettings(known, settings)
  if (changes !== null) {
    await updateWorkspace(db, id, { settings: JSON.stringify(settings) })
    record({ type: 'workspace.settings_updated', entity: { type: 'workspace', id }, ...changes })
  }
  if (settings.time_zone !== known.time_zone) await indexInZone(db, id, settings.time_zone)
  return { id, name: row.name, icon: row.icon, settings }
}

/** Settings that stand in the file, over those there are. */
function withStated(
  settings: WorkspaceSettings,
  { timeZone, policy, limits, compatibility, retention, audit, stated }: WorkspaceInFile,
): WorkspaceSettings {
  const { connections, guests, personal_access_tokens, sharing, scim, sign_in } = settings.policy
  const invited = policy.guests.invited_by_connections
  return {
    ...settings,
    time_zone: stated.has('workspace.time_zone') ? timeZone : settings.time_zone,
    policy: {
      connections: over(connections, policy.connections, 'policy.connections', stated),
      guests: invited === undefined ? guests : { ...guests, invited_by_connections: invited },
      personal_access_tokens: over(
        personal_access_tokens,
        policy.personal_access_tokens,
        'policy.personal_access_tokens',
        stated,
      ),
      sharing: over(sharing, policy.sharing, 'policy.sharing', stated),
      scim: over(scim, policy.scim, 'policy.scim', stated),
      sign_in: over(sign_in, policy.sign_in, 'policy.sign_in', stated),
    },
    limits: over(settings.limits, limits, 'limits', stated),
    compatibility: over(settings.compatibility, compatibility, 'compatibility', stated),
    retention: over(settings.retention, retention, 'retention', stated),
    audit: over(settings.audit, audit, 'audit', stated),
  }
}

function over<T extends object>(known: T, wanted: T, path: string, stated: ReadonlySet<string>): T {
  const said = Object.entries(wanted).filter(([key]) => stated.has(`${path}.${key}`))
  return { ...known, ...Object.fromEntries(said) }
}
