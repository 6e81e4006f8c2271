import { shareAList } from '#server/store/principals.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { partsOf, principalOf } from '../access/actor.ts'
import { principalsOfPerson } from '../access/authenticate.ts'
import { install } from '../connections/install.ts'
import { addable, requirePageManager } from '../connections/on-page.ts'
import type { Context } from '../context.ts'

/** Refuses who may not give a principal access, though they may share the page. */
export async function requireGrantable(context: Context, principal: string): Promise<void> {
  const { role } = context.actor
  refusePublicSharing(context, principal)
  if (role === 'guest') throw refused('guests may not give anybody access who has none yet.')
  if (role === 'restricted_member' && !(await isKnownTo(context, principal))) {
    throw refused('restricted members may share only with people who share a page or a teamspace with them.')
  }
  if (principal.startsWith('bot:')) await addConnection(context, partsOf(principal).id!)
}

/** Refuses who may not ask somebody who is not in the workspace to come. */
export function requireInviting({ actor, workspace }: Pick<Context, 'actor' | 'workspace'>): void {
  if (actor.role === 'guest' || actor.role === 'restricted_member') {
    throw refused(`${actor.role === 'guest' ? 'guests' : 'restricted members'} may not invite anybody.`)
  }
  if (actor.type === 'bot' && !workspace.settings.policy.guests.invited_by_connections) {
    throw refused(
      'connections may not invite people to this workspace. An owner can allow it: policy.guests.invited_by_connections.',
    )
  }
}

/** What the workspace forbids, it forbids everybody. */
function refusePublicSharing({ workspace, actor }: Context, principal: string): void {
  const { public_pages, workspace_by_connections } = workspace.settings.policy.sharing
  if (principal === principalOf.public && !public_pages) {
    throw refused(
      'pages of this workspace may not be published. An owner can allow it: policy.sharing.public_pages.',
    )
  }
  if (actor.type !== 'bot' || workspace_by_connections) return
  if (principal === principalOf.public || principal === principalOf.workspace) {
    throw refused(
      'connections may not share pages with the whole workspace or the public. An owner can allow it: policy.sharing.workspace_by_connections.',
    )
  }
}

export async function isKnownTo(context: Context, principal: string): Promise<boolean> {
  const { db, workspace, actor, now } = context
  const mine = JSON.parse(actor.principals) as string[]
  if (mine.includes(principal)) return true
  const { type, id } = partsOf(principal)
  if (type === 'bot') return shareAList(db, workspace.id, actor.principals, JSON.stringify([principal]), now)
  if (type !== 'user') return false
  const [user] = await userById(db, workspace.id, id!)
  const theirs = await principalsOfPerson(db, workspace.id, id!, user!.role)
  const isTogether = theirs.some((one) => one.startsWith('teamspace:') && mine.includes(one))
  return isTogether || shareAList(db, workspace.id, actor.principals, JSON.stringify(theirs), now)
}

/** Giving a bot access to a page is adding its connection to it: whoever does it has installed it. */
async function addConnection(context: Context, botId: string): Promise<void> {
  const { connection } = await addable(context, { bot_id: botId })
  requirePageManager(context, connection)
  await install(context, connection, botId)
}

const refused = (why: string): Problem =>
  new Problem('forbidden', `Insufficient permissions for this endpoint: ${why}`)
