import type { Identity, ProviderSettings } from '#server/adapters/identity-provider.ts'
import { accountOfSubject, credentialsOf, insertCredential } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { userByEmail } from '#server/store/users.ts'
import { workspaceById } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import { isName } from '#shared/validation/name.ts'
import { nobody } from '../access/actor.ts'
import type { Installation } from '../accounts/account.ts'
import { credentialProvider } from '../accounts/identities.ts'
import { recordOwnAct } from '../accounts/record.ts'
import { contextOf } from '../context-of.ts'
import { type NewEvent, type Source, writeEvents } from '../events/record.ts'
import { addPerson, emailKey } from '../users/create.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { type Entered, enter } from './enter.ts'
import { proveMailbox } from './prove-mailbox.ts'
import { isSignInEmail } from './sign-in-email.ts'

/** Why somebody whom a provider vouches for does not come in; the log tells the reason. */
export class NotLetIn extends Problem {
  readonly reason: 'email_not_verified' | 'domain_not_allowed' | 'not_bound' | 'unknown'

  constructor(reason: NotLetIn['reason'], message: string) {
    super('forbidden', message)
    this.reason = reason
  }
}

/**
 * Signs in whom a provider vouches for: whoever is bound to the subject or, the first time, whoever has the e-mail
 * if the provider has verified it. From then on the subject counts and the e-mail does not.
 *
 * @throws NotLetIn
 */
export async function signInByIdentity(
  installation: Installation,
  settings: ProviderSettings,
  identity: Identity,
  { next, source }: { next: string; source: Source },
): Promise<Entered> {
  requireDomain(settings, identity)
  const account = await installation.store.transaction(async (db) => {
    const bound = await accountOfSubject(db, credentialProvider(identity.issuer), identity.subject)
    if (bound !== undefined) return bound
    // Who is refused has joined nothing either.
    await join(installation, db, settings, identity, { ...source, origin: 'saml_jit' })
    return bind(installation, db, settings, identity, source)
  })
  const { isStrong } = identity
  return enter(installation, { email: account.email_key, method: 'oidc', source, next, isStrong })
}

/** Binds the account of an e-mail to a subject. */
async function bind(
  { surroundings }: Installation,
  db: Db,
  settings: ProviderSettings,
  identity: Identity,
  source: Source,
): Promise<AccountRow> {
  const email = requireVerified(settings, identity)
  const account = await proveMailbox(db, surroundings, emailKey(email))
  if (account === null) {
    throw new NotLetIn(
      'unknown',
      `Nobody with the e-mail ${email} is in a workspace of this server. Ask an owner to invite you.`,
    )
  }
  const provider = credentialProvider(identity.issuer)
  const others = await credentialsOf(db, account.id)
  if (others.some((other) => other.provider === provider)) {
    throw new NotLetIn(
      'not_bound',
      `${email} comes in here with another account of ${settings.name}. Sign in by another way, and remove that one from your account.`,
    )
  }
  const now = surroundings.now()
  await insertCredential(db, {
    id: surroundings.newId(),
    account_id: account.id,
    provider,
    subject: identity.subject,
    password_hash: null,
    created_time: now,
    updated_time: now,
  })
  const { newId } = surroundings
  const { issuer } = identity
  await recordOwnAct({ db, now, newId, source }, account, 'user.identity_bound', { issuer })
  return account
}

/**
 * Makes whom a provider vouches for a member of the workspace that the operator named, unless they are in it or an owner
 * has taken them out.
 */
async function join(
  installation: Installation,
  db: Db,
  settings: ProviderSettings,
  identity: Identity,
  source: Source,
): Promise<void> {
  const { join: id } = settings
  if (id === null || !mayBind(identity) || (await workspaceById(db, id)) === undefined) return
  await lockWorkspace(db, id)
  const { email, name } = identity
  if ((await userByEmail(db, id, emailKey(email!))) !== undefined) return
  const events: NewEvent[] = []
  const workspace = await readWorkspace(db, id)
  const context = contextOf(installation, db, { workspace, actor: nobody, source }, (event) =>
    events.push(event),
  )
  // Providers let people call themselves anything.
  await addPerson(context, { name: name !== null && isName(name) ? name : null, email, role: 'member' })
  await writeEvents(db, id, { actor: null, source }, context.now, context.newId, events)
}

const mayBind = ({ email, isEmailVerified }: Identity): boolean =>
  email !== null && isEmailVerified && isSignInEmail(email.trim())

function requireVerified({ name }: ProviderSettings, identity: Identity): string {
  if (mayBind(identity)) return identity.email!.trim()
  throw new NotLetIn(
    'email_not_verified',
    identity.email === null
      ? `${name} does not tell your e-mail, by which you are known here. Allow it to, or come in by another way.`
      : `${name} has not verified that ${identity.email} is your e-mail. Verify it there, or come in by another way.`,
  )
}

function requireDomain(settings: ProviderSettings, identity: Identity): void {
  if (isAllowed(settings, identity)) return
  throw new NotLetIn(
    'domain_not_allowed',
    `With ${settings.name} only people of ${settings.domains!.join(', ')} come in here. Take your account there, or come in by another way.`,
  )
}

const isAllowed = ({ domains }: ProviderSettings, { email }: Identity): boolean =>
  domains === null ||
  domains.includes(
    emailKey(email ?? '')
      .split('@')
      .at(-1)!,
  )
