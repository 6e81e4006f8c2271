/** The server against which the programs of the documentation run. */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Page } from './run-snippet.ts'

const root = join(import.meta.dirname, '../..')

export interface Sandbox {
  url: string
  workspace: { id: string }
  users: Record<string, { id: string; token: string }>
  connections: Record<string, { id: string }>
  groups: Record<string, { id: string }>
}

/** A page has a folder of its own within the package, so that its programs find `octavo/client` and `bin/octavo`. */
export async function openPage(sandbox: Sandbox, slug: string): Promise<Page> {
  const scimToken = await makeScimToken(sandbox, slug)
  const folder = join(root, 'dist/snippets', slug || 'overview')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(folder, 'bin'))
  symlinkSync(join(root, 'bin/octavo'), join(folder, 'bin/octavo'))
  // What curl is told here goes for each call: a status from 400 on is a failure.
  writeFileSync(join(folder, '.curlrc'), 'fail-with-body\nsilent\nshow-error\n')
  return {
    folder,
    env: {
      CURL_HOME: folder,
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      OCTAVO_URL: sandbox.url,
      OCTAVO_TOKEN: tokens[slug] ?? 'octi_sandbox_bot',
      OWNER_TOKEN: 'octp_sandbox_ada',
      WORKSPACE_ID: sandbox.workspace.id,
      CONNECTION_ID: sandbox.connections['Sandbox bot']!.id,
      PAGE_ID: '0c7a0000-0000-4000-8000-000000000001',
      DATA_SOURCE_ID: '0c7a0000-0000-4000-8000-000000000006',
      CLIENT_ID: '0c7a0000-0000-4000-8000-0000000000a0',
      CLIENT_SECRET: 'octc_sandbox_app',
      GROUP_ID: sandbox.groups.Engineering!.id,
      SCIM_TOKEN: scimToken,
      TARGET_URL: sandbox.url,
      OCTAVO_TARGET_TOKEN: scimToken,
      NOTION_URL: sandbox.url,
      NOTION_TOKEN: 'octi_sandbox_bot',
    },
  }
}

/** Whose token a page says that it takes, where it is not that of any connection. */
const tokens: Record<string, string> = {
  'page-access': 'octp_sandbox_ada',
  'app-manifest': 'octp_sandbox_ada',
}

export async function startSandbox(t: TestContext): Promise<Sandbox> {
  const child = spawn(join(root, 'bin/octavo'), ['sandbox', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let line = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    line += chunk
    if (line.includes('\n')) break
  }
  return JSON.parse(line) as Sandbox
}

/** Pages run side by side: each is a directory of its own, or the log would tell one what another asked. */
async function makeScimToken({ url, workspace }: Sandbox, slug: string): Promise<string> {
  const response = await fetch(`${url}/admin/v1/spaces/${workspace.id}/scim_tokens`, {
    method: 'POST',
    headers: { authorization: 'Bearer octp_sandbox_ada', 'content-type': 'application/json' },
    body: JSON.stringify({ name: directories[slug] ?? (slug || 'overview') }),
  })
  return ((await response.json()) as { token: string }).token
}

/** What a page calls the directory whose token it takes. */
const directories: Record<string, string> = { scim: 'okta' }
