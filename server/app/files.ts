import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileBehind, type StoredFile } from '#server/domain/files/read.ts'
import type { Base } from '#server/http/contexts.ts'
import { Problem } from '#shared/problem.ts'

/** Sends the file that a signed address leads to. */
export async function sendFile(
  { store, secrets, files, surroundings }: Base,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const context = { db: store.reader, secrets, files, now: surroundings.now() }
  const { id } = request.params
  const file = await fileBehind(context, id, request.query as Record<string, unknown>)
  if (file === null) {
    throw new Problem('absent', 'There is no file at this address. Addresses of files work for an hour.')
  }
  return sendStored(request, reply, file)
}

/**
 * Sends a file, whole or a range of it (RFC 9110, section 14). What people upload never acts as a part of this server: a
 * browser shows it as what it is and in a box of its own.
 */
export function sendStored(request: FastifyRequest, reply: FastifyReply, file: StoredFile): FastifyReply {
  reply.headers({
    'content-type': typeOf(file),
    'content-disposition': dispositionOf(file),
    'content-security-policy': policyOf(file),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: `"${file.id}"`,
  })
  const range = rangeOf(request.headers, file)
  if (range === 'none')
    return reply
      .code(416)
      .headers({ 'content-range': `bytes */${file.size}`, 'content-length': 0 })
      .send()
  const { start, end } = range ?? { start: 0, end: file.size }
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`)
  reply.header('content-length', end - start)
  return request.method === 'HEAD' ? reply.send() : reply.send(file.open(start, end))
}

/** Text is UTF-8 unless it says otherwise itself. */
const typeOf = ({ contentType }: StoredFile): string =>
  /^text\/(?!html)|\/json$/.test(contentType) ? `${contentType}; charset=utf-8` : contentType

/** What a browser can show it shows; the rest is saved. */
const dispositionOf = ({ contentType, filename }: StoredFile): string => {
  const isShown = /^(?:image|video|audio|text)\/|^application\/(?:pdf|json)$/.test(contentType)
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const name = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `${isShown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${name}`
}

/**
 * A document in a sandbox has an origin of its own, so its scripts reach nothing of this server's. Only HTML
 * gets to run any. Browsers do not show a PDF in a sandbox, and its scripts cannot reach the page.
 */
const policyOf = ({ contentType }: StoredFile): string => {
  if (contentType === 'text/html') return 'sandbox allow-scripts allow-forms allow-popups'
  const nothing = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
  return contentType === 'application/pdf'
    ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    : `${nothing}; sandbox`
}

/** The one range that is asked for; null for the whole file, which also answers what is not understood. */
function rangeOf(
  { range, 'if-range': ifRange }: FastifyRequest['headers'],
  { id, size }: StoredFile,
): { start: number; end: number } | 'none' | null {
  if (ifRange !== undefined && ifRange !== `"${id}"`) return null
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return null
  if (first === '') {
    const count = Math.min(Number(last), size)
    return count === 0 ? 'none' : { start: size - count, end: size }
  }
  const start = Number(first)
  const end = last === '' ? size : Math.min(Number(last) + 1, size)
  if (last !== '' && Number(last) < start) return null
  return start < size ? { start, end } : 'none'
}
