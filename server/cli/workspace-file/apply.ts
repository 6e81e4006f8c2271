import { nobody } from '#server/domain/access/actor.ts'
import { administrationOf } from '#server/domain/access/administration.ts'
import { setPasswords } from '#server/domain/accounts/set-password.ts'
import type { Context } from '#server/domain/context.ts'
import { contextOf } from '#server/domain/context-of.ts'
import type { CustomEmoji } from '#server/domain/custom-emojis/custom-emoji.ts'
import { putCustomEmoji } from '#server/domain/custom-emojis/put.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { commandLine, type NewEvent, writeEvents } from '#server/domain/events/record.ts'
import { changeSaml } from '#server/domain/saml/set-up.ts'
import type { Base } from '#server/http/contexts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { lockInstallation } from '#server/store/lock-workspace.ts'
import { firstOwner } from '#server/store/users.ts'
import { applyConnections, applyScimTokens } from './apply-connections.ts'
import { applyPages } from './apply-pages.ts'
import { applyGroups, applyUsers } from './apply-people.ts'
import { workspaceFor } from './apply-workspace.ts'
import { actorFor, type Mode, type Named } from './applying.ts'
import { emailKey } from './formats.ts'
import type { Applied, AppliedWorkspace } from './report.ts'
import type { WorkspaceFile, WorkspaceInFile } from './types.ts'

/**
 * Brings a store to what a workspace file says, all of it or nothing: what is missing is made, what the file states
 * is set, and nothing is removed. Doing it again changes nothing. Passwords are set by `applyPasswords`.
 */
export async function applyWorkspaceFile(
  base: Base,
  file: WorkspaceFile,
  { mode }: { mode: Mode },
): Promise<Applied> {
  const workspaces = await base.store.transaction(async (db) => {
    await lockInstallation(db)
    const applied: AppliedWorkspace[] = []
    for (const workspace of [file, ...file.workspaces]) {
      applied.push(await applyWorkspace(base, db, workspace, file.emulate, mode))
    }
    return applied
  })
  return { url: base.baseUrl(), workspaces }
}

/** Sets the passwords of a file's people. Hashing takes its time, on purpose. */
export async function applyPasswords(base: Base, file: WorkspaceFile): Promise<void> {
  await setPasswords(base, peopleWithPasswords(file))
}

async function applyWorkspace(
  base: Base,
  db: Db,
  file: WorkspaceInFile,
  emulate: WorkspaceFile['emulate'],
  mode: Mode,
): Promise<AppliedWorkspace> {
  const [byNobody, byOwner]: [NewEvent[], NewEvent[]] = [[], []]
  const record = (event: NewEvent) => void byNobody.push(event)
  const workspace = await workspaceFor(db, base.surroundings, file, emulate, mode, record)
  const named: Named = { users: new Map(), groups: new Map(), bots: new Map() }
  const context = contextOf(base, db, { workspace, actor: nobody, source: commandLine }, record)
  for (const domain of file.domains) await trustDomain(context, domain)
  const users = await applyUsers(context, file.users, named)
  const groups = await applyGroups(context, file.groups, named)
  const connections = await applyConnections(context, file.connections, named)
  const customEmojis: CustomEmoji[] = []
  for (const emoji of file.customEmojis) customEmojis.push(await putCustomEmoji(context, emoji))
  const scimTokens = await applyScimTokens(context, file.scim.tokens)
  if (file.saml !== null)
    await changeSaml(context, administrationOf(context, workspace.id, 'owners'), file.saml)

  const owner = await ownerFor(context, file, named)
  const asOwner: Context = {
    ...context,
    actor: actorFor(context, named, owner),
    record: (event) => byOwner.push(event),
  }
  const { pages, databases } = await applyPages(asOwner, file.pages, named, owner)

  const { source } = context
  await writeEvents(db, workspace.id, { actor: null, source }, context.now, context.newId, byNobody)
  await writeEvents(db, workspace.id, { actor: asOwner.actor, source }, context.now, context.newId, byOwner)
  return {
    id: workspace.id,
    name: workspace.name,
    users,
    groups,
    connections,
    pages,
    databases,
    customEmojis,
    scimTokens,
  }
}

/** Who gets what nobody else is named for. */
async function ownerFor(
  { db, workspace }: Context,
  { users }: WorkspaceInFile,
  named: Named,
): Promise<string | null> {
  const inFile = users.find(({ role }) => role === 'owner')
  if (inFile !== undefined) return named.users.get(emailKey(inFile.email))!
  return (await firstOwner(db, workspace.id))?.id ?? null
}

/** A person is one account, however many workspaces of the file name them. */
function peopleWithPasswords(file: WorkspaceFile) {
  const people = [file, ...file.workspaces].flatMap(({ users }) =>
    users.flatMap(({ name, email, password }) => (password === undefined ? [] : [{ name, email, password }])),
  )
  return [...new Map(people.map((person) => [emailKey(person.email), person])).values()]
}
