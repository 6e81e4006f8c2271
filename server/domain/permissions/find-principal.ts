import { installOf } from '#server/store/connection-installs.ts'
import { connectionById } from '#server/store/connections.ts'
import { pendingInvitationsOf } from '#server/store/invitations.ts'
import { isGroup, teamspaceVisibility } from '#server/store/principals.ts'
import { userByEmail, userById } from '#server/store/users.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../users/create.ts'

/** A principal as a request names it. */
export type NamedPrincipal =
  | { type: 'user' | 'group' | 'bot' | 'connection' | 'teamspace'; id: string }
  | { type: 'email'; email: string }
  | { type: 'workspace' }
  | { type: 'public' }

/** The principal that a request names; null for an e-mail that is nobody's here and was not invited either. */
export async function findPrincipal(context: Context, named: NamedPrincipal): Promise<string | null> {
  switch (named.type) {
    case 'user':
      return findUser(context, toUuid(named.id))
    case 'email':
      return findEmail(context, named.email)
    case 'group':
      return findGroup(context, toUuid(named.id))
    case 'bot':
      return findBot(context, toUuid(named.id))
    case 'connection':
      return findBotOf(context, toUuid(named.id))
    case 'teamspace':
      return findTeamspace(context, toUuid(named.id))
    case 'workspace':
    case 'public':
      return principalOf[named.type]
  }
}

/** Bots are users too. */
async function findUser({ db, workspace }: Context, id: string): Promise<string> {
  const [user] = await userById(db, workspace.id, id)
  if (user === undefined || user.state === 'removed') throw absent('user', id)
  return principalOf[user.type === 'bot' ? 'bot' : 'user'](id)
}

async function findEmail({ db, workspace }: Context, email: string): Promise<string | null> {
  const key = emailKey(email)
  const user = await userByEmail(db, workspace.id, key)
  if (user !== undefined && user.state !== 'removed') return principalOf.user(user.id)
  const [invitation] = await pendingInvitationsOf(db, workspace.id, key)
  return invitation === undefined ? null : principalOf.invitation(invitation.id)
}

async function findGroup({ db, workspace }: Context, id: string): Promise<string> {
  if (!(await isGroup(db, workspace.id, id))) throw absent('group', id)
  return principalOf.group(id)
}

async function findBot({ db, workspace }: Context, id: string): Promise<string> {
  const [bot] = await userById(db, workspace.id, id)
  if (bot === undefined || bot.type !== 'bot' || bot.state === 'removed') throw absent('bot', id)
  return principalOf.bot(id)
}

/** A public connection has a bot for each person who authorised it: that of the actor is meant. */
async function findBotOf({ db, workspace, actor }: Context, id: string): Promise<string> {
  const connection = await connectionById(db, workspace.id, id)
  if (connection === undefined) throw absent('connection', id)
  if (connection.bot_id !== null) return principalOf.bot(connection.bot_id)
  const install = await installOf(db, workspace.id, id, actor.userId)
  if (install !== undefined) return principalOf.bot(install.bot_id)
  throw invalid(
    `The connection with ID ${id} has a bot for each person who authorised it, and you did not. Name one of its bots with bot_id.`,
  )
}

/** A private teamspace is absent to whoever is not in it. */
async function findTeamspace({ db, workspace, actor }: Context, id: string): Promise<string> {
  const visibility = await teamspaceVisibility(db, workspace.id, id)
  const principal = principalOf.teamspace(id)
  const isHidden = visibility === 'private' && !JSON.parse(actor.principals).includes(principal)
  if (visibility === undefined || isHidden) throw absent('teamspace', id)
  return principal
}

const absent = (noun: string, id: string): Problem =>
  new Problem('absent', `Could not find ${noun} with ID: ${id}.`)
