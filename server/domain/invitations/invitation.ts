import { randomBytes } from 'node:crypto'
import { invitationById } from '#server/store/invitations.ts'
import type { InvitationRow } from '#server/store/tables/people.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { administrationOf } from '../access/administration.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Context } from '../context.ts'

/** How long the link of an invitation works, in milliseconds. */
export const LINK_LASTS = 7 * 24 * 60 * 60_000

/** An invitation, with its link where nobody else is told of it. */
export interface Invited {
  invitation: InvitationRow
  url: string | null
}

/** The roles, from the one that may least to the one that may most. */
const ranks: readonly InvitationRow['role'][] = [
  'guest',
  'restricted_member',
  'member',
  'membership_admin',
  'owner',
]

export const higherRole = (a: InvitationRow['role'], b: InvitationRow['role']): InvitationRow['role'] =>
  ranks.indexOf(a) >= ranks.indexOf(b) ? a : b

/** A new link: it is known to whoever gets it, and kept by its hash only. */
export function newLink({ baseUrl, now, mail }: Pick<Context, 'baseUrl' | 'now' | 'mail'>) {
  const token = randomBytes(24).toString('base64url')
  return {
    url: `${baseUrl}/invitations/${token}`,
    columns: {
      token_hash: hashOfToken(token),
      is_mailed: mail === 'none' ? 0 : 1,
      expires_time: now + LINK_LASTS,
    },
  }
}

/** Who decides who is a member of the workspace; null for anybody else. */
export function membershipAdministration(context: Context): Administration<'membership admins'> | null {
  const { actor, workspace } = context
  if (!actor.capabilities.administer) return null
  if (actor.type === 'person' && actor.role !== 'owner' && actor.role !== 'membership_admin') return null
  return administrationOf(context, workspace.id, 'membership admins')
}

/** An invitation that nobody answered: their own of anybody, and everybody's of who decides on members. */
export async function pendingInvitation(context: Context, asked: string): Promise<InvitationRow> {
  const { db, workspace, actor } = context
  const id = toUuid(asked)
  const row = await invitationById(db, workspace.id, id)
  const isTheirs = row?.created_by === actor.userId || membershipAdministration(context) !== null
  if (row === undefined || !isTheirs) {
    throw new Problem('absent', `Could not find invitation with ID: ${id}.`)
  }
  if (row.state !== 'pending') {
    throw new Problem('conflict', `The invitation with ID ${id} was ${row.state} already.`)
  }
  return row
}
