import { isDeepStrictEqual } from 'node:util'
import { deleteConflictsAbout, deleteConflictsIn } from '#server/store/directory-conflicts.ts'
import { deleteDirectoryRows, putDirectoryPerson, putExternalId } from '#server/store/directory-said.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { updateUser } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { managedPerson } from '../access/people.ts'
import type { Context } from '../context.ts'
import { administerPerson, expelPerson } from '../users/administer.ts'
import type { PersonChange } from '../users/change.ts'
import { addPerson, emailKey } from '../users/create.ts'
import type { User } from '../users/user.ts'
import { peopleMeant } from './called.ts'
import {
  type Conflict,
  conflictsByPerson,
  type FieldOfPeople,
  fieldsOfPeople,
  type SaidOfPerson,
} from './conflicts.ts'
import { requireOwnDomain } from './own-domain.ts'
import { directoryOf, type Provisioned, type Said } from './person.ts'

/**
 * Adds a person whom a directory manages from now on. Somebody who was removed comes back as who they were, and a
 * guest becomes a member where a role is said.
 *
 * @returns their id.
 */
export async function provisionPerson(
  context: Context,
  administration: Administration<'owners'>,
  given: Said,
): Promise<string> {
  const { said, called } = await peopleMeant(context, given, null)
  // Of several, somebody who is here.
  const known = called.find(({ state }) => state !== 'removed') ?? called[0]
  const isHere = known !== undefined && known.state !== 'removed'
  if (!isHere || isPromoted(known, said)) await requireOwnDomain(context, given)
  if (known === undefined) return addNew(context, administration, said)
  if (isHere && !isPromoted(known, said)) throw notUnique(said)
  const change: PersonChange = { state: said.active === false ? 'suspended' : 'active' }
  await changeBy(context, administration, known.id, said, { role: said.role ?? 'member', ...change })
  await deleteConflictsIn(context.db, context.workspace.id, known.id, fieldsOfPeople)
  await keepSaid(context, known.id, said, saidHere(context, said, null))
  return known.id
}

/** Whether a guest becomes a member. */
const isPromoted = ({ role }: Pick<UserRow, 'role'>, said: Said): boolean =>
  role === 'guest' && said.role !== undefined && said.role !== 'guest'

async function addNew(
  context: Context,
  administration: Administration<'owners'>,
  said: Said,
): Promise<string> {
  const { name, email, role = 'member' } = said
  const { id } = await addPerson(context, { name, email, role })
  await changeBy(context, administration, id, said, said.active === false ? { state: 'suspended' } : {})
  await keepSaid(context, id, said, saidHere(context, said, null))
  return id
}

/**
 * Makes a person what a directory says of them. What is so already leaves no trace.
 *
 * @param silent fields that it says nothing new of: what was set by hand there stays.
 */
export async function reprovisionPerson(
  context: Context,
  administration: Administration<'owners'>,
  person: Provisioned,
  given: Said,
  silent: readonly FieldOfPeople[] = [],
): Promise<void> {
  const { db, workspace } = context
  const { said, called } = await peopleMeant(context, given, person.user.id)
  if (called.some(({ id, state }) => id !== person.user.id && state !== 'removed')) throw notUnique(said)
  const { user } = person
  const wanted = withoutSilent(said, user, silent)
  const email = wanted.email ?? user.email
  const isMoved = email !== null && emailKey(email) !== (user.email && emailKey(user.email))
  if (isMoved || isPromoted(user, wanted)) await requireOwnDomain(context, { ...said, email })
  const state = wanted.active === undefined ? undefined : wanted.active ? 'active' : 'suspended'
  await changeBy(context, administration, person.user.id, wanted, {
    ...(wanted.role !== undefined && { role: wanted.role }),
    ...(state !== undefined && { state }),
  })
  const isTaken = person.directory !== directoryOf(context)
  const spoken = fieldsOfPeople.filter((field) => isTaken || !silent.includes(field))
  await deleteConflictsIn(db, workspace.id, user.id, spoken)
  const here = saidHere(context, said, person)
  const isSame =
    !isTaken &&
    person.externalId === said.externalId &&
    isDeepStrictEqual([person.attributes, person.said], [said.attributes, here])
  if (isSame) return
  await keepSaid(context, person.user.id, said, here)
  await updateUser(db, workspace.id, person.user.id, { updated_time: context.now })
  const fields = changedFields(person, said)
  if (fields.length === 0 && !isTaken) return
  context.record({
    type: 'user.updated',
    entity: { type: 'user', id: person.user.id },
    data: { updated_fields: [...(isTaken ? ['managed_by'] : []), ...fields] },
    ...(isTaken && {
      before: { managed_by: person.directory },
      after: { managed_by: directoryOf(context) },
    }),
  })
}

/** What was set by hand of a person, where the directory that asks manages them. */
export async function ownConflicts(context: Context, { directory, user }: Provisioned): Promise<Conflict[]> {
  if (directory !== directoryOf(context)) return []
  const conflicts = (await conflictsByPerson(context, [user.id])).get(user.id) ?? []
  return conflicts.filter(({ groupId }) => groupId === null)
}

/** What a directory wants changed, where some fields are to stay as they are. */
const withoutSilent = (said: Said, user: User, silent: readonly FieldOfPeople[]): Said => ({
  ...said,
  ...(silent.includes('name') && { name: user.name }),
  ...(silent.includes('email') && { email: null }),
  ...(silent.includes('role') && { role: undefined }),
  ...(silent.includes('state') && { active: undefined }),
})

/** What a directory says now, with what it said before of what it leaves out. */
function saidHere(
  context: Context,
  said: Said,
  before: Pick<Provisioned, 'directory' | 'said'> | null,
): SaidOfPerson {
  const known = before?.directory === directoryOf(context) ? before.said : null
  const state = said.active === undefined ? undefined : said.active ? 'active' : 'suspended'
  return {
    name: said.name,
    email: said.email,
    role: said.role ?? known?.role ?? null,
    state: state ?? known?.state ?? 'active',
  }
}

/** What changed of what a directory says that no other event tells. Only named: a value may be anything. */
function changedFields({ user, attributes, externalId }: Provisioned, said: Said): string[] {
  const isFirst = attributes === null
  const before = attributes ?? {}
  const told = new Set([
    'schemas',
    'active',
    // Its parts are completed from the whole and back.
    'name',
    ...(isFirst || said.name !== user.name ? ['displayName'] : []),
    ...(isFirst || (said.email !== null && said.email !== user.email) ? ['userName', 'emails'] : []),
  ])
  const fields = [...new Set([...Object.keys(before), ...Object.keys(said.attributes)])].filter(
    (field) => !told.has(field) && !isDeepStrictEqual(before[field], said.attributes[field]),
  )
  return said.externalId === externalId ? fields : ['external_id', ...fields]
}

async function changeBy(
  context: Context,
  administration: Administration<'owners'>,
  id: string,
  { name, email, avatarUrl }: Said,
  change: PersonChange,
): Promise<void> {
  const person = await managedPerson(context, administration, id)
  await administerPerson(context, administration, person, {
    name,
    ...(avatarUrl !== undefined && { avatarUrl }),
    ...(email !== null && email !== person.email && { email }),
    ...change,
  })
}

/** Takes a person out of the workspace, and forgets what directories said of them. */
export async function deprovisionPerson(
  context: Context,
  administration: Administration<'owners'>,
  { user }: Provisioned,
): Promise<void> {
  await expelPerson(context, await managedPerson(context, administration, user.id))
  await deleteDirectoryRows(context.db, context.workspace.id, user.id)
  await deleteConflictsAbout(context.db, context.workspace.id, user.id)
}

async function keepSaid(context: Context, userId: string, said: Said, here: SaidOfPerson): Promise<void> {
  const { db, workspace, now } = context
  const directory = directoryOf(context)
  await putDirectoryPerson(
    db,
    {
      workspace_id: workspace.id,
      user_id: userId,
      directory,
      attributes: JSON.stringify(said.attributes),
      said: JSON.stringify(here),
      updated_time: now,
    },
    [
      { kind: 'user_name', key: emailKey(said.userName) },
      ...said.emails.map((email) => ({ kind: 'email' as const, key: emailKey(email) })),
      ...said.names.map(({ kind, value }) => ({ kind, key: value.toLowerCase() })),
    ],
  )
  await putExternalId(db, { workspaceId: workspace.id, directory, resourceId: userId }, said.externalId)
}

const notUnique = ({ userName }: Said): Problem =>
  new Problem(
    'conflict',
    `Somebody else has the userName or the e-mail address of ${JSON.stringify(userName)}.`,
    {
      data: { reason: 'not_unique' },
    },
  )
