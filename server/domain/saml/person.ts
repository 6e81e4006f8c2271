import { directoryPeopleByIds } from '#server/store/directory-said.ts'
import { putSamlIdentity, samlIdentity } from '#server/store/saml.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { setEnteredBy, userByEmail, userById } from '#server/store/users.ts'
import { accountFor } from '../accounts/account-for.ts'
import type { Context } from '../context.ts'
import { domainOfEmail, isOwnersWord, verifiedDomainsOf } from '../domains/of-workspace.ts'
import { changePerson } from '../users/change.ts'
import { addPerson, emailKey } from '../users/create.ts'
import { toUser } from '../users/user.ts'
import type { Assertion } from './assertion.ts'
import { type DescribedPerson, personIn } from './attributes.ts'
import { followGroups } from './groups.ts'
import { SamlRefusal } from './refusal.ts'
import { readSaml, type SamlSettings } from './settings.ts'

/**
 * Finds whom an assertion means, or adds them where the workspace lets people come so, and makes them what it says.
 * Somebody is known by the issuer and the name it gave them; by their e-mail the first time. In either case only
 * whose e-mail is in a domain of the workspace can be meant: of others the identity provider may say what it likes.
 *
 * @returns the e-mail of their account.
 * @throws `SamlRefusal`
 */
export async function admitPerson(context: Context, assertion: Assertion): Promise<string> {
  const { db, workspace, now } = context
  const settings = (await readSaml(db, workspace.id))!
  const described = personIn(assertion, settings.attributeMap)
  const { user, email } = await meant(context, settings, assertion, described)
  const id = user?.id ?? context.newId()
  const by = { type: 'person', userId: id } as const
  const theirs: Context = { ...context, record: (event) => context.record({ ...event, by }) }
  await welcome(theirs, id, user, email, settings.defaultRole, described)
  if (settings.groups !== null) await followGroups(theirs, settings.groups, assertion.attributes, id)
  const isProved = !(await isOwnersWord(db, domainOfEmail(email)))
  const account = await accountFor(db, { newId: context.newId, now: () => now }, { email, isProved })
  await setEnteredBy(db, workspace.id, id, account.id)
  await putSamlIdentity(db, {
    workspace_id: workspace.id,
    issuer: assertion.issuer,
    name_id: assertion.nameId,
    user_id: id,
    created_time: now,
    last_login_time: now,
  })
  return email
}

/** Whom an assertion means, and whether they may come in. */
async function meant(
  { db, workspace }: Context,
  { justInTime }: SamlSettings,
  { issuer, nameId }: Assertion,
  described: DescribedPerson,
): Promise<{ user: UserRow | undefined; email: string }> {
  const identity = await samlIdentity(db, { workspace_id: workspace.id, issuer, name_id: nameId })
  const [bound] = identity === undefined ? [] : await userById(db, workspace.id, identity.user_id)
  const known = bound?.state === 'removed' ? undefined : bound
  const email = known?.email ?? described.email
  if (email === null) throw new SamlRefusal('no_email')
  if (!(await verifiedDomainsOf(db, workspace.id)).includes(domainOfEmail(email))) {
    throw new SamlRefusal('foreign_domain', known?.id)
  }
  const user = known ?? (await userByEmail(db, workspace.id, emailKey(email)))
  if (user === undefined || user.state === 'removed') {
    if (justInTime) return { user, email }
    throw new SamlRefusal('not_a_member', user?.id)
  }
  if (user.state === 'suspended') throw new SamlRefusal('suspended', user.id)
  if (user.role === 'guest') throw new SamlRefusal('guest', user.id)
  return { user, email: user.email! }
}

/** Adds who is new or comes back, and keeps name and picture; not of whom a directory manages. */
async function welcome(
  context: Context,
  id: string,
  user: UserRow | undefined,
  email: string,
  role: SamlSettings['defaultRole'],
  { name, avatarUrl }: DescribedPerson,
): Promise<void> {
  const { db, workspace } = context
  const isHere = user?.state === 'active'
  const here = user === undefined ? await addPerson(context, { id, name, email, role }) : toUser(user)
  const isManaged = isHere && (await directoryPeopleByIds(db, workspace.id, [id])).length > 0
  await changePerson(context, here, {
    ...(here.state === 'removed' && { state: 'active', role }),
    // What somebody called themself here stays.
    ...(!isManaged && here.name === null && { name }),
    ...(!isManaged && avatarUrl !== null && { avatarUrl }),
  })
}
