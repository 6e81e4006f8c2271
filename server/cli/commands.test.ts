import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const TOKEN = 'ntn_0123456789abcdef'
const HOME = '11111111-1111-4111-8111-111111111111'
const file = `
workspace: { name: Acme }
users:
  - { name: Ada, email: ada@acme.test, role: owner, password: correct horse battery }
connections:
  - { name: Bot, token: ${TOKEN} }
pages:
  - title: Home
    id: ${HOME}
    markdown: Welcome
    access: [{ connection: Bot, level: edit }]
`

/** Everything a store holds. */
function contentOf(data: string): unknown {
  const database = new DatabaseSync(join(data, 'octavo.db'), { readOnly: true })
  try {
    const tables = database.prepare(`select name from sqlite_schema where type = 'table' order by name`).all()
    return tables.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()])
  } finally {
    database.close()
  }
}

describe('octavo apply', () => {
  test('brings a data folder to what the file says, and changes nothing the second time', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const first = await runOctavo(t, ['apply', '--file', yaml, '--data', data])
    assert.equal(first.status, 0, first.stderr)
    assert.match(
      first.stdout,
      /^Octavo, started with these settings, answers at http:\/\/127\.0\.0\.1:3000\n/,
    )
    assert.match(
      first.stdout,
      /Acme \(\S+\)\n[\s\S]*ada@acme\.test {2}octp_\w{36} [\s\S]*Bot {2}ntn_0123456789abcdef\n/,
    )
    const before = contentOf(data)
    const second = await runOctavo(t, ['apply', '--file', yaml, '--data', data])
    assert.equal(second.status, 0, second.stderr)
    assert.deepEqual(contentOf(data), before)
  })

  test('hands its work to the server that runs', async (t) => {
    const folder = await temporaryFolder(t)
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const server = await startServer(t, [], { OCTAVO_DATA: join(folder, 'data') })
    const applied = await runOctavo(t, ['apply', '--file', yaml], { OCTAVO_DATA: join(folder, 'data') })
    assert.equal(applied.status, 0, applied.stderr)
    assert.ok(applied.stdout.startsWith(`Octavo answers at ${server.url}\n`), applied.stdout)
    assert.equal((await callApi(server.url, TOKEN, 'GET', `/v1/pages/${HOME}`)).status, 200)
    const again = await runOctavo(t, ['apply', '--file', yaml], { OCTAVO_DATA: join(folder, 'data') })
    assert.equal(again.status, 0, again.stderr)
  })

  test('refuses a wrong file with every mistake and its line, before there is a store', async (t) => {
    const folder = await temporaryFolder(t)
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, 'users:\n  - { email: nobody, role: king }\npages:\n  - { titel: Home }\n')
    const { status, stderr, stdout } = await runOctavo(t, [
      'apply',
      '--file',
      yaml,
      '--data',
      join(folder, 'data'),
    ])
    assert.equal(status, 2)
    assert.equal(stdout, '')
    const lines = stderr.trimEnd().split('\n')
    for (const start of [
      `${yaml}:2: users[0].email: `,
      `${yaml}:2: users[0].role: `,
      `${yaml}:4: pages[0].titel: `,
    ]) {
      assert.ok(
        lines.some((line) => line.startsWith(start)),
        `${start} in\n${stderr}`,
      )
    }
    assert.ok(!existsSync(join(folder, 'data')))
  })

  test('says what the store refuses, and keeps nothing of that workspace', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    await runOctavo(t, ['apply', '--file', yaml, '--data', data])
    const before = contentOf(data)
    await writeFile(
      yaml,
      `${file}groups: [{ name: New }]\n`
        .replace('name: Bot,', 'name: Bot, kind: public, ')
        .replace(`token: ${TOKEN}`, 'client_secret: x')
        .replace('[{ connection: Bot, level: edit }]', '[]'),
    )
    const { status, stderr } = await runOctavo(t, ['apply', '--file', yaml, '--data', data])
    assert.equal(status, 1)
    assert.equal(stderr, 'The connection "Bot" is there already and is internal, not public.\n')
    assert.deepEqual(contentOf(data), before)
  })

  test('says which file it cannot read', async (t) => {
    const { status, stderr } = await runOctavo(t, ['apply', '--file', '/nowhere/octavo.yaml'])
    assert.equal(status, 1)
    assert.match(stderr, /^The file \/nowhere\/octavo\.yaml cannot be read: ENOENT/)
  })
})

describe('octavo workspace', () => {
  test('makes workspaces and lists them, with a server and without', async (t) => {
    const data = join(await temporaryFolder(t), 'data')
    const one = await runOctavo(t, ['workspace', 'create', '--name', 'One', '--data', data])
    const server = await startServer(t, ['--data', data])
    const two = await runOctavo(t, ['workspace', 'create', '--name', 'Two', '--data', data])
    const listed = await runOctavo(t, ['workspace', 'list', '--data', data])
    assert.equal(listed.stdout, one.stdout + two.stdout)
    assert.match(listed.stdout, /^[0-9a-f-]{36} {2}One\n[0-9a-f-]{36} {2}Two\n$/)

    const taken = await runOctavo(t, ['workspace', 'create', '--name', 'Two', '--data', data])
    assert.equal(taken.status, 1)
    assert.match(taken.stderr, /^There is a workspace "Two" already/)

    server.kill('SIGTERM')
    await server.ended
    assert.equal((await runOctavo(t, ['workspace', 'list', '--data', data])).stdout, listed.stdout)
  })

  test('lists nothing where there is no store, and makes none', async (t) => {
    const data = join(await temporaryFolder(t), 'data')
    const { status, stderr } = await runOctavo(t, ['workspace', 'list', '--data', data])
    assert.equal(status, 1)
    assert.match(stderr, /^There is no store in /)
    assert.ok(!existsSync(data))
  })
})
