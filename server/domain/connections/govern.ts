/** Making and changing connections, as the policy of the workspace lets people. */
import { connectionById, updateConnection } from '#server/store/connections.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Capabilities } from '../access/capabilities.ts'
import { requireHome } from '../access/connections.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { changeConnection } from './change.ts'
import { addClient, createPublicConnection, makeInternalConnection } from './create.ts'
import {
  type CapabilitiesGiven,
  type ConnectionDetails,
  capabilitiesOf,
  mergeCapabilities,
} from './details.ts'
import { install, recordAdded } from './install.ts'
import { mayInstall } from './may-install.ts'

export interface ConnectionRequest {
  kind?: ConnectionRow['kind'] | undefined
  capabilities?: CapabilitiesGiven | undefined
  redirect_uris?: readonly string[] | undefined
  details: Partial<ConnectionDetails>
}

/** A connection with the secret that it was just given, if it was. */
export interface Made {
  connection: ConnectionRow
  token: string | null
  clientSecret: string | null
}

/** Makes a connection. An internal one is added to the workspace by that, where its maker may add it. */
export async function makeConnection(
  context: Context,
  administration: Administration<'members'>,
  {
    kind = 'internal',
    capabilities,
    redirect_uris,
    details,
  }: ConnectionRequest & { details: { name: string } },
): Promise<Made> {
  requireMaker(context, administration)
  requireOwnersWords(administration, capabilities, details)
  const { name, ...rest } = details
  const fields = { name, capabilities: capabilitiesOf(capabilities), details: rest }
  if (kind === 'public') {
    const made = await createPublicConnection(context, { ...fields, redirectUris: redirect_uris ?? [] })
    return { connection: await read(context, made.id), token: null, clientSecret: made.clientSecret }
  }
  refuseOfInternal(redirect_uris)
  const made = await makeInternalConnection(context, fields)
  const connection = await read(context, made.id)
  if ((await mayInstall(context, connection)) === 'yes') await install(context, connection, made.botId)
  else recordAdded(context, connection.id, { bot_id: made.botId })
  return { connection, token: made.token, clientSecret: null }
}

/** Changes what it names. Turned public, an internal connection keeps its id, its bot and its token. */
export async function reviseConnection(
  context: Context,
  administration: Administration<'members'>,
  connection: Granted<ConnectionRow, 'full_access'>,
  { kind = connection.kind, capabilities, redirect_uris, details }: ConnectionRequest,
): Promise<Made> {
  requireOwnersWords(administration, capabilities, details)
  const { page_managers, ...told } = details
  const isOnlyHere =
    Object.keys(told).length === 0 && !capabilities && !redirect_uris && kind === connection.kind
  if (!isOnlyHere) requireHome(context, connection)
  if (kind === 'internal') {
    if (connection.kind === 'public') throw invalid('A public connection cannot become an internal one.')
    refuseOfInternal(redirect_uris)
  }
  requireSameDistribution(connection, details)
  const made = kind === connection.kind ? null : await makePublic(context, connection)
  const { id, capabilities: known } = connection
  await changeConnection(context, made?.connection ?? connection, {
    details,
    ...(capabilities && { capabilities: mergeCapabilities(JSON.parse(known), capabilities) }),
    ...(redirect_uris && { redirectUris: redirect_uris }),
  })
  return {
    connection: await read(context, id),
    token: null,
    clientSecret: made?.clientSecret ?? null,
  }
}

async function makePublic(context: Context, connection: ConnectionRow) {
  const { columns, clientSecret } = await addClient(context, connection.id)
  const change = { ...columns, kind: 'public' as const }
  await updateConnection(context.db, context.workspace.id, connection.id, {
    ...change,
    updated_time: context.now,
  })
  context.record({
    type: 'connection.updated',
    entity: { type: 'connection', id: connection.id },
    data: { updated_fields: ['kind'] },
    before: { kind: connection.kind },
    after: { kind: change.kind },
  })
  return { connection: { ...connection, ...change }, clientSecret }
}

/** Who may install a public connection is agreed on when it becomes one: people let it in knowing that. */
function requireSameDistribution(
  { kind, distribution: known }: ConnectionRow,
  { distribution = known }: Partial<ConnectionDetails>,
): void {
  if (kind === 'internal' || distribution === known) return
  throw invalid(
    `body failed validation: body.distribution should be \`"${known}"\` (it stays as it was when the connection was made public), instead was \`"${distribution}"\`.`,
  )
}

/** Restricted members may add connections and not make them; membership admins manage people and not programs. */
function requireMaker({ workspace, actor }: Context, { isOwner }: Administration<'members'>): void {
  if (isOwner) return
  if (workspace.settings.policy.connections.create === 'owners') {
    throw new Problem('forbidden', 'Only owners of this workspace may create connections.')
  }
  if (actor.role === 'restricted_member') {
    throw new Problem('forbidden', 'Restricted members may not create connections.')
  }
  if (actor.role === 'membership_admin') {
    throw new Problem('forbidden', 'Membership admins may not create connections.')
  }
}

/** Whoever makes a connection holds its token, so only owners may let one do what only they may do. */
function requireOwnersWords(
  { isOwner }: Administration<'members'>,
  capabilities: Pick<Partial<Capabilities>, 'administer'> | CapabilitiesGiven | undefined,
  { page_managers }: Partial<ConnectionDetails>,
): void {
  if (isOwner) return
  if (capabilities?.administer) {
    throw new Problem('forbidden', 'Only an owner of the workspace may let a connection administer it.')
  }
  if (page_managers === 'owners') {
    throw new Problem('forbidden', 'Only an owner of the workspace may keep a connection for owners.')
  }
}

function refuseOfInternal(redirectUris: readonly string[] | undefined): void {
  if (redirectUris === undefined) return
  throw invalid(
    'body failed validation: body.redirect_uris should be not present (only public connections have them), instead was present.',
  )
}

const read = async ({ db, workspace }: Context, id: string): Promise<ConnectionRow> =>
  (await connectionById(db, workspace.id, id))!
