import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { mailServer } from '#test/mail-server.ts'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const TOKEN = 'ntn_0123456789abcdef'
const ADA = 'octp_0123456789abcdef'
const HOME = '11111111-1111-4111-8111-111111111111'
const file = JSON.stringify({
  workspace: { name: 'Acme' },
  users: [{ email: 'ada@acme.test', role: 'owner', token: ADA }],
  connections: [{ name: 'Bot', token: TOKEN }],
  pages: [{ title: 'Home', id: HOME, access: [{ connection: 'Bot', level: 'full_access' }] }],
})

/** A data folder that holds a workspace with a bot and a page. */
async function filledFolder(t: Parameters<typeof temporaryFolder>[0]): Promise<string> {
  const folder = await temporaryFolder(t)
  await writeFile(join(folder, 'octavo.json'), file)
  const applied = await runOctavo(t, [
    'apply',
    '--file',
    join(folder, 'octavo.json'),
    '--data',
    join(folder, 'data'),
  ])
  assert.equal(applied.status, 0, applied.stderr)
  return join(folder, 'data')
}

const newPage = {
  parent: { page_id: HOME },
  properties: { title: { title: [{ text: { content: 'New' } }] } },
}

describe('octavo start', () => {
  test('makes the store, says the address and a one-time link, and stops on SIGTERM', async (t) => {
    const data = join(await temporaryFolder(t), 'data')
    const server = await startServer(t, ['--data', data])
    await server.says(/owner: http:\/\/\S+\/setup\?token=\S+\n/)
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
    for (const name of ['octavo.key', 'octavo.db', 'octavo.sock']) {
      assert.equal((await stat(join(data, name))).mode & 0o777, 0o600, name)
    }
    server.kill('SIGTERM')
    assert.equal((await server.ended).status, 0)
  })

  test('offers no link once there is an owner', async (t) => {
    const data = await filledFolder(t)
    const server = await startServer(t, ['--data', data])
    server.kill('SIGINT')
    const { status, stdout } = await server.ended
    assert.equal(status, 0)
    assert.equal(stdout, `Octavo is ready at ${server.url}\n`)
  })

  test('killed at any moment keeps every write that was answered, and starts again as it is', async (t) => {
    const data = await filledFolder(t)
    const server = await startServer(t, ['--data', data])
    const answered: string[] = []
    const write = async () => {
      for (;;) {
        const { status, json } = await callApi(server.url, TOKEN, 'POST', '/v1/pages', newPage)
        assert.equal(status, 200, JSON.stringify(json))
        answered.push(json.id as string)
        if (answered.length === 100) server.kill('SIGKILL')
      }
    }
    await Promise.allSettled([write(), write(), write(), write()])
    assert.equal((await server.ended).signal, 'SIGKILL')
    assert.ok(answered.length >= 100)

    const again = await startServer(t, ['--data', data])
    for (const id of answered) {
      assert.equal((await callApi(again.url, TOKEN, 'GET', `/v1/pages/${id}`)).status, 200, id)
    }
    assert.equal((await callApi(again.url, TOKEN, 'POST', '/v1/pages', newPage)).status, 200)
  })

  test('sends mail by the server of SMTP_URL', async (t) => {
    const data = await filledFolder(t)
    const mails = await mailServer(t)
    const SMTP_URL = `${mails.url}?from=${encodeURIComponent('Acme <hello@acme.test>')}`
    const server = await startServer(t, ['--data', data], { SMTP_URL })
    const page = await callApi(server.url, ADA, 'POST', '/v1/pages', { parent: { workspace: true } })
    const invited = await callApi(server.url, ADA, 'POST', `/v1/pages/${page.json.id}/permissions`, {
      principal: { type: 'email', email: 'new@other.test' },
      level: 'view',
    })
    assert.equal(invited.status, 200, JSON.stringify(invited.json))
    for (let tries = 0; mails.mails.length === 0 && tries < 100; tries++) await wait(100)
    assert.deepEqual(
      mails.mails.map(({ recipients, sender }) => [recipients, sender]),
      [[['new@other.test'], 'hello@acme.test']],
    )
  })

  test('is refused where a server runs, which goes on', async (t) => {
    const data = join(await temporaryFolder(t), 'data')
    const first = await startServer(t, ['--data', data])
    const second = await runOctavo(t, ['start', '--port', '0', '--data', data])
    assert.equal(second.status, 1)
    assert.equal(
      second.stderr,
      `The data folder ${data} is in use by \`octavo start\` with process id ${first.pid} at ${first.url}. A folder has one server at a time.\n`,
    )
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200)
  })

  test('stopping finishes the request under way', async (t) => {
    const data = await filledFolder(t)
    const server = await startServer(t, ['--data', data])
    const body = JSON.stringify(newPage)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /v1/pages HTTP/1.1\r\nhost: octavo\r\nauthorization: Bearer ${TOKEN}\r\nnotion-version: 2026-03-11\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 10)}`,
    )
    // An answer on another connection says that the first half has been read as well.
    await fetch(`${server.url}/healthz`)
    server.kill('SIGTERM')
    await refusal(server.url)
    socket.end(body.slice(10))
    assert.match(await text(socket), /^HTTP\/1\.1 200 OK\r\n/)
    assert.equal((await server.ended).status, 0)
  })

  test('refuses a store of a newer version and leaves it as it is', async (t) => {
    const data = await filledFolder(t)
    const database = new DatabaseSync(join(data, 'octavo.db'))
    database.exec(`insert into migrations (name, applied_time) values ('9999-from-the-future', 1)`)
    database.close()
    const { status, stderr } = await runOctavo(t, ['start', '--port', '0', '--data', data])
    assert.equal(status, 1)
    assert.match(stderr, /newer version of Octavo: it has the migration "9999-from-the-future"/)
  })

  test('refuses an instance key that the store was not made with', async (t) => {
    const data = await filledFolder(t)
    const { status, stderr } = await runOctavo(t, ['start', '--port', '0', '--data', data], {
      OCTAVO_KEY: Buffer.alloc(32, 1).toString('base64'),
    })
    assert.equal(status, 1)
    assert.match(stderr, /not the one that this store was made with/)
  })

  test('says which port it cannot have', async (t) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    t.after(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    const data = join(await temporaryFolder(t), 'data')
    const { status, stderr } = await runOctavo(t, ['start', '--port', String(port), '--data', data])
    assert.equal(status, 1)
    assert.match(stderr, new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 cannot be listened on: .*EADDRINUSE`))
  })

  const unusable: [name: string, why: RegExp, make: (folder: string) => Promise<string>][] = [
    [
      'that nobody can make',
      /cannot be used: /,
      async () => (process.platform === 'linux' ? '/proc/octavo/data' : '/dev/null/data'),
    ],
    [
      'that is a file',
      /cannot be used: EEXIST/,
      async (folder) => {
        await writeFile(join(folder, 'data'), '')
        return join(folder, 'data')
      },
    ],
    [
      // Who runs the tests may write anywhere; a folder in the way of its file stands for one that lets nobody write.
      'in which it cannot write',
      /cannot be used: EISDIR/,
      async (folder) => {
        await mkdir(join(folder, 'octavo.running.new'))
        return folder
      },
    ],
  ]
  for (const [name, why, make] of unusable) {
    test(`says that it cannot use a data folder ${name}`, async (t) => {
      const data = await make(await temporaryFolder(t))
      const { status, stderr } = await runOctavo(t, ['start', '--port', '0', '--data', data])
      assert.equal(status, 1)
      assert.match(stderr, why)
      assert.equal(stderr.trimEnd().split('\n').length, 1)
    })
  }

  test('works in a folder whose path is too long for a socket', async (t) => {
    const data = join(await temporaryFolder(t), 'a'.repeat(100), 'data')
    await mkdir(data, { recursive: true })
    await startServer(t, ['--data', data])
    const made = await runOctavo(t, ['workspace', 'create', '--name', 'Far away', '--data', data])
    assert.equal(made.status, 0, made.stderr)
    assert.match(made.stdout, /^\S{36} {2}Far away\n$/)
  })
})

describe('octavo', () => {
  const wrong: [string, string[], RegExp][] = [
    ['no command', [], /^A command is missing\.\n\nUsage:/],
    ['an unknown command', ['serve'], /^There is no command "serve"/],
    ['an unknown flag', ['start', '--prot', '1'], /^Unknown option '--prot'/],
    ['a word too many', ['start', 'now'], /^Unexpected argument "now"/],
    [
      'a port that is none',
      ['start', '--port', '70000'],
      /^--port should be a number from 0 to 65535, instead was "70000"/,
    ],
    ['apply without a file', ['apply'], /^--file is missing/],
    ['a sandbox of a file without a name', ['sandbox', '--file', ''], /^--file should not be empty/],
    [
      'an address that is none',
      ['scim-token', 'list', '--url', 'acme', '--token', 'x'],
      /^--url should be an http or https address/,
    ],
    ['workspace without a verb', ['workspace'], /^Say `workspace create/],
    ['a workspace without a name', ['workspace', 'create'], /^--name is missing/],
  ]
  for (const [name, args, message] of wrong) {
    test(`refuses ${name} with status 2 and the usage`, async (t) => {
      const { status, stderr, stdout } = await runOctavo(t, args)
      assert.equal(status, 2)
      assert.match(stderr, message)
      assert.match(stderr, /\n\nUsage:\n {2}octavo /)
      assert.equal(stdout, '')
    })
  }

  test('shows every command and setting when asked for help', async (t) => {
    const { status, stdout } = await runOctavo(t, ['--help'])
    assert.equal(status, 0)
    for (const word of ['octavo start', 'octavo sandbox', 'octavo apply', 'octavo workspace', 'OCTAVO_KEY']) {
      assert.ok(stdout.includes(word), word)
    }
  })

  const helps: [string, shown: string[], hidden: string[]][] = [
    [
      'sandbox',
      ['--host', 'OCTAVO_URL', 'OCTAVO_ALLOW_PRIVATE'],
      ['DATABASE_URL', 'OCTAVO_TOKEN', 'SMTP_URL'],
    ],
    ['access', ['--expires', '--dry-run', '--json', 'OCTAVO_TOKEN'], ['DATABASE_URL', 'octavo start']],
    ['directory', ['directory sync', 'directory graph', 'OCTAVO_TOKEN', 'DATABASE_URL'], ['octavo access']],
  ]
  for (const [command, shown, hidden] of helps) {
    test(`shows what counts for ${command} when asked for its help`, async (t) => {
      const { status, stdout } = await runOctavo(t, [command, '--help'])
      assert.equal(status, 0)
      for (const word of shown) assert.ok(stdout.includes(word), word)
      for (const word of hidden) assert.ok(!stdout.includes(word), word)
    })
  }

  test('is the same as a script of any Node', async (t) => {
    const data = join(await temporaryFolder(t), 'data')
    const command = fileURLToPath(new URL('../../bin/octavo', import.meta.url))
    const child = spawn(process.execPath, [command, 'start', '--port', '0', '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    t.after(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })
})

/** Waits until nobody listens there any more. */
async function refusal(url: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const refused = await Promise.race([
      once(socket, 'connect').then(() => false),
      once(socket, 'error').then(() => true),
    ]).catch(() => true)
    socket.destroy()
    if (refused) return
  }
}
