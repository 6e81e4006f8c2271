import type { Role } from '../../../data/people.ts'

/** What each role is called, and what it lets somebody do. */
export const roles: { value: Role; label: string; says: string }[] = [
  { value: 'owner', label: 'Workspace owner', says: 'Manages everything: settings, members, connections.' },
  { value: 'membership_admin', label: 'Membership admin', says: 'Adds and removes members and groups.' },
  { value: 'member', label: 'Member', says: 'Makes and shares pages, joins teamspaces.' },
  { value: 'restricted_member', label: 'Restricted member', says: 'Sees only what is shared with them.' },
  { value: 'guest', label: 'Guest', says: 'Sees single pages that somebody shares with them.' },
]

export const roleName = (role: Role | null): string =>
  roles.find(({ value }) => value === role)?.label ?? 'Member'
