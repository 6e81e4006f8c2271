import { approvedById } from '#server/store/connection-installs.ts'
import { requestsOf } from '#server/store/connection-requests.ts'
import { botOfPerson } from '#server/store/users.ts'
import { actsAsOwner } from '../access/administration.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'
import { templateOf } from './template.ts'

/** What a connection is to a workspace and to the person who is asked for it. */
export interface Standing {
  /** An owner put it on the approved list. */
  isApproved: boolean
  /** It will be put there, because an owner adds it where members may add what is approved. */
  willBeApproved: boolean
  /** It acts for the person already. */
  isConnected: boolean
  /** It offers a page to begin with. */
  hasTemplate: boolean
  /** What the person asked owners for last, when, and when it was answered. */
  request: { state: 'pending' | 'approved' | 'denied'; time: number } | null
}

export async function standingOf(context: Context, client: Client): Promise<Standing> {
  const { db, workspace, actor } = context
  const isApproved = (await approvedById(db, workspace.id, client.id)) !== undefined
  const isByList = workspace.settings.policy.connections.install === 'approved_only'
  const bot = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const request = (await requestsOf(db, workspace.id, actor.userId, [client.id])).at(-1)
  return {
    isApproved,
    willBeApproved: isByList && !isApproved && actsAsOwner(actor),
    isConnected: bot?.state === 'active',
    hasTemplate: (await templateOf(context, client)) !== null,
    request: request ? { state: request.state, time: request.decided_time ?? request.created_time } : null,
  }
}
