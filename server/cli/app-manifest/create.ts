import { createInternalConnection, createPublicConnection } from '#server/domain/connections/create.ts'
import type { Context } from '#server/domain/context.ts'
import { commandLine } from '#server/domain/events/record.ts'
import { type Base, inWorkspace } from '#server/http/contexts.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import type { AppManifest } from './read.ts'

/** A connection as a command prints it: the keys are those of `octavo sandbox --json`. */
export interface CreatedConnection {
  id: string
  kind: 'internal' | 'public'
  name: string
  bot_id?: string
  token?: string
  client_id?: string
  client_secret?: string
}

/** Makes a connection for the operator. Nobody has added it to the workspace by that. */
export async function createFromManifest(
  base: Base,
  workspace: string | null,
  { name, kind, capabilities, redirect_uris = [], ...details }: AppManifest,
): Promise<CreatedConnection> {
  const workspaceId = await chosenWorkspace(base, workspace)
  const make = async (context: Context): Promise<CreatedConnection> => {
    const fields = { name, capabilities, details }
    if (kind === 'internal') {
      const { id, botId, token } = await createInternalConnection(context, fields)
      return { id, kind, name, bot_id: botId, token }
    }
    const made = await createPublicConnection(context, { ...fields, redirectUris: redirect_uris })
    return { id: made.id, kind, name, client_id: made.clientId, client_secret: made.clientSecret }
  }
  return inWorkspace(base, workspaceId, make, commandLine)
}
