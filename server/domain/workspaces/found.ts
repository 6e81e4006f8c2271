import { type Membership, membershipsOf } from '#server/store/accounts.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { administrationOf } from '../access/administration.ts'
import { createPersonalToken } from '../access/personal-tokens.ts'
import type { Context } from '../context.ts'
import { type NewEvent, writeEvents } from '../events/record.ts'
import { addPerson } from '../users/create.ts'
import { viewWorkspace, type WorkspaceView } from './administer.ts'
import { createWorkspace, workspaceCreated } from './create.ts'
import { defaultSettings } from './settings.ts'

/** A workspace with what an account is there. */
export interface OwnWorkspace extends WorkspaceView {
  role: NonNullable<Membership['role']>
}

/** The workspaces of this server that the caller's account is in, the oldest first. */
export async function listOwnWorkspaces(context: Context): Promise<OwnWorkspace[]> {
  const own = await membershipsOfCaller(context)
  const views = own.map(({ id }) => viewWorkspace(context.db, id))
  return (await Promise.all(views)).map((view, index) => ({ ...view, role: own[index]!.role! }))
}

/**
 * Makes a further workspace of this server, which the caller owns. A program gets a personal access token of it, shown
 * now and never again: the one that it has is of another workspace.
 */
export async function foundWorkspace(
  context: Context,
  name: string,
): Promise<OwnWorkspace & { token: string | null }> {
  const { db, actor, now, newId } = context
  const own = await membershipsOfCaller(context)
  if (!own.some(({ role }) => role === 'owner')) {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: only owners of a workspace of this server may make further ones.',
    )
  }
  const [founder] = await userById(db, context.workspace.id, actor.userId)
  const surroundings = { now: () => now, newId }
  const workspace = await createWorkspace(db, surroundings, {
    name: name.trim(),
    settings: defaultSettings,
  })
  const events: NewEvent[] = [workspaceCreated(workspace)]
  const there: Context = { ...context, workspace, record: (event) => events.push(event) }
  const person = await addPerson(there, { name: founder!.name, email: founder!.email!, role: 'owner' })
  const asOwner: Context = {
    ...there,
    actor: { ...actor, userId: person.id, role: 'owner', principals: '[]' },
  }
  const token = actor.isSession ? null : await firstToken(asOwner)
  await writeEvents(db, workspace.id, asOwner, now, newId, events)
  return { ...(await viewWorkspace(db, workspace.id)), role: 'owner', token }
}

async function firstToken(asOwner: Context): Promise<string> {
  const administration = administrationOf(asOwner, asOwner.workspace.id, 'members')
  return (await createPersonalToken(asOwner, administration, { name: 'First token' })).token
}

/** A connection acts for nobody, so it has no workspaces but its own. */
async function membershipsOfCaller({ db, workspace, actor }: Context): Promise<Membership[]> {
  if (actor.type === 'bot') {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: a connection acts for nobody.',
    )
  }
  const [user] = await userById(db, workspace.id, actor.userId)
  const memberships = await membershipsOf(db, user!.email_key!)
  return memberships.filter(({ state }) => state === 'active')
}
