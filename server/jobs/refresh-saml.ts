import { claimDueRefresh, fetchMetadata, keepMetadata } from '#server/domain/saml/refresh.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** Fetches the metadata of identity providers: at once where it was just asked for, else once a day. */
export const refreshSaml: Job = {
  name: 'refresh SAML metadata',
  every: 1000,
  async perform(base, stopping) {
    const due = await claimDueRefresh(base)
    if (due === null) return false
    const fetched = await fetchMetadata(base.outgoing, due.metadataUrl!, stopping)
    await inWorkspace(base, due.workspaceId, (context) => keepMetadata(context, due, fetched))
    return true
  },
}
