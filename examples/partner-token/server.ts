import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export interface Settings {
  /** Where Octavo is. */
  octavo: string
  port: number
}

interface Connected {
  token: string
  name: string
  workspace: string
}

/** The partner's site; resolves with its address once it answers. */
export function startPartner(settings: Settings) {
  // A real partner keeps it in its database, encrypted, beside its own customer.
  const state: { connected: Connected | null } = { connected: null }
  const server = createServer((request, response) => {
    const pages: Record<string, () => Promise<void>> = {
      'GET /': () => showSetUp(settings, state.connected, response),
      'POST /': async () => {
        state.connected = await check(settings, await tokenIn(request))
        response.writeHead(303, { location: '/' }).end()
      },
    }
    const page = pages[`${request.method} ${request.url}`]
    if (page === undefined) return send(response, 404, '<p>There is nothing here.</p>')
    page().catch((error: Error) =>
      send(response, 200, `<p role="alert">${escapeHtml(error.message)}</p>${form}`),
    )
  })
  return new Promise<{ url: string; close(): void }>((resolve) => {
    server.listen(settings.port, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() })
    })
  })
}

const form = `<form method="post"><label>Internal integration token
  <input name="token" type="password" autocomplete="off" required size="50"></label> <button>Connect</button></form>`

const tokenIn = async (request: IncomingMessage): Promise<string> =>
  new URLSearchParams(await text(request)).get('token')?.trim() ?? ''

/** Whose token it is, or why it is none. */
async function check(settings: Settings, token: string): Promise<Connected> {
  const me = await call<{ type: string; name: string; bot?: { workspace_name: string } }>(
    settings,
    token,
    'GET',
    '/v1/users/me',
  )
  if (me.type !== 'bot') throw new Error('This is the token of a person. Make an internal connection for us.')
  return { token, name: me.name, workspace: me.bot?.workspace_name ?? '' }
}

async function showSetUp(
  settings: Settings,
  connected: Connected | null,
  response: ServerResponse,
): Promise<void> {
  if (connected === null) return send(response, 200, form)
  const { results } = await call<{ results: Found[] }>(settings, connected.token, 'POST', '/v1/search')
  const items = results.map((found) => `<li>${escapeHtml(titleOf(found))}</li>`).join('')
  const who = `${escapeHtml(connected.name)} of ${escapeHtml(connected.workspace)}`
  send(response, 200, `<h2>Connected as ${who}</h2><ul>${items || '<li>No pages yet</li>'}</ul>${form}`)
}

interface Found {
  object: string
  title?: { plain_text: string }[]
  properties: Record<string, { type: string; title?: { plain_text: string }[] }>
}

/** A page has its title among its properties, anything else beside them. */
function titleOf({ object, title, properties }: Found): string {
  const words =
    object === 'page' ? Object.values(properties).find(({ type }) => type === 'title')?.title : title
  return (words ?? []).map(({ plain_text }) => plain_text).join('') || 'Untitled'
}

async function call<Answer>(
  { octavo }: Settings,
  token: string,
  method: 'GET' | 'POST',
  path: string,
): Promise<Answer> {
  // What is no token could not even be sent.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Error('This is not a token.')
  const answer = await fetch(`${octavo}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': '2026-03-11',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
    ...(method === 'POST' && { body: '{}' }),
  })
  const body = (await answer.json()) as Answer & { message?: string }
  if (!answer.ok) throw new Error(`Octavo said: ${body.message}`)
  return body
}

function send(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`<!doctype html><html lang="en"><title>Partner</title><h1>Partner</h1>${content}</html>`)
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { OCTAVO = 'http://127.0.0.1:3000', PORT = '9998' } = process.env
  console.log(`The partner's site is at ${(await startPartner({ octavo: OCTAVO, port: Number(PORT) })).url}`)
}
