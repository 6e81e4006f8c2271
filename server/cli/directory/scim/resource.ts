/** Users and Groups of SCIM 2.0 (RFC 7643), as any server has them. */
import type { Person } from '../people.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Where servers tell what somebody is in the workspace: Octavo, and Notion. */
export const ROLE_URNS = [
  'urn:octavo:params:scim:schemas:extension:2.0:User',
  'urn:ietf:params:scim:schemas:extension:notion:2.0:User',
] as const

export interface UserResource {
  id: string
  externalId?: string
  userName?: string
  name?: { formatted?: string; givenName?: string; familyName?: string }
  displayName?: string
  active?: boolean
  emails?: Multiple
  photos?: Multiple
  [urn: string]: unknown
}

type Multiple = { value?: string; primary?: boolean }[]

export interface GroupResource {
  id: string
  externalId?: string
  displayName?: string
  members?: { value?: string }[]
}

/** What is kept of a User of the target. */
export interface FoundUser {
  id: string
  externalId: string | undefined
  person: Omit<Person, 'groups'>
}

export const toFound = (user: UserResource): FoundUser => ({
  id: user.id,
  externalId: user.externalId,
  person: toPerson(user),
})

/** A User as the person that a sync knows, without groups, which Groups tell. */
export function toPerson(user: UserResource): Omit<Person, 'groups'> {
  const { userName } = user
  const email = primary(user.emails) ?? (userName?.includes('@') ? userName : null)
  return {
    id: user.id,
    type: 'person',
    name: nameOf(user),
    email,
    userName: userName ?? null,
    avatarUrl: primary(user.photos),
    role: ROLE_URNS.map((urn) => (user[urn] as { role?: string } | undefined)?.role).find(Boolean) ?? null,
    status: user.active === false ? 'suspended' : 'active',
  }
}

const primary = (values: Multiple = []): string | null =>
  (values.find((one) => one.primary === true) ?? values[0])?.value ?? null

function nameOf({ name, displayName }: UserResource): string | null {
  const parts = [name?.givenName, name?.familyName].filter(Boolean).join(' ')
  return name?.formatted || parts || displayName || null
}
