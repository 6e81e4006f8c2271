import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { callApi, runOctavo, startOctavo, temporaryFolder } from '#test/octavo-process.ts'

interface Line {
  url: string
  workspace: { id: string; name: string }
  users: Record<string, { id: string; token: string; password?: string }>
  groups: Record<string, { id: string }>
  connections: Record<
    string,
    { id: string; kind: string; bot_id?: string; token?: string; client_id?: string }
  >
  pages: Record<string, string>
  databases: Record<string, { id: string; data_source_id: string }>
  scim: { url: string; tokens: Record<string, string> }
  workspaces?: Record<string, Line>
}

async function startSandbox(t: Parameters<typeof startOctavo>[0], args: readonly string[] = []) {
  const sandbox = startOctavo(t, ['sandbox', '--json', ...args])
  const [line] = await sandbox.says(/^.*\n/)
  return { ...sandbox, line: JSON.parse(line) as Line }
}

const file = {
  workspace: { name: 'Acme', domains: ['acme.test'] },
  users: [
    { name: 'Ada', email: 'ada@acme.test', role: 'owner', password: 'correct horse battery' },
    { name: 'Grace', email: 'grace@acme.test', token: 'octp_0123456789abcdef' },
    { name: 'Visitor', email: 'v@other.test', role: 'guest' },
  ],
  groups: [{ name: 'Engineering', members: ['grace@acme.test'] }],
  connections: [
    { name: 'CI bot', token: 'secret_0123456789abcdef' },
    { name: 'Partner', kind: 'public', redirect_uris: ['http://127.0.0.1:9999/callback'] },
  ],
  pages: [
    {
      title: 'Home',
      id: '11111111-1111-4111-8111-111111111111',
      markdown: '# Welcome\nA paragraph with **bold** text.',
      access: [
        { connection: 'CI bot', level: 'full_access' },
        { group: 'Engineering', level: 'view' },
      ],
      pages: [{ title: 'Child' }],
      databases: [
        {
          title: 'Tasks',
          data_source_id: '33333333-3333-4333-8333-333333333333',
          properties: { Name: 'title', Points: 'number' },
          rows: [{ Name: 'First', Points: 1 }, { Name: 'Second' }],
        },
      ],
    },
  ],
  scim: { tokens: [{ name: 'okta', token: 'octs_0123456789abcdef' }] },
  workspaces: [{ workspace: { name: 'Beta' }, connections: [{ name: 'Beta bot' }] }],
}

describe('octavo sandbox', () => {
  test('answers once its one line is printed, and stops on SIGINT', async (t) => {
    const { line, kill, ended } = await startSandbox(t)
    const [connection] = Object.values(line.connections)
    assert.equal((await callApi(line.url, connection!.token!, 'GET', '/v1/users/me')).status, 200)
    kill('SIGINT')
    const { status, stdout } = await ended
    assert.equal(status, 0)
    assert.equal(stdout, `${JSON.stringify(line)}\n`)
  })

  test('goes on when nobody reads what it writes', async (t) => {
    const command = fileURLToPath(new URL('../../bin/octavo', import.meta.url))
    const child = spawn(command, ['sandbox', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
    t.after(() => void child.kill('SIGKILL'))
    const [line] = await once(child.stdout, 'data')
    child.stdout.destroy()
    child.stderr.destroy()
    const { url } = JSON.parse(String(line)) as Line
    for (let count = 0; count < 3; count++) assert.equal((await fetch(`${url}/healthz`)).status, 200)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })

  test('holds what its file says', async (t) => {
    const folder = await temporaryFolder(t)
    await writeFile(join(folder, 'octavo.json'), JSON.stringify(file))
    const { line } = await startSandbox(t, ['--file', join(folder, 'octavo.json')])
    const { users, connections, pages, databases, workspaces } = line
    const keys = [
      'url',
      'workspace',
      'users',
      'groups',
      'connections',
      'pages',
      'databases',
      'scim',
      'workspaces',
    ]
    assert.deepEqual(Object.keys(line), keys)
    assert.equal(line.workspace.name, 'Acme')
    assert.deepEqual(Object.keys(users), ['ada@acme.test', 'grace@acme.test', 'v@other.test'])
    assert.equal(users['ada@acme.test']?.password, 'correct horse battery')
    assert.equal(users['grace@acme.test']?.token, 'octp_0123456789abcdef')
    assert.deepEqual(Object.keys(pages), ['Home', 'Home/Child'])
    assert.equal(databases['Home/Tasks']?.data_source_id, '33333333-3333-4333-8333-333333333333')
    assert.deepEqual(line.scim, { url: `${line.url}/scim/v2`, tokens: { okta: 'octs_0123456789abcdef' } })

    const get = (token: string, path: string) => callApi(line.url, token, 'GET', path)
    const listed = await get('secret_0123456789abcdef', '/v1/users')
    const names = (listed.json.results as { name: string }[]).map(({ name }) => name)
    assert.deepEqual(names, ['Ada', 'Grace', 'CI bot'])
    for (const { id, token } of Object.values(users)) {
      assert.equal((await get(token, '/v1/users/me')).json.id, id)
    }
    const children = await get('secret_0123456789abcdef', `/v1/blocks/${pages.Home}/children`)
    const types = (children.json.results as { type: string }[]).map(({ type }) => type)
    assert.deepEqual(types, ['heading_1', 'paragraph', 'child_page', 'child_database'])
    // Nobody was named with full access but a bot, so the owner was not added.
    assert.equal((await get(users['ada@acme.test']!.token, `/v1/pages/${pages.Home}`)).status, 404)
    assert.equal((await get(users['grace@acme.test']!.token, `/v1/pages/${pages['Home/Child']}`)).status, 200)
    assert.equal((await get(users['v@other.test']!.token, `/v1/pages/${pages.Home}`)).status, 404)

    const beta = workspaces!.Beta!.connections['Beta bot']!
    assert.equal((await get(beta.token!, `/v1/pages/${pages.Home}`)).status, 404)
    assert.equal(connections.Partner?.kind, 'public')
  })

  test('lets people sign in with the passwords of its file at once', async (t) => {
    const { line } = await startSandbox(t)
    const [email, { password }] = Object.entries(line.users)[0]!
    const shown = await fetch(`${line.url}/login`)
    const cookie = shown.headers.getSetCookie()[0]!.split(';')[0]!
    const token = /name="([^"]*)" value="([^"]*)"/.exec(
      (await shown.text()).replaceAll(/name="next".*/g, ''),
    )!
    const answer = await fetch(`${line.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: line.url },
      body: new URLSearchParams({ [token[1]!]: token[2]!, next: '/', email, password: password! }),
    })
    assert.equal(answer.status, 303, await answer.text())
  })

  test('refuses a wrong file with status 2 and says nothing on standard output', async (t) => {
    const folder = await temporaryFolder(t)
    await writeFile(join(folder, 'octavo.yaml'), 'users:\n  - name: Ada\n')
    const { status, stdout, stderr } = await runOctavo(t, [
      'sandbox',
      '--file',
      join(folder, 'octavo.yaml'),
      '--json',
    ])
    assert.equal(status, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /octavo\.yaml:2: users\[0\]/)
  })

  test('writes a line for each request to standard error, without tokens and addresses', async (t) => {
    const { line, kill, ended } = await startSandbox(t)
    const { token, id } = Object.values(line.users)[0]!
    const { json } = await callApi(line.url, token, 'GET', `/v1/users/${id}?secret=1`)
    kill('SIGTERM')
    const lines = (await ended).stderr
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text))
    const { time, ms, ...rest } = lines.find(({ request_id }) => request_id === json.request_id)
    assert.ok(Date.parse(time) > 0 && ms > 0)
    assert.deepEqual(rest, {
      level: 'info',
      request_id: json.request_id,
      method: 'GET',
      route: '/v1/users/:user_id',
      status: 200,
      workspace_id: line.workspace.id,
    })
    for (const hidden of [token, id, 'secret']) assert.ok(!JSON.stringify(lines).includes(hidden), hidden)
  })
})
