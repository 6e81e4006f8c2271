import { createHmac, timingSafeEqual } from 'node:crypto'
import { shownUpload } from '#server/store/file-uploads.ts'
import type { Context } from '../context.ts'
import { type StoredFile, storedFile } from '../files/read.ts'

/** Where a picture that somebody uploaded is found: for as long as it is theirs, by whoever is shown the person. */
export const addressOfAvatar = (
  { baseUrl, workspace, secrets }: Pick<Context, 'baseUrl' | 'workspace' | 'secrets'>,
  uploadId: string,
): string => {
  const query = new URLSearchParams({
    workspace: workspace.id,
    signature: signatureOf(secrets, workspace.id, uploadId),
  })
  return `${baseUrl}/avatars/${uploadId}?${query}`
}

/** The upload behind such an address; null of a picture that lies elsewhere. */
export const uploadOfAvatar = (address: string | null): string | null =>
  /\/avatars\/([0-9a-f-]{36})\?workspace=/.exec(address ?? '')?.[1] ?? null

/** The picture that an address leads to; null when it was not made here, or nobody shows the picture any more. */
export async function avatarBehind(
  { db, secrets, files }: Pick<Context, 'db' | 'secrets' | 'files'>,
  uploadId: string,
  { workspace, signature }: Readonly<Record<string, unknown>>,
): Promise<StoredFile | null> {
  if (typeof workspace !== 'string' || typeof signature !== 'string') return null
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(secrets, workspace, uploadId))]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const [upload] = await shownUpload(db, workspace, uploadId)
  return upload === undefined ? null : storedFile({ db, files }, upload)
}

const signatureOf = (secrets: Context['secrets'], workspaceId: string, uploadId: string): string =>
  createHmac('sha256', secrets.keyFor('avatars'))
    .update(JSON.stringify([workspaceId, uploadId]))
    .digest('base64url')
