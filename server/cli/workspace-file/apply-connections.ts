import { hashOfToken } from '#server/domain/access/authenticate.ts'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { addToken } from '#server/domain/access/tokens.ts'
import { changeConnection } from '#server/domain/connections/change.ts'
import { createInternalConnection, createPublicConnection } from '#server/domain/connections/create.ts'
import type { Context } from '#server/domain/context.ts'
import { Failure } from '#server/failures.ts'
import { connectionsByName } from '#server/store/connections.ts'
import { scimTokenByHash, scimTokensByName } from '#server/store/scim-tokens.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { tokensOf } from '#server/store/tokens.ts'
import { holdsToken } from './apply-people.ts'
import type { Named } from './applying.ts'
import type { AppliedWorkspace } from './report.ts'
import type {
  ConnectionInFile,
  InternalConnectionInFile,
  PublicConnectionInFile,
  ScimTokenInFile,
} from './types.ts'

type AppliedConnection = AppliedWorkspace['connections'][number]

export async function applyConnections(
  context: Context,
  connections: readonly ConnectionInFile[],
  named: Named,
): Promise<AppliedWorkspace['connections']> {
  const applied: AppliedConnection[] = []
  for (const connection of connections) {
    const row = await findConnection(context, connection)
    if (connection.kind === 'public') applied.push(await applyPublic(context, connection, row))
    else {
      const internal = await applyInternal(context, connection, row)
      named.bots.set(connection.name, internal.botId)
      applied.push(internal)
    }
  }
  return applied
}

async function findConnection(
  { db, workspace }: Context,
  { name, kind }: ConnectionInFile,
): Promise<ConnectionRow | undefined> {
  const [row, ...more] = await connectionsByName(db, workspace.id, name)
  if (more.length > 0) throw new Failure(`There are ${more.length + 1} connections called "${name}".`)
  if (row !== undefined && row.kind !== kind) {
    throw new Failure(`The connection "${name}" is there already and is ${row.kind}, not ${kind}.`)
  }
  return row
}

async function applyInternal(
  context: Context,
  connection: InternalConnectionInFile,
  row: ConnectionRow | undefined,
) {
  const { name, capabilities, firstParty, token, stated } = connection
  if (row === undefined) {
    await refuseTakenToken(context, connection)
    const made = await createInternalConnection(context, { name, capabilities, firstParty, token })
    return { kind: 'internal' as const, name, ...made }
  }
  await changeConnection(context, row, {
    ...(stated.has('capabilities') && { capabilities }),
    ...(stated.has('first_party') && { firstParty }),
  })
  const botId = row.bot_id!
  return { kind: 'internal' as const, name, id: row.id, botId, token: await ensureToken(context, row, token) }
}

async function refuseTakenToken(context: Context, { name, token }: InternalConnectionInFile): Promise<void> {
  if (token !== undefined) await holdsToken(context, '', token, `the connection "${name}"`)
}

/** The token of a connection can be shown again. */
async function ensureToken(
  context: Context,
  { id, name, bot_id }: ConnectionRow,
  given: string | undefined,
): Promise<string | undefined> {
  if (given === undefined) {
    const newest = (await tokensOf(context.db, context.workspace.id, bot_id!)).at(-1)
    return newest?.sealed ? context.secrets.open(newest.sealed) : undefined
  }
  if (!(await holdsToken(context, bot_id!, given, `the connection "${name}"`))) {
    await addToken(context, { kind: 'connection', userId: bot_id!, connectionId: id, name: null }, given)
    context.record({
      type: 'connection.secret_rotated',
      entity: { type: 'connection', id },
      // Those that it had go on working.
      data: { grace_seconds: null },
    })
  }
  return given
}

async function applyPublic(
  context: Context,
  connection: PublicConnectionInFile,
  row: ConnectionRow | undefined,
): Promise<AppliedConnection> {
  const { name, capabilities, firstParty, clientId, clientSecret, redirectUris, stated } = connection
  if (row === undefined) {
    const made = await createPublicConnection(context, {
      name,
      capabilities,
      firstParty,
      clientId,
      clientSecret,
      redirectUris,
    })
    return { kind: 'public', name, ...made }
  }
  await changeConnection(context, row, {
    ...(stated.has('capabilities') && { capabilities }),
    ...(stated.has('first_party') && { firstParty }),
    ...(stated.has('redirect_uris') && { redirectUris }),
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
  })
  return {
    kind: 'public',
    name,
    id: row.id,
    clientId: clientId ?? row.client_id!,
    clientSecret:
      clientSecret ?? (row.client_secret_sealed ? context.secrets.open(row.client_secret_sealed) : undefined),
  }
}

export async function applyScimTokens(
  context: Context,
  tokens: readonly ScimTokenInFile[],
): Promise<AppliedWorkspace['scimTokens']> {
  const applied = []
  for (const { name, token } of tokens)
    applied.push({ name, token: await applyScimToken(context, name, token) })
  return applied
}

async function applyScimToken(
  context: Context,
  name: string,
  token: string | undefined,
): Promise<string | undefined> {
  const { db, workspace } = context
  if (token === undefined) {
    const known = await scimTokensByName(db, workspace.id, name)
    return known.length > 0 ? undefined : addScimToken(context, { name })
  }
  const row = await scimTokenByHash(db, hashOfToken(token))
  if (row === undefined) return addScimToken(context, { name, token })
  if (row.workspace_id !== workspace.id)
    throw new Failure(`The SCIM token "${name}" is that of another workspace.`)
  if (row.revoked_time !== null) throw new Failure(`The SCIM token "${name}" was revoked. Give another one.`)
  return token
}
