import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

export interface Settings {
  /** Where Octavo is. */
  octavo: string
  clientId: string
  clientSecret: string
  port: number
}

interface Tokens {
  access_token: string
  refresh_token: string
  bot_id: string
  workspace_name: string
}

/** What is remembered between the button and the way back, by `state`. */
interface Begun {
  verifier: string
  browser: string
}

/** The partner's site; resolves with its address once it answers. */
export function startPartner(settings: Settings) {
  const begun = new Map<string, Begun>()
  // A real partner keeps them in its database, beside its own customer. The bot stays the same when somebody connects again.
  const connected = new Map<string, Tokens>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const pages: Record<string, () => Promise<void> | void> = {
      '/': () => showConnected(settings, connected, response),
      '/connect': () => connect(settings, begun, request, response, url),
      '/callback': () => callback(settings, begun, connected, request, response, url),
    }
    const page = pages[url.pathname] ?? (() => send(response, 404, '<p>There is nothing here.</p>'))
    new Promise<void>((done) => done(page())).catch((error: Error) =>
      send(response, 502, `<p role="alert">${escapeHtml(error.message)}</p>`),
    )
  })
  return new Promise<{ url: string; close(): void }>((resolve) => {
    server.listen(settings.port, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() })
    })
  })
}

/** The button: to Octavo's consent screen. */
function connect(
  { octavo, clientId }: Settings,
  begun: Map<string, Begun>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const state = randomBytes(16).toString('base64url')
  const verifier = randomBytes(32).toString('base64url')
  const browser = browserOf(request) ?? randomBytes(16).toString('base64url')
  begun.set(state, { verifier, browser })
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${url.origin}/callback`,
    response_type: 'code',
    owner: 'user',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  response.setHeader('set-cookie', `partner=${browser}; Path=/; HttpOnly; SameSite=Lax`)
  response.writeHead(302, { location: `${octavo}/v1/oauth/authorize?${asked}` }).end()
}

/** The way back: with a code, or with the reason why there is none. */
async function callback(
  settings: Settings,
  begun: Map<string, Begun>,
  connected: Map<string, Tokens>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const state = url.searchParams.get('state') ?? ''
  const known = begun.get(state)
  begun.delete(state)
  if (known === undefined || known.browser !== browserOf(request)) {
    return send(response, 400, '<p role="alert">This did not begin here. Press the button again.</p>')
  }
  if (url.searchParams.get('iss') !== settings.octavo) {
    return send(response, 400, '<p role="alert">Another server answered than the one that was asked.</p>')
  }
  const error = url.searchParams.get('error')
  if (error !== null)
    return send(
      response,
      200,
      `<p>You are not connected: ${escapeHtml(error)}.</p><p><a href="/">Back</a></p>`,
    )
  const tokens = await askForTokens(settings, {
    grant_type: 'authorization_code',
    code: url.searchParams.get('code') ?? '',
    redirect_uri: `${url.origin}/callback`,
    code_verifier: known.verifier,
  })
  connected.set(tokens.bot_id, tokens)
  response.writeHead(303, { location: '/' }).end()
}

async function askForTokens(settings: Settings, form: Record<string, string>): Promise<Tokens> {
  const { octavo, clientId, clientSecret } = settings
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':')
  const answer = await fetch(`${octavo}/v1/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams(form),
  })
  const body = (await answer.json()) as Tokens & { error?: string; error_description?: string }
  if (!answer.ok) throw new Error(`${body.error}: ${body.error_description}`)
  return body
}

async function showConnected(
  settings: Settings,
  connected: Map<string, Tokens>,
  response: ServerResponse,
): Promise<void> {
  const parts = await Promise.all(
    [...connected.keys()].map(async (botId) => {
      const titles = await titlesFor(settings, connected, botId)
      const items = titles.map((title) => `<li>${escapeHtml(title)}</li>`).join('')
      const name = escapeHtml(connected.get(botId)?.workspace_name ?? '')
      return `<h2>Connected to ${name}</h2><ul>${items || '<li>No pages yet</li>'}</ul>`
    }),
  )
  send(response, 200, `${parts.join('')}<p><a class="button" href="/connect">Connect to Octavo</a></p>`)
}

/** What a bot reaches. A token that has ended is exchanged for the next one, once. */
async function titlesFor(
  settings: Settings,
  connected: Map<string, Tokens>,
  botId: string,
): Promise<string[]> {
  const tokens = connected.get(botId)!
  const first = await search(settings, tokens.access_token)
  if (first.status !== 401) return titlesIn(first)
  const next = await askForTokens(settings, {
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
  })
  connected.set(botId, next)
  return titlesIn(await search(settings, next.access_token))
}

const search = ({ octavo }: Settings, token: string): Promise<Response> =>
  fetch(`${octavo}/v1/search`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'notion-version': '2026-03-11',
    },
    body: JSON.stringify({ filter: { property: 'object', value: 'page' } }),
  })

interface Page {
  properties: Record<string, { type: string; title?: { plain_text: string }[] }>
}

async function titlesIn(answer: Response): Promise<string[]> {
  if (!answer.ok) throw new Error(`Octavo answered ${answer.status}.`)
  const { results } = (await answer.json()) as { results: Page[] }
  return results.map(({ properties }) => {
    const title = Object.values(properties).find(({ type }) => type === 'title')?.title ?? []
    return title.map(({ plain_text }) => plain_text).join('') || 'Untitled'
  })
}

const browserOf = ({ headers }: IncomingMessage): string | undefined =>
  /(?:^|; )partner=([\w-]+)/.exec(headers.cookie ?? '')?.[1]

function send(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`<!doctype html><html lang="en"><title>Partner</title><h1>Partner</h1>${content}</html>`)
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { OCTAVO = 'http://127.0.0.1:3000', CLIENT_ID, CLIENT_SECRET, PORT = '9999' } = process.env
  if (!CLIENT_ID || !CLIENT_SECRET) throw new Error('Set CLIENT_ID and CLIENT_SECRET.')
  const settings = { octavo: OCTAVO, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, port: Number(PORT) }
  console.log(`The partner's site is at ${(await startPartner(settings)).url}`)
}
