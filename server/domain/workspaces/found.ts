import { type Membership, membershipsOf } from '#server/store/accounts.ts'
import { setEnteredBy, userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { administrationOf } from '../access/administration.ts'
import { createPersonalToken } from '../access/personal-tokens.ts'
import { placesOf } from '../accounts/record.ts'
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
  if (founder!.entered_by !== null) await setEnteredBy(db, workspace.id, person.id, founder!.entered_by)
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

/**
 * Where whoever is at a browser may act. Of a token, which is that of a person whom an owner may give anybody's e-mail,
 * its own workspace and those where the same account has come in. A connection acts for nobody, so it has none.
 */
async function membershipsOfCaller({ db, workspace, actor }: Context): Promise<Membership[]> {
  if (actor.type === 'bot') {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: a connection acts for nobody.',
    )
  }
  const [user] = await userById(db, workspace.id, actor.userId)
  if (actor.isSession) return placesOf(db, user!.email_key!)
  return (await membershipsOf(db, user!.email_key!)).filter(
    ({ id, state, entered_by }) =>
      state === 'active' && (id === workspace.id || (entered_by !== null && entered_by === user!.entered_by)),
  )
}
