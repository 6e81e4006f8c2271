import { resetSecondFactors } from '#server/domain/accounts/reset-second-factors.ts'
import { commandLine, writeEvents } from '#server/domain/events/record.ts'
import { createWorkspace, workspaceCreated } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { Failure } from '#server/failures.ts'
import type { Base } from '#server/http/contexts.ts'
import { lockInstallation } from '#server/store/lock-workspace.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import type { AskedLog } from '../audit/read.ts'
import type { AskedScimLog } from '../scim-log/read.ts'
import type { Applied } from '../workspace-file/report.ts'
import { actOnDomains, type DomainAct } from './domains.ts'
import { actOnScimTokens, type ScimTokenAct } from './scim-tokens.ts'

/** What a command asks of the store; it may travel over the control socket. */
export type Task =
  | { task: 'apply'; file: { name: string; text: string } }
  | { task: 'create connection'; workspace: string | null; file: { name: string; text: string } }
  | { task: 'create workspace'; name: string }
  | { task: 'list workspaces' }
  | { task: 'domains'; workspace: string | null; act: DomainAct }
  | { task: 'scim tokens'; workspace: string | null; act: ScimTokenAct }
  | { task: 'reset second factors'; email: string }
  | { task: 'read audit log'; asked: AskedLog }
  | { task: 'read SCIM log'; asked: AskedScimLog }
  | { task: 'read directory graph'; workspace: string | null }

export interface ListedWorkspace {
  id: string
  name: string
}

/** Does a task; the result is JSON. */
export async function performTask(base: Base, task: Task): Promise<unknown> {
  switch (task.task) {
    case 'apply':
      return applyText(base, task.file)
    case 'create connection': {
      const [{ createFromManifest }, { readAppManifest }] = await Promise.all([
        import('../app-manifest/create.ts'),
        import('../app-manifest/read.ts'),
      ])
      return createFromManifest(base, task.workspace, readAppManifest(task.file.text, task.file.name))
    }
    case 'create workspace':
      return createNamed(base, task.name)
    case 'list workspaces':
      return (await allWorkspaces(base.store.reader)).map(toListed)
    case 'domains':
      return actOnDomains(base, task.workspace, task.act)
    case 'scim tokens':
      return actOnScimTokens(base, task.workspace, task.act)
    case 'reset second factors':
      return resetSecondFactors(base, task.email)
    case 'read audit log':
      return (await import('../audit/read.ts')).readLog(base, task.asked)
    case 'read SCIM log':
      return (await import('../scim-log/read.ts')).readScimLog(base, task.asked)
    case 'read directory graph':
      return (await import('../directory/graph.ts')).graphOf(base, task.workspace)
    default:
      throw new Failure(
        'The running server is of another version and does not know this command. Restart it.',
      )
  }
}

/** The text is read here again: it may come from a command of another version. */
async function applyText(base: Base, { name, text }: { name: string; text: string }): Promise<Applied> {
  const [{ applyPasswords, applyWorkspaceFile }, { readWorkspaceFile }] = await Promise.all([
    import('../workspace-file/apply.ts'),
    import('../workspace-file/read.ts'),
  ])
  const file = readWorkspaceFile(text, name, 'durable')
  const applied = await applyWorkspaceFile(base, file, { mode: 'durable' })
  await applyPasswords(base, file)
  return applied
}

/** Names tell workspaces apart in workspace files, so two of one name are refused here. */
function createNamed({ store, surroundings }: Base, name: string): Promise<ListedWorkspace> {
  return store.transaction(async (db) => {
    await lockInstallation(db)
    const same = (await allWorkspaces(db)).find((workspace) => workspace.name === name)
    if (same !== undefined)
      throw new Failure(`There is a workspace "${name}" already, with the id ${same.id}.`)
    const made = await createWorkspace(db, surroundings, { name, settings: defaultSettings })
    const { now, newId } = surroundings
    await writeEvents(db, made.id, { actor: null, source: commandLine }, now(), newId, [
      workspaceCreated(made),
    ])
    return toListed(made)
  })
}

const toListed = ({ id, name }: ListedWorkspace): ListedWorkspace => ({ id, name })
