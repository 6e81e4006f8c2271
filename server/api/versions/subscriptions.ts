import type { ApiVersion, Change } from './change.ts'
import { inBody } from './rewrite.ts'

/** A subscription that asks for no version is told in that of the request that made it. */
export const subscriptionsKeepTheirVersion = (before: ApiVersion): Change => ({
  says: 'Webhooks of subscriptions that ask for no version have the shapes of this one.',
  requests: { 'POST /v1/webhooks': inBody((body) => ({ api_version: before, ...body })) },
})
