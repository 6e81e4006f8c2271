import type { Context } from '#server/domain/context.ts'
import type { Candidate } from '#server/domain/permissions/candidates.ts'
import type { EffectiveAccess } from '#server/domain/permissions/effective.ts'
import type { Effects } from '#server/domain/permissions/effects.ts'
import type { NamedPrincipal } from '#server/domain/permissions/find-principal.ts'
import { inheritedFromOf, type Permission, type Principal } from '#server/domain/permissions/permission.ts'
import { publicUrl } from '#shared/objects/urls.ts'
import { roleOf } from './level.ts'

type Onlooker = Pick<Context, 'actor' | 'baseUrl'>

/** A permission as it is sent; of pending ones the e-mail is shown to those who see e-mails. */
export const presentPermission = (permission: Permission, context: Onlooker) => ({
  object: 'permission',
  id: permission.id,
  [`${permission.place.kind}_id`]: permission.place.id,
  principal: presentPrincipal(permission.principal, context),
  name: seesNames(context) ? permission.principal.name : null,
  avatar_url: seesNames(context) ? permission.principal.avatarUrl : null,
  level: permission.level,
  role: roleOf(permission.level),
  inherited: permission.inheritedFrom !== null,
  inherited_from: permission.inheritedFrom && inheritedFromOf(permission.inheritedFrom),
  status: permission.status,
  invitation: presentInvitation(permission, context),
  link: presentLink(permission, context),
  expiration_time: permission.expirationTime && toIso(permission.expirationTime),
  created_time: toIso(permission.createdTime),
  created_by: permission.createdBy && { object: 'user', id: permission.createdBy },
  last_edited_time: toIso(permission.lastEditedTime),
  last_edited_by: permission.lastEditedBy && { object: 'user', id: permission.lastEditedBy },
})

const presentInvitation = ({ invitation }: Permission, context: Onlooker) =>
  invitation && {
    id: invitation.id,
    email: seesEmails(context) ? invitation.email : null,
    expires_time: toIso(invitation.expires_time),
  }

const presentLink = ({ principal, place, link }: Permission, { baseUrl }: Onlooker) =>
  principal.type === 'public'
    ? {
        url: publicUrl(baseUrl, place.id, place.title),
        search_indexing: link?.search_indexing ?? false,
        allow_duplicate: link?.allow_duplicate ?? false,
      }
    : null

function presentPrincipal({ type, id, email }: Principal, context: Onlooker) {
  if (type === 'workspace' || type === 'public') return { type, [type]: true }
  if (type === 'invitation') return { type: 'email', email: seesEmails(context) ? email : null }
  if (type === 'teamspace_owners') return { type: 'teamspace_id', teamspace_id: id, teamspace_role: 'owner' }
  return { type: `${type}_id`, [`${type}_id`]: id }
}

const seesEmails = ({ actor }: Onlooker): boolean => actor.capabilities.user_info === 'email'

const seesNames = ({ actor }: Onlooker): boolean => actor.capabilities.user_info !== 'none'

/** Who may do something else after a change than before. */
export const presentEffects = ({ count, losing, first }: Effects, context: Onlooker) => ({
  count,
  losing,
  first: first.map(({ type, id, name, before, after }) => ({
    principal: { type: `${type}_id`, [`${type}_id`]: id },
    name: seesNames(context) ? name : null,
    before,
    after,
  })),
})

/** Who could be given access, as far as the caller may know. */
export const presentCandidate = ({ type, id, name, email, avatarUrl }: Candidate, context: Onlooker) => ({
  object: 'permission_candidate',
  principal: { type: `${type}_id`, [`${type}_id`]: id },
  name: seesNames(context) ? name : null,
  email: seesEmails(context) ? email : null,
  avatar_url: seesNames(context) ? avatarUrl : null,
})

/** Why somebody has access: `via` tells each permission that counts, the one that decides first. */
export const presentEffective = (
  { level, via }: EffectiveAccess,
  place: Permission['place'],
  asked: NamedPrincipal,
  context: Onlooker,
) => ({
  object: 'effective_permission',
  [`${place.kind}_id`]: place.id,
  principal: presentAsked(asked),
  level,
  role: level && roleOf(level),
  via: via.map((permission) => presentPermission(permission, context)),
})

const presentAsked = (asked: NamedPrincipal) => {
  if (!('id' in asked)) return 'email' in asked ? { type: 'email', email: asked.email } : asked
  return { type: `${asked.type}_id`, [`${asked.type}_id`]: asked.id }
}

const toIso = (milliseconds: number): string => new Date(milliseconds).toISOString()
