import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const SCIM_TOKEN = 'octs_0123456789abcdef'
const file = `
workspace: { name: Acme }
scim: { tokens: [{ name: okta, token: ${SCIM_TOKEN} }] }
`

describe('octavo scim-log', () => {
  test('prints what directories asked, with a server and without', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const log = (...args: string[]) => runOctavo(t, ['scim-log', '--data', data, ...args])
    assert.equal((await log()).stderr, `There is no store in ${data}.\n`)
    assert.equal((await runOctavo(t, ['apply', '--file', yaml, '--data', data])).status, 0)
    const server = await startServer(t, ['--data', data])
    const grace = { userName: 'grace@acme.test', displayName: 'Grace\u001b[31m' }
    for (const status of [201, 409]) {
      assert.equal((await callApi(server.url, SCIM_TOKEN, 'POST', '/scim/v2/Users', grace)).status, status)
    }
    await callApi(server.url, SCIM_TOKEN, 'GET', '/scim/v2/Users?count=1')
    const lines = (await log()).stdout.trimEnd().split('\n')
    assert.equal(lines.length, 2)
    assert.match(
      lines[0]!,
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}okta {2}POST \/Users {2}201 {2}.*userName: null → "grace@acme\.test"/,
    )
    assert.match(lines[1]!, / {2}POST \/Users {2}409 {2}Somebody else has the userName/)
    assert.equal((await log('--status', '4xx', '--limit', '1')).stdout, `${lines[1]}\n`)
    server.kill('SIGTERM')
    await server.ended
    const [read] = (await log('--status', '2xx', '--json')).stdout
      .trimEnd()
      .split('\n')
      .slice(-1)
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      [read.method, read.path, read.count],
      ['GET', '/Users?count=1', 1],
      'reads are kept by a server that stops',
    )
  })

  for (const [args, says] of [
    [['--status', '200'], '--status should be one of 2xx, 3xx, 4xx and 5xx.'],
    [['--resource', 'Grace'], '--resource should be an id.'],
    [['--since', 'soon'], '--since should be a day like 2026-12-01 or a time like 2026-12-01T09:00:00Z.'],
  ] as const) {
    test(`refuses ${args.join(' ')}`, async (t) => {
      const { status, stderr } = await runOctavo(t, ['scim-log', ...args])
      assert.equal(status, 2)
      assert.ok(stderr.startsWith(`${says}\n`), stderr)
    })
  }
})
