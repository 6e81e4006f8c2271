import type { IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { type Outgoing, UnreachableAddress } from '#server/adapters/outgoing-http.ts'
import { claimSamlRefresh, dueSamlRefresh, updateSamlSettings } from '#server/store/saml.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Installation } from '../accounts/account.ts'
import type { Context } from '../context.ts'
import { type IdpMetadata, LONGEST_METADATA, readMetadata } from './metadata.ts'
import { providerColumns, readSaml, type SamlSettings, toSaml } from './settings.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How long one process may fetch before another does, and how soon a failed fetch is tried again. */
const CLAIMED_FOR = 10 * MINUTE
const LONGEST_FETCH = 30_000
const AGAIN_AFTER = 60 * MINUTE

/** Has the metadata fetched anew at once. */
export async function refreshSaml(
  context: Context,
  _administration: Administration<'owners'>,
): Promise<SamlSettings> {
  const { db, workspace, now } = context
  const settings = await readSaml(db, workspace.id)
  if (settings?.metadataUrl == null) {
    throw new Problem('conflict', 'There is no metadata_url to fetch metadata from.')
  }
  await updateSamlSettings(db, workspace.id, { refresh_due_time: now })
  return { ...settings, refreshDueTime: now }
}

/** The settings whose metadata this process is to fetch; null when none is due. */
export async function claimDueRefresh({
  store,
  surroundings,
}: Pick<Installation, 'store' | 'surroundings'>): Promise<SamlSettings | null> {
  const now = surroundings.now()
  for (;;) {
    const due = await dueSamlRefresh(store.reader, now)
    if (due === undefined) return null
    if (await store.transaction((db) => claimSamlRefresh(db, due, now + CLAIMED_FOR))) return toSaml(due)
  }
}

export type FetchedMetadata = { metadata: IdpMetadata } | { error: string }

/** Fetches metadata; what is wrong is told, not thrown. */
export async function fetchMetadata(
  outgoing: Outgoing,
  url: string,
  stopping: AbortSignal,
): Promise<FetchedMetadata> {
  try {
    const response = await outgoing.get(url, AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_FETCH)]))
    try {
      return { metadata: readMetadata(await textOf(response)) }
    } finally {
      response.destroy()
    }
  } catch (error) {
    if (stopping.aborted) throw error
    const isTold = error instanceof UnreachableAddress || error instanceof Problem
    return { error: isTold ? error.message : 'The address did not answer to the end.' }
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const { statusCode = 0 } = response
  if (statusCode !== 200) {
    throw new UnreachableAddress(
      `The address answered with the status ${statusCode}. Redirects are not followed.`,
    )
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > LONGEST_METADATA) throw new UnreachableAddress(`It is longer than ${LONGEST_METADATA} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Writes down what was fetched, unless the address is another one by now. What cannot be used changes nothing. */
export async function keepMetadata(
  context: Context,
  { metadataUrl }: SamlSettings,
  fetched: FetchedMetadata,
): Promise<void> {
  const { db, workspace, now } = context
  const known = await readSaml(db, workspace.id)
  if (known === null || known.metadataUrl !== metadataUrl) return
  const entity = { type: 'workspace', id: workspace.id }
  const error = 'error' in fetched ? fetched.error : strangeness(known, fetched.metadata)
  if (error !== null) {
    await updateSamlSettings(db, workspace.id, { refresh_due_time: now + AGAIN_AFTER, refresh_error: error })
    if (known.refreshError === error) return
    context.record({ type: 'saml.metadata_refresh_failed', entity, data: { reason: error } })
    return
  }
  const { metadata } = fetched as { metadata: IdpMetadata }
  await updateSamlSettings(db, workspace.id, {
    ...providerColumns(metadata),
    refreshed_time: now,
    refresh_due_time: now + DAY,
    refresh_error: null,
  })
  if (isDeepStrictEqual(known.provider, metadata)) return
  context.record({
    type: 'saml.metadata_updated',
    entity,
    before: {
      entity_id: known.provider?.entityId ?? null,
      certificates: known.provider?.certificates.length ?? 0,
    },
    after: { entity_id: metadata.entityId, certificates: metadata.certificates.length },
  })
}

/** An address that suddenly describes somebody else is not followed: whoever took it over would sign everybody in. */
const strangeness = ({ provider }: SamlSettings, { entityId }: IdpMetadata): string | null =>
  provider === null || provider.entityId === entityId
    ? null
    : `The address describes another identity provider now, ${JSON.stringify(entityId)}. If that is right, remove SAML and set it up anew.`
