import { usersByIds } from '#server/store/users.ts'
import { pageUrl } from '#shared/objects/urls.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { partsOf, principalOf } from '../access/actor.ts'
import type { Granted } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { invite, nameOfActor } from '../invitations/invite.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { changePermissions, type Setting } from './change.ts'
import { permissionsOf } from './entry.ts'
import { findPrincipal, type NamedPrincipal } from './find-principal.ts'
import { requireInviting } from './may-grant.ts'
import type { Permission } from './permission.ts'

/** A change as a request asks for it: people may be named by e-mail, and need not be here yet. */
export interface Sharing {
  set: readonly (Omit<Setting, 'principal'> & { principal: NamedPrincipal })[]
  remove: readonly NamedPrincipal[]
  inherits?: boolean | undefined
  override: boolean
  /** Whether who gets access is told by mail; undefined: only who is invited. */
  notify?: boolean | undefined
  message: string | null
  /** What becomes of an e-mail that is nobody's here. */
  ifNotMember: 'invite' | 'error'
}

/** A permission that was granted, with the link of its invitation where nobody else is told of it. */
export interface GrantedPermission {
  permission: Permission
  invitationUrl: string | null
}

/** Grants and revokes as one: all of it, or nothing. @returns what was granted, in the order it was asked for. */
export async function grantPermissions(
  context: Context,
  place: Granted<Place, 'full_access'>,
  sharing: Sharing,
): Promise<GrantedPermission[]> {
  const urls = new Map<string, string | null>()
  const set: Setting[] = []
  for (const { principal: named, ...setting } of sharing.set) {
    const principal = await principalFor(context, place, named, sharing, urls)
    if (set.some((one) => one.principal === principal)) throw namedTwice()
    set.push({ ...setting, principal })
  }
  const remove: string[] = []
  for (const named of sharing.remove) {
    const principal = await findPrincipal(context, named)
    if (principal === null) throw nothingToRemove()
    if ([...remove, ...set.map((one) => one.principal)].includes(principal)) throw namedTwice()
    remove.push(principal)
  }
  const { inherits, override } = sharing
  await changePermissions(context, place, { set, remove, inherits, override })
  const principals = set.map(({ principal }) => principal)
  if (sharing.notify) await tellPeople(context, place, principals, sharing.message)
  const permissions = await permissionsOf(context, place, principals)
  return permissions.map((permission, index) => ({
    permission,
    invitationUrl: urls.get(principals[index]!) ?? null,
  }))
}

async function principalFor(
  context: Context,
  place: Place,
  named: NamedPrincipal,
  { notify = true, message, ifNotMember }: Sharing,
  urls: Map<string, string | null>,
): Promise<string> {
  const known = await findPrincipal(context, named)
  if (named.type !== 'email' || (known !== null && !known.startsWith('invitation:'))) return known!
  if (ifNotMember === 'error') {
    throw new Problem('absent', 'Could not find user with this e-mail in the workspace.')
  }
  requireInviting(context)
  const { email } = named
  const { title } = place
  const { invitation, url } = await invite(context, { email, role: 'guest', message, notify, title })
  const principal = principalOf.invitation(invitation.id)
  urls.set(principal, url)
  return principal
}

/** Mail to each person who was named; who gets access through a group or the workspace is told nothing. */
async function tellPeople(
  context: Context,
  { id, title }: Place,
  principals: readonly string[],
  message: string | null,
): Promise<void> {
  const { db, workspace, actor, baseUrl } = context
  const ids = principals.flatMap((principal) => {
    const { type, id } = partsOf(principal)
    return type === 'user' && id !== actor.userId ? [id!] : []
  })
  if (ids.length === 0) return
  const by = await nameOfActor(context)
  const what = title || 'Untitled'
  for (const { email, state } of await usersByIds(db, workspace.id, ids)) {
    if (email === null || state !== 'active') continue
    const subject = `${by} shared “${what}” with you`
    const link = { label: 'Open', url: pageUrl(baseUrl, id, title) }
    await queueMail(
      context,
      writeLetter({ to: email, subject, text: `${subject}.`, message, link, end: null }),
    )
  }
}

const namedTwice = (): Problem => invalid('A principal is named twice in one change.')

const nothingToRemove = (): Problem =>
  new Problem('absent', 'There is no permission here for one of those to remove.')
