import { administrationOf } from '#server/domain/access/administration.ts'
import { createScimToken, endScimToken, listScimTokens } from '#server/domain/access/scim-tokens.ts'
import type { Context } from '#server/domain/context.ts'
import { commandLine } from '#server/domain/events/record.ts'
import { Failure } from '#server/failures.ts'
import { type Base, inWorkspace } from '#server/http/contexts.ts'
import { presentScimToken } from '#server/http/present-scim-token.ts'
import { instantOf } from '#shared/dates.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'

/** What `octavo scim-token` asks. */
export type ScimTokenAct =
  | { word: 'create'; name: string; expires: string | null }
  | { word: 'list' }
  | { word: 'revoke'; id: string }

const EVERY = Number.MAX_SAFE_INTEGER

/** Does it for the operator, and tells of tokens as the administration API does. */
export async function actOnScimTokens(
  base: Base,
  workspace: string | null,
  act: ScimTokenAct,
): Promise<object[]> {
  const workspaceId = await chosenWorkspace(base, workspace)
  const perform = async (context: Context): Promise<object[]> => {
    const administration = administrationOf(context, workspaceId, 'owners')
    switch (act.word) {
      case 'create': {
        const expiresTime = act.expires === null ? null : instantOf(act.expires)
        const made = await createScimToken(context, administration, { name: act.name, expiresTime })
        return [{ ...presentScimToken(made), token: made.token }]
      }
      case 'list':
        return (await listScimTokens(context, administration, null, EVERY)).map(presentScimToken)
      case 'revoke':
        if (!isUuid(act.id)) throw new Failure(`"${act.id}" is no id of a token.`)
        return [presentScimToken(await endScimToken(context, administration, act.id))]
    }
  }
  return inWorkspace(base, workspaceId, perform, commandLine)
}
