import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieForm } from '#server/domain/sign-in/session-cookie.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Base } from './contexts.ts'
import { printCookie, readCookie } from './cookies.ts'
import { type Html, html } from './html.ts'
import { type FileInfo, readFileForm } from './multipart.ts'

/** What is read of a form at all, in bytes. */
export const MOST_FORM_BYTES = 16_384

/** The fields of a form that a browser sent; a field that is absent is empty. */
export interface Form {
  (field: string): string
  /** Of a field that may come several times. */
  all(field: string): string[]
  /** Of every field, the last value. */
  values(): Record<string, string>
}

/**
 * Reads a form and makes sure that a page of this server sent it: the request names no foreign origin, and
 * the form holds the token that goes with the cookie of the browser it was shown to.
 */
export function readForm(server: Base, request: FastifyRequest): Form {
  refuseForeignOrigin(server, request)
  return formOf(server, request, parse(request))
}

function formOf(server: Base, request: FastifyRequest, fields: URLSearchParams): Form {
  const form: Form = Object.assign((field: string) => fields.get(field) ?? '', {
    all: (field: string) => fields.getAll(field),
    values: () => Object.fromEntries(fields),
  })
  const value = readCookie(request, cookieOf(server))
  if (value === null || !isEqual(form(TOKEN_FIELD), sign(server, value))) throw staleForm(server)
  return form
}

/** A file that came with a form, whole. */
export interface FormFile extends FileInfo {
  bytes: Buffer
}

/** The same of a form that carries a file, in its field `file`. */
export async function readFormWithFile(
  server: Base,
  request: FastifyRequest,
): Promise<{ form: Form; file: FormFile }> {
  refuseForeignOrigin(server, request)
  const stream = Readable.from([request.body as Buffer])
  const { fields, file } = await readFileForm(
    { headers: request.headers, stream },
    [TOKEN_FIELD],
    async (bytes, info) => ({ ...info, bytes: await buffer(bytes) }),
    async () => {},
  )
  return { form: formOf(server, request, new URLSearchParams([...fields])), file }
}

/** The same for a request that a script of ours sends: the token comes in the header `X-CSRF-Token`. */
export function requireFormToken(server: Base, request: FastifyRequest): void {
  refuseForeignOrigin(server, request)
  const value = readCookie(request, cookieOf(server))
  const given = request.headers['x-csrf-token']
  if (value === null || typeof given !== 'string' || !isEqual(given, sign(server, value))) {
    throw new Problem('forbidden', 'The header X-CSRF-Token should hold what GET /app/session tells.')
  }
}

/** The hidden field that each form holds; the browser gets the cookie that it goes with. */
export const formToken = (server: Base, request: FastifyRequest, reply: FastifyReply): Html =>
  html`<input type="hidden" name="${TOKEN_FIELD}" value="${csrfToken(server, request, reply)}">`

/** What shows that a page of ours sent a request; the browser gets the cookie that it goes with. */
export function csrfToken(server: Base, request: FastifyRequest, reply: FastifyReply): string {
  const known = readCookie(request, cookieOf(server))
  const value = known !== null && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url')
  if (value !== known) reply.header('set-cookie', printCookie(cookieOf(server), value))
  return sign(server, value)
}

const TOKEN_FIELD = 'form_token'

const cookieOf = (server: Base) => cookieForm('octavo_form', server.baseUrl())

const sign = ({ secrets }: Base, value: string): string =>
  createHmac('sha256', secrets.keyFor('forms')).update(value).digest('base64url')

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function parse(request: FastifyRequest): URLSearchParams {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw invalid('A form is sent as application/x-www-form-urlencoded.')
  }
  return new URLSearchParams((request.body as Buffer | null | undefined)?.toString('utf8') ?? '')
}

/**
 * A browser says where a form comes from in `Sec-Fetch-Site` and `Origin`. It sends `Origin: null` from pages
 * that tell no referrer (Fetch, "append a request Origin header"); then the token alone decides.
 */
function refuseForeignOrigin(server: Base, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== undefined && origin !== 'null' && !isOurs(server, request, origin)
  if (isForeignSite || isForeignOrigin) {
    throw new Problem(
      'forbidden',
      `This form was sent from another site. Open ${server.baseUrl()} and try again.`,
    )
  }
}

function isOurs(server: Base, request: FastifyRequest, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  return origin === new URL(server.baseUrl()).origin || new URL(origin).host === request.headers.host
}

const staleForm = (server: Base): Problem =>
  new Problem(
    'forbidden',
    `This form is out of date, or your browser keeps no cookies for this address. Open ${server.baseUrl()} and try again.`,
  )
