import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { Actor } from './actor.ts'
import { requireCapability } from './capabilities.ts'

/** Who may do an act of administration. Owners may do what membership admins may, and those what members may. */
export type Administrator = 'owners' | 'membership admins' | 'members'

interface Implied {
  owners: Administrator
  'membership admins': 'membership admins' | 'members'
  members: 'members'
}

declare const administers: unique symbol

/** That the actor may administer the workspace as `A` may. Only this file makes one. */
export type Administration<A extends Administrator> = {
  readonly [administers]: { readonly [K in Implied[A]]: true }
  /** Owners and what acts for them see and manage everything; others what is their own. */
  readonly isOwner: boolean
}

const rolesOf: Record<Administrator, readonly Actor['role'][]> = {
  owners: ['owner'],
  'membership admins': ['owner', 'membership_admin'],
  members: ['owner', 'membership_admin', 'member', 'restricted_member'],
}

/**
 * The actor as an administrator of its workspace. A connection that was granted `administer` counts as an owner.
 *
 * @param workspaceId as the request names it; any other than the caller's own is absent.
 */
export function administrationOf<A extends Administrator>(
  { actor, workspace }: Pick<Context, 'actor' | 'workspace'>,
  workspaceId: string,
  by: A,
): Administration<A> {
  if (workspaceId !== workspace.id) {
    throw new Problem('absent', `Could not find workspace with ID: ${workspaceId}.`)
  }
  requireCapability(actor, 'administer')
  const isOwner = actsAsOwner(actor)
  if (!isOwner && !rolesOf[by].includes(actor.role)) throw new Problem('forbidden', refusals[by])
  return { isOwner } as Administration<A>
}

/** Owners, and connections that an owner let administer the workspace. */
export const actsAsOwner = ({ type, role, capabilities }: Actor): boolean =>
  capabilities.administer && (type === 'bot' || role === 'owner')

const refusals: Record<Administrator, string> = {
  owners: 'Insufficient permissions for this endpoint: only an owner of the workspace may do this.',
  'membership admins':
    'Insufficient permissions for this endpoint: only an owner or a membership admin of the workspace may do this.',
  members: 'Insufficient permissions for this endpoint: guests of the workspace may not do this.',
}
