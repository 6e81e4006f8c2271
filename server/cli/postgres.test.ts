import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'
import { createDatabase, stopOwnServer } from '#test/postgres.ts'

after(stopOwnServer)

const TOKEN = 'ntn_0123456789abcdef'
const OCTAVO_KEY = Buffer.alloc(32, 7).toString('base64')
const file = JSON.stringify({
  users: [{ email: 'ada@acme.test', role: 'owner', password: 'correct horse battery' }],
  connections: [{ name: 'Bot', token: TOKEN }],
  pages: [{ title: 'Home', markdown: 'Welcome', access: [{ connection: 'Bot', level: 'edit' }] }],
})

async function emptyDatabase(t: Parameters<typeof temporaryFolder>[0]) {
  const { url, drop } = await createDatabase()
  t.after(drop)
  return { DATABASE_URL: url, OCTAVO_KEY, OCTAVO_DATA: join(await temporaryFolder(t), 'data') }
}

describe('octavo with DATABASE_URL', () => {
  test('starts as often as one likes on one database, and stops on SIGTERM', async (t) => {
    const environment = await emptyDatabase(t)
    const [one, two] = await Promise.all([startServer(t, [], environment), startServer(t, [], environment)])
    assert.equal((await fetch(`${one.url}/readyz`)).status, 200)
    assert.equal((await fetch(`${two.url}/readyz`)).status, 200)
    for (const server of [one, two]) {
      server.kill('SIGTERM')
      assert.equal((await server.ended).status, 0)
    }
  })

  test('applies a file on the database itself, where a running server sees it', async (t) => {
    const environment = await emptyDatabase(t)
    const server = await startServer(t, [], environment)
    const json = join(await temporaryFolder(t), 'octavo.json')
    await writeFile(json, file)
    const first = await runOctavo(t, ['apply', '--file', json], environment)
    assert.equal(first.status, 0, first.stderr)
    assert.equal((await callApi(server.url, TOKEN, 'GET', '/v1/users/me')).status, 200)
    const second = await runOctavo(t, ['apply', '--file', json], environment)
    assert.equal(second.status, 0, second.stderr)
    const listed = await runOctavo(t, ['workspace', 'list'], environment)
    assert.match(listed.stdout, /^\S+ {2}Workspace\n$/)
  })

  test('killed at any moment keeps every write that was answered', async (t) => {
    const environment = await emptyDatabase(t)
    const json = join(await temporaryFolder(t), 'octavo.json')
    await writeFile(json, file)
    const applied = await runOctavo(t, ['apply', '--file', json], environment)
    assert.equal(applied.status, 0, applied.stderr)
    const server = await startServer(t, [], environment)
    const { json: found } = await callApi(server.url, TOKEN, 'POST', '/v1/search', {})
    const [home] = found.results as { id: string }[]
    const answered: string[] = []
    const write = async () => {
      for (;;) {
        const body = { parent: { page_id: home!.id }, properties: {} }
        const { status, json: page } = await callApi(server.url, TOKEN, 'POST', '/v1/pages', body)
        assert.equal(status, 200, JSON.stringify(page))
        answered.push(page.id as string)
        if (answered.length === 50) server.kill('SIGKILL')
      }
    }
    await Promise.allSettled([write(), write(), write(), write()])
    await server.ended
    assert.ok(answered.length >= 50)
    const again = await startServer(t, [], environment)
    for (const id of answered) {
      assert.equal((await callApi(again.url, TOKEN, 'GET', `/v1/pages/${id}`)).status, 200, id)
    }
  })

  test('is not ready when the database is gone, and lives on', async (t) => {
    const { url, drop } = await createDatabase()
    const OCTAVO_DATA = join(await temporaryFolder(t), 'data')
    const server = await startServer(t, [], { DATABASE_URL: url, OCTAVO_KEY, OCTAVO_DATA })
    await drop()
    const ready = await fetch(`${server.url}/readyz`)
    assert.equal(ready.status, 503)
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
  })

  test('asks for the instance key', async (t) => {
    const { DATABASE_URL } = await emptyDatabase(t)
    const { status, stderr } = await runOctavo(t, ['start', '--port', '0'], { DATABASE_URL })
    assert.equal(status, 2)
    assert.match(stderr, /^With DATABASE_URL, OCTAVO_KEY is required/)
  })

  test('says that the database cannot be reached, and not its password', async (t) => {
    const DATABASE_URL = 'postgres://octavo:secret@127.0.0.1:1/octavo'
    const { status, stderr } = await runOctavo(t, ['start', '--port', '0'], { DATABASE_URL, OCTAVO_KEY })
    assert.equal(status, 1)
    assert.match(stderr, /^PostgreSQL at 127\.0\.0\.1:1\/octavo cannot be reached: .*ECONNREFUSED/)
    assert.ok(!stderr.includes('secret'))
  })
})
