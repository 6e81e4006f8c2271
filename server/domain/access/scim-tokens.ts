import { insertScimToken } from '#server/store/scim-tokens.ts'
import type { Context } from '../context.ts'
import { hashOfToken } from './authenticate.ts'
import { newToken } from './tokens.ts'

/** Makes a token under which an identity provider may provision this workspace. It is shown now and never again. */
export async function addScimToken(
  context: Context,
  { name, token = newToken('scim') }: { name: string; token?: string | undefined },
): Promise<string> {
  const id = context.newId()
  await insertScimToken(context.db, {
    hash: hashOfToken(token),
    workspace_id: context.workspace.id,
    id,
    name,
    hint: token.slice(-4),
    created_time: context.now,
    revoked_time: null,
  })
  context.record({ type: 'scim_token.created', entity: { type: 'scim_token', id }, after: { name } })
  return token
}
