import { accountByEmail, membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { emailChangeOf } from '#server/store/email-changes.ts'
import { sessionHolderById } from '#server/store/sessions.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { type Lock, type LockedField, lockOf } from '../directory/locked.ts'
import { domainOfEmail, verifiedDomainsOf, workspaceOfDomain } from '../domains/of-workspace.ts'
import { emailKey } from '../users/create.ts'
import { type Installation, type SignedIn, toSignedIn } from './account.ts'
import { hasEntered } from './record.ts'

/** An account as its person sees it. */
export interface OwnAccount {
  /** Null of who never signed in. */
  id: string | null
  name: string | null
  email: string | null
  /** The address that they asked for and have not confirmed yet. */
  pendingEmail: { email: string; expiresTime: number } | null
  rules: AccountRules
}

/** What stands in the way of another name or e-mail address. */
export interface AccountRules {
  /** What a directory of one of their workspaces manages; the name only where every workspace has it from one. */
  locked: ('name' | 'email')[]
  /** Which one does. */
  lock: (Lock & { workspace: string }) | null
  /** The domains in which the address stays, where it is in a verified one of a workspace of theirs; null for any. */
  domains: string[] | null
}

const noRules: AccountRules = { locked: [], lock: null, domains: null }

/**
 * The account of whoever acts: a person, at a browser or by their token. A token is of one workspace and may be in other
 * hands: it is told what is known there, and nothing of other workspaces or of what its person is about to change.
 */
export async function readOwnAccount(context: Context): Promise<OwnAccount> {
  const { db, workspace, actor, now } = context
  if (actor.type !== 'person') {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: accounts are people’s, and this token acts as a bot.',
    )
  }
  const [user] = await userById(db, workspace.id, actor.userId)
  const key = user!.email_key
  const account = key === null ? undefined : await accountByEmail(db, key)
  const isAtBrowser = actor.isSession === true
  return {
    id: account?.id ?? null,
    name: (isAtBrowser ? account?.name : null) ?? user!.name,
    email: user!.email,
    pendingEmail: isAtBrowser && account ? await pendingEmailOf(db, account.id, now) : null,
    rules: key === null ? noRules : await accountRulesOf(db, key, isAtBrowser ? null : workspace.id),
  }
}

/** The address that somebody asked for, while its link works. */
export async function pendingEmailOf(
  db: Db,
  accountId: string,
  now: number,
): Promise<OwnAccount['pendingEmail']> {
  const change = await emailChangeOf(db, accountId)
  return change && change.expires_time > now
    ? { email: change.email, expiresTime: change.expires_time }
    : null
}

/** The session by which whoever acts does. A token is of one workspace, and an account is not. */
export async function ownSession(
  { store, surroundings }: Installation,
  { actor }: Context,
): Promise<SignedIn> {
  const holder = actor.isSession
    ? await sessionHolderById(store.reader, actor.tokenId, surroundings.now())
    : undefined
  if (holder !== undefined) return toSignedIn(holder)
  throw new Problem(
    'forbidden',
    'Insufficient permissions for this endpoint: an account is changed at a browser that is signed in, and not by a token, which is of one workspace only.',
  )
}

/**
 * What holds for somebody over all of their workspaces, or in one of them. Directories of workspaces where they have not
 * come in manage nothing of theirs.
 */
export async function accountRulesOf(
  db: Db,
  email: string,
  workspaceId: string | null = null,
): Promise<AccountRules> {
  const memberships = (await membershipsOf(db, emailKey(email)))
    .filter(({ state }) => state !== 'removed')
    .filter(({ id }) => workspaceId === null || id === workspaceId)
  const homes = workspaceId === null ? memberships.filter(hasEntered) : memberships
  const locks = await Promise.all(
    homes.map(async ({ id, name, user_id }) => {
      const lock = await lockOf(db, id, user_id)
      return lock && { ...lock, workspace: name }
    }),
  )
  const has = (field: LockedField) => (lock: Lock | null) => lock?.fields.includes(field) === true
  const owner = await workspaceOfDomain(db, domainOfEmail(email))
  const isTheirs = memberships.some(({ id }) => id === owner)
  return {
    locked: [
      ...(locks.length > 0 && locks.every(has('name')) ? (['name'] as const) : []),
      ...(locks.some(has('email')) ? (['email'] as const) : []),
    ],
    lock: locks.find(has('email')) ?? locks.find(has('name')) ?? null,
    domains: isTheirs ? await verifiedDomainsOf(db, owner!) : null,
  }
}
