import { randomBytes } from 'node:crypto'
import { hasOwner, membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { instanceValue, putInstanceValue, takeInstanceValue } from '#server/store/instance.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import { type Actor, principalOf } from '../access/actor.ts'
import { hashOfToken, parseSettings } from '../access/authenticate.ts'
import { type Capabilities, everyCapability, ownCapabilities } from '../access/capabilities.ts'
import { createInternalConnection, type InternalConnection } from '../connections/create.ts'
import type { Context, Workspace } from '../context.ts'
import { contextOf } from '../context-of.ts'
import { type NewEvent, type Source, writeEvents } from '../events/record.ts'
import { createPage } from '../pages/create.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import { addPerson, emailKey } from '../users/create.ts'
import { createWorkspace, workspaceCreated } from '../workspaces/create.ts'
import { defaultSettings } from '../workspaces/settings.ts'
import type { Installation } from './account.ts'
import { accountFor } from './account-for.ts'
import { FieldProblem } from './field-problem.ts'
import { weaknessOf } from './password-policy.ts'
import { hashOf, writePassword } from './set-password.ts'

/** Where the hash of the one-time link is kept. */
const LINK = 'setup_link'

/**
 * Makes the one-time link under which the first owner is made, in place of any earlier one.
 *
 * @returns its address; null when some workspace has an owner.
 */
export async function offerSetup({ store, baseUrl }: Installation): Promise<string | null> {
  if (await hasOwner(store.reader)) return null
  const token = randomBytes(24).toString('base64url')
  await store.transaction((db) => putInstanceValue(db, LINK, hashOfToken(token)))
  return `${baseUrl()}/setup?token=${token}`
}

/** True while a link waits for the first owner. */
export const waitsForOwner = async ({ store }: Installation): Promise<boolean> =>
  (await instanceValue(store.reader, LINK)) !== undefined && !(await hasOwner(store.reader))

/**
 * What a setup link is worth: `open`, with the workspace that waits for its owner if there is one already;
 * `used` when there is an owner; `unknown` otherwise.
 */
export async function setupState(
  { store }: Installation,
  token: string,
): Promise<{ state: 'open'; workspace: string | null } | { state: 'used' | 'unknown' }> {
  if (await hasOwner(store.reader)) return { state: 'used' }
  if ((await instanceValue(store.reader, LINK)) !== hashOfToken(token)) return { state: 'unknown' }
  const [workspace] = await allWorkspaces(store.reader)
  return { state: 'open', workspace: workspace?.name ?? null }
}

export interface FirstOwner {
  name: string
  email: string
  password: string
  /** What the workspace is called; empty for a name made of the person's. */
  workspace: string
}

export interface SetUp {
  workspace: Workspace
  connection: InternalConnection & { name: string }
  /** The first page, which the connection may change. */
  pageId: string
}

const CONNECTION_NAME = 'First connection'

/** What a connection of the workspace file may do when the file does not say. */
const capabilities: Capabilities = { ...everyCapability, permissions: 'none' }

/** Makes the first owner, a workspace if there is none, and an internal connection. The link is spent by it. */
export async function setUp(
  installation: Installation,
  token: string,
  owner: FirstOwner,
  source: Source,
): Promise<SetUp> {
  const { store, surroundings } = installation
  const person = checked(owner)
  const hash = await hashOf(person.password)
  return store.transaction(async (db) => {
    const isOurs = await takeInstanceValue(db, LINK, hashOfToken(token))
    if (!isOurs || (await hasOwner(db))) throw new Problem('conflict', 'This link was used already.')

    const { workspace, isNew } = await workspaceFor(db, installation, person.workspace)
    await refuseMember(db, workspace, person.email)
    const events: NewEvent[] = isNew ? [workspaceCreated(workspace)] : []
    // Until there is somebody, what happens is done by nobody.
    const caller = { workspace, actor: actorOf(''), source }
    const context = contextOf(installation, db, caller, (event) => events.push(event))
    const user = await addPerson(context, { name: person.name, email: person.email, role: 'owner' })
    const asOwner = { ...context, actor: actorOf(user.id) }
    const connection = await createInternalConnection(asOwner, { name: CONNECTION_NAME, capabilities })
    const pageId = await firstPage(asOwner, connection)
    const account = await accountFor(db, surroundings, { ...person, isProved: true })
    await writePassword(db, surroundings, account, hash)
    asOwner.record({ type: 'user.password_set', entity: { type: 'user', id: user.id } })
    await writeEvents(db, workspace.id, asOwner, context.now, context.newId, events)
    return { workspace, connection: { ...connection, name: CONNECTION_NAME }, pageId }
  })
}

/** A page of the owner that the first connection reaches: without one a token could not do anything yet. */
async function firstPage(asOwner: Context, connection: InternalConnection): Promise<string> {
  const page = await createPage(
    asOwner,
    { type: 'workspace' },
    {
      properties: { title: { title: [{ text: { content: FIRST_PAGE } }] } },
      access: {
        grants: [
          { principal: principalOf.user(asOwner.actor.userId), level: 'full_access' },
          { principal: principalOf.bot(connection.botId), level: 'full_access' },
        ],
        inherits: false,
      },
    },
  )
  return page.id
}

const FIRST_PAGE = 'Home'
const LONGEST_NAME = 200

/** Refuses what nobody could sign in with, each mistake at its field. */
function checked(owner: FirstOwner): FirstOwner {
  const name = owner.name.trim()
  const email = owner.email.trim()
  const workspace = owner.workspace.trim()
  const mistakes = {
    name: name === '' ? 'Enter your name.' : mistakeOfName(name),
    email: isSignInEmail(email) ? null : 'Enter an e-mail address such as ada@example.com.',
    password: weaknessOf(owner.password, [name, email, workspace]),
    workspace: mistakeOfName(workspace),
  }
  const found = Object.entries(mistakes).filter((entry): entry is [string, string] => entry[1] !== null)
  if (found.length > 0) throw new FieldProblem(Object.fromEntries(found))
  return { name, email, password: owner.password, workspace: workspace || `${name}’s workspace` }
}

function mistakeOfName(name: string): string | null {
  if (name.length > LONGEST_NAME) return `Use at most ${LONGEST_NAME} characters.`
  return /\p{Cc}/u.test(name) || !name.isWellFormed() ? 'A name cannot hold control characters.' : null
}

/** A workspace that was made on the command line waits for its owner. */
async function workspaceFor(
  db: Db,
  { surroundings }: Installation,
  name: string,
): Promise<{ workspace: Workspace; isNew: boolean }> {
  const [waiting] = await allWorkspaces(db)
  if (waiting === undefined) {
    const workspace = await createWorkspace(db, surroundings, {
      name,
      settings: defaultSettings,
    })
    return { workspace, isNew: true }
  }
  await lockWorkspace(db, waiting.id)
  const { id, icon, settings } = waiting
  return { workspace: { id, name: waiting.name, icon, settings: parseSettings(settings) }, isNew: false }
}

async function refuseMember(db: Db, workspace: Workspace, email: string): Promise<void> {
  const memberships = await membershipsOf(db, emailKey(email))
  if (!memberships.some(({ id }) => id === workspace.id)) return
  throw new FieldProblem({
    email: `Somebody with this e-mail is in the workspace “${workspace.name}” already.`,
  })
}

const actorOf = (userId: string): Actor => ({
  type: 'person',
  userId,
  role: 'owner',
  capabilities: ownCapabilities,
  connection: null,
  principals: '[]',
  tokenId: '',
})
