import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { callApi, runOctavo, startOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'
import { createDatabase, stopOwnServer } from '#test/postgres.ts'

after(stopOwnServer)

const TOKEN = 'octp_0123456789abcdef'
const SCIM_TOKEN = 'octs_0123456789abcdef'
const file = `
workspace: { name: Acme }
users:
  - { name: "Ada\\e[31m", email: ada@acme.test, role: owner, token: ${TOKEN} }
scim: { tokens: [{ name: okta, token: ${SCIM_TOKEN} }] }
`

describe('octavo audit', () => {
  test('prints what happened, with a server and without, and follows what comes', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const audit = (...args: string[]) => runOctavo(t, ['audit', '--data', data, ...args])
    const nothing = await audit()
    assert.deepEqual([nothing.status, nothing.stderr], [1, `There is no store in ${data}.\n`])
    assert.equal((await runOctavo(t, ['apply', '--file', yaml, '--data', data])).status, 0)

    const alone = await audit('--limit', '4')
    assert.equal(alone.status, 0, alone.stderr)
    assert.match(
      alone.stdout,
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}workspace\.created {2}system {2}workspace \S{36} {2}cli {2}name: Acme\n.* {2}user\.added {2}system .*\n.* {2}token\.created .*\n.* {2}scim_token\.created {2}system .*name: okta\n$/,
    )
    const server = await startServer(t, ['--data', data])
    assert.equal((await audit()).stdout, alone.stdout)
    const follower = startOctavo(t, ['audit', '--data', data, '--follow', '--actor', 'ada@acme.test'])
    const page = await callApi(server.url, TOKEN, 'POST', '/v1/pages', { parent: { workspace: true } })
    const [line] = await follower.says(/^.* page\.created .*$/m)
    assert.match(line, new RegExp(` {2}Ada�\\[31m {2}page ${page.json.id} {2}api 127\\.0\\.0\\.1`))
    follower.kill('SIGINT')
    assert.equal((await follower.ended).status, 0)

    const json = await audit('--json', '--type', 'page.created,user.added', '--object', String(page.json.id))
    const [event, ...more] = json.stdout
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one))
    assert.deepEqual(
      [event.object, event.type, event.actor.type, more.length],
      ['audit_event', 'page.created', 'person', 0],
    )
    assert.equal((await audit('--until', '2020-01-01')).stdout, '')

    const grace = { userName: 'grace@acme.test', displayName: 'Grace' }
    const { status, json: added } = await callApi(server.url, SCIM_TOKEN, 'POST', '/scim/v2/Users', grace)
    assert.equal(status, 201)
    assert.match(
      (await audit('--object', String(added.id))).stdout,
      new RegExp(` {2}user\\.added {2}okta {2}user ${added.id} {2}scim 127\\.0\\.0\\.1 {2}name: Grace, `),
    )
  })

  test('reads PostgreSQL as well', async (t) => {
    const folder = await temporaryFolder(t)
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const database = await createDatabase()
    t.after(() => database.drop())
    const environment = { DATABASE_URL: database.url, OCTAVO_KEY: Buffer.alloc(32, 3).toString('base64') }
    assert.equal((await runOctavo(t, ['apply', '--file', yaml], environment)).status, 0)
    const { status, stdout } = await runOctavo(t, ['audit', '--type', 'workspace.created'], environment)
    assert.equal(status, 0)
    assert.match(stdout, / {2}workspace\.created {2}system .*name: Acme\n$/)
  })

  for (const [args, says] of [
    [['--type', 'page.made'], '--type: there is no type of event "page.made".'],
    [['--actor', 'Ada'], '--actor should be an e-mail address or an id.'],
    [['--object', 'Home'], '--object should be the id of something.'],
    [
      ['--since', 'yesterday'],
      '--since should be a day like 2026-12-01 or a time like 2026-12-01T09:00:00Z.',
    ],
    [['--limit', '0'], '--limit should be a whole number of at least 1.'],
    [['all'], 'Unexpected argument "all".'],
  ] as const) {
    test(`refuses ${args.join(' ')}`, async (t) => {
      const { status, stderr } = await runOctavo(t, ['audit', ...args])
      assert.equal(status, 2)
      assert.ok(stderr.startsWith(`${says}\n`), stderr)
    })
  }
})
