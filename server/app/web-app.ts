/** The web app as `web/build` made it: one shell for every address that it shows, and the files that the shell loads. */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Base } from '#server/http/contexts.ts'
import { redirect } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sendProblem } from './errors.ts'

/** What was built. Only names are kept: the files themselves are read when they are asked for. */
export interface WebApp {
  folder: string
  /** With `OCTAVO_NONCE` wherever the nonce of an answer goes. */
  shell: string
  assets: ReadonlySet<string>
}

const usualFolder = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** Null where none was built. */
export function openWebApp(folder = usualFolder): WebApp | null {
  if (!existsSync(join(folder, 'built-of'))) return null
  return {
    folder,
    shell: readFileSync(join(folder, 'index.html'), 'utf8'),
    assets: new Set(readdirSync(join(folder, 'assets'))),
  }
}

/** Addresses of the web app, the start page and those of pages and databases aside. */
const screens = ['/settings', '/settings/*', '/my-integrations', '/my-integrations/*', '/trash']

export function mountWebApp(app: FastifyInstance, server: Base, web: WebApp): void {
  const shell = (request: FastifyRequest, reply: FastifyReply) => showShell(server, web, request, reply)
  for (const url of screens) app.get(url, shell)
  app.get<{ Params: { name: string } }>('/:name', (request, reply) =>
    // Whatever a page is called now, its address ends with its id.
    /(?:^|-)[0-9a-f]{32}$/i.test(request.params.name) ? shell(request, reply) : reply.callNotFound(),
  )
  app.route<{ Params: { name: string } }>({
    method: ['GET', 'HEAD'],
    url: '/assets/:name',
    handler: (request, reply) => sendAsset(web, request.params.name, request, reply),
  })
}

/** The shell holds nothing of anybody; it is for who is signed in, and others are taken to where they do that. */
export async function showShell(
  server: Base,
  { shell }: WebApp,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if ((await sessionOf(server, request)) === null) {
    return redirect(reply, `/login?next=${encodeURIComponent(request.url)}`)
  }
  const nonce = randomBytes(16).toString('base64')
  return reply
    .headers({
      'cache-control': 'no-cache',
      'content-security-policy': policyWith(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(shell.replaceAll('OCTAVO_NONCE', nonce))
}

/**
 * Scripts are our own files. Styles are too, and what the libraries write into the page with the nonce. Pages hold
 * images, films and embedded sites from anywhere.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Menus of the editor are shown as text of HTML while they fade away.
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob: http: https:",
    "media-src 'self' blob: http: https:",
    'frame-src https:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** An asset's name holds the hash of its content: who has it never asks again. */
async function sendAsset(
  { folder, assets }: WebApp,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  if (!assets.has(name) || type === undefined) {
    return sendProblem(reply, 404, 'There is no file at this address. Load the page again.')
  }
  const coding = codings.find(
    ({ token, suffix }) => assets.has(name + suffix) && accepts(request.headers['accept-encoding'], token),
  )
  const file = await open(join(folder, 'assets', name + (coding?.suffix ?? '')))
  const { size } = await file.stat()
  reply.headers({
    'content-type': type,
    'content-length': size,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(coding && { 'content-encoding': coding.token }),
  })
  if (request.method === 'HEAD') {
    await file.close()
    return reply.send()
  }
  return reply.send(file.createReadStream())
}

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The best first. */
const codings = [
  { token: 'br', suffix: '.br' },
  { token: 'gzip', suffix: '.gz' },
] as const

/** Browsers name what they accept without weights; a coding with `q=0` is refused (RFC 9110 section 12.5.3). */
const accepts = (header: string | string[] | undefined, token: string): boolean =>
  String(header ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .some((one) => one === token || (one.startsWith(`${token};`) && !/;\s*q=0(\.0*)?$/.test(one)))
