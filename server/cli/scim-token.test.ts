import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type Ended, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const ROOT = 'octi_0123456789abcdef'
const file = `
workspace: { name: Acme }
connections: [{ name: Root, token: ${ROOT}, capabilities: { administer: true } }]
`

/** The lines of JSON that a command printed. */
function printed({ status, stdout, stderr }: Ended): Record<string, unknown>[] {
  assert.equal(status, 0, stderr)
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line))
}

describe('octavo scim-token', () => {
  test('makes, lists and ends tokens, without a server, with one and at an address', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const env = { OCTAVO_TOKEN: ROOT }
    const scimToken = (...args: string[]) => runOctavo(t, ['scim-token', ...args], env)
    const none = await scimToken('list', '--data', data)
    assert.deepEqual([none.status, none.stderr], [1, 'There is no workspace yet.\n'])
    assert.equal((await runOctavo(t, ['apply', '--file', yaml, '--data', data])).status, 0)

    const [okta] = printed(await scimToken('create', '--name', 'okta', '--data', data))
    const server = await startServer(t, ['--data', data])
    const ends = ['--name', 'entra', '--expires', '2999-01-31']
    const [entra] = printed(await scimToken('create', ...ends, '--data', data))
    const there = ['--url', server.url]
    const [google] = printed(await scimToken('create', '--name', 'google', ...there))
    const works = async (made: Record<string, unknown> | undefined): Promise<number> => {
      const headers = { authorization: `Bearer ${made?.token}` }
      return (await fetch(`${server.url}/scim/v2/Users`, { headers })).status
    }
    for (const made of [okta, entra, google]) assert.equal(await works(made), 200)
    assert.equal(entra?.expiration_time, '2999-01-31T00:00:00.000Z')

    for (const at of [['--data', data], there]) {
      const listed = printed(await scimToken('list', ...at))
      assert.deepEqual(
        listed.map(({ name, token }) => [name, token]),
        [
          ['okta', undefined],
          ['entra', undefined],
          ['google', undefined],
        ],
      )
    }
    const revoked = [
      ...printed(await scimToken('revoke', String(okta?.id), '--data', data)),
      ...printed(await scimToken('revoke', String(google?.id), ...there)),
    ]
    assert.deepEqual(
      revoked.map(({ name, status }) => [name, status]),
      [
        ['okta', 'revoked'],
        ['google', 'revoked'],
      ],
    )
    assert.deepEqual([await works(okta), await works(entra), await works(google)], [401, 200, 401])

    const refused = await scimToken('revoke', 'okta', '--data', data)
    assert.deepEqual([refused.status, refused.stderr], [1, '"okta" is no id of a token.\n'])
    const unknown = await scimToken('revoke', okta!.id!.toString().replace(/.{4}$/, '0000'), ...there)
    assert.equal(unknown.status, 1)
    assert.match(unknown.stderr, /refused: Could not find SCIM token/)
  })

  const wrong: [args: string[], says: RegExp][] = [
    [[], /Say `scim-token create --name …`, `scim-token list` or `scim-token revoke <id>`\./],
    [['create'], /--name is missing/],
    [['create', '--name', ' '], /--name is missing/],
    [['create', '--name', 'okta', '--expires', '2027-02-31'], /--expires should be a date/],
    [['list', '--name', 'okta'], /--name and --expires belong to `scim-token create`/],
    [['revoke'], /Say `scim-token create/],
    [['list', '--url', 'http://127.0.0.1:9'], /Give a token with OCTAVO_TOKEN or --token\./],
    [['list', '--token', 'octp_x'], /--token is for a server that --url names\./],
  ]
  for (const [args, says] of wrong) {
    test(`says what is wrong with "scim-token ${args.join(' ')}"`, async (t) => {
      const { status, stdout, stderr } = await runOctavo(t, ['scim-token', ...args])
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, says)
    })
  }
})
