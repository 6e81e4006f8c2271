import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FileRef } from '#shared/files/stored-file.ts'
import type { Secrets } from '../access/secrets.ts'

/** How long an address of a file works, in milliseconds. */
const WORKS_FOR = 60 * 60 * 1000

export interface FileAddress {
  url: string
  /** ISO 8601. */
  expiry_time: string
}

interface Signer {
  secrets: Secrets
  workspace: { id: string }
  baseUrl: string
  now: number
}

/**
 * An address under which a file can be fetched for an hour, another one each time. Whoever is given it may
 * use it, so it is only given to those who may see what shows the file.
 */
export function signAddress(
  { secrets, workspace, baseUrl, now }: Signer,
  { id, name }: FileRef,
): FileAddress {
  const expires = now + WORKS_FOR
  const signed = {
    workspace: workspace.id,
    id,
    expires: String(expires),
    nonce: randomBytes(9).toString('base64url'),
  }
  const query = new URLSearchParams({
    workspace: signed.workspace,
    expires: signed.expires,
    nonce: signed.nonce,
    signature: signatureOf(secrets, signed),
  })
  return {
    url: `${baseUrl}/files/${id}/${encodeURIComponent(name)}?${query}`,
    expiry_time: new Date(expires).toISOString(),
  }
}

/** What an address that this server signed leads to. */
export interface SignedFile {
  workspaceId: string
  id: string
  /** Milliseconds since 1970. */
  expires: number
}

/** Reads the parts of an address; null when it was not signed here. Whether its time is over is not asked. */
export function readSigned(
  secrets: Secrets,
  id: string,
  query: Readonly<Record<string, unknown>>,
): SignedFile | null {
  const { workspace, expires, nonce, signature } = query
  const texts = [workspace, expires, nonce, signature]
  if (texts.some((text) => typeof text !== 'string')) return null
  const signed = { id, workspace, expires, nonce } as Signed
  if (!isSame(signature as string, signatureOf(secrets, signed))) return null
  return { workspaceId: signed.workspace, id, expires: Number(signed.expires) }
}

/** The file of this workspace that a whole address leads to; null when it leads to none. */
export function fileAtAddress(
  { secrets, workspace, baseUrl }: Omit<Signer, 'now'>,
  address: string,
): (FileRef & { expires: number }) | null {
  if (!address.startsWith(`${baseUrl}/files/`)) return null
  const url = URL.parse(address)
  const [, , id, name] = /^(.*)\/files\/([^/]+)\/([^/]+)$/.exec(url?.pathname ?? '') ?? []
  if (url === null || id === undefined || name === undefined) return null
  const file = readSigned(secrets, id, Object.fromEntries(url.searchParams))
  if (file === null || file.workspaceId !== workspace.id) return null
  return { id, name: decodeURIComponent(name), expires: file.expires }
}

interface Signed {
  id: string
  workspace: string
  expires: string
  nonce: string
}

const signatureOf = (secrets: Secrets, { id, workspace, expires, nonce }: Signed): string =>
  createHmac('sha256', secrets.keyFor('file addresses'))
    .update(JSON.stringify([workspace, id, expires, nonce]))
    .digest('base64url')

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
