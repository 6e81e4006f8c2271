import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { dnsServer } from '#test/dns-server.ts'
import { type Ended, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const ROOT = 'octi_0123456789abcdef'
const file = `
workspace: { name: Acme, domains: [Bücher.example] }
workspaces: [{ workspace: { name: Second } }]
connections: [{ name: Root, token: ${ROOT}, capabilities: { administer: true } }]
`

interface Shown {
  domain: string
  status: string
  verified_by: string
  record: { name: string; value: string }
}

const linesOf = ({ stdout }: Ended): Shown[] =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Shown]))

describe('octavo domain', () => {
  test('adds, verifies and removes domains, without a server, with one and at an address', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    const yaml = join(folder, 'octavo.yaml')
    await writeFile(yaml, file)
    const dns = await dnsServer(t)
    const env = { OCTAVO_DNS: dns.address }
    const here = ['--workspace', 'Acme', '--data', data]
    const domain = (...args: string[]) => runOctavo(t, ['domain', ...args], env)
    assert.equal((await runOctavo(t, ['apply', '--file', yaml, '--data', data])).status, 0)

    const [added] = linesOf(await domain('add', 'ACME.test', ...here))
    assert.equal(added?.status, 'pending')
    const early = await domain('verify', 'acme.test', ...here)
    assert.deepEqual([early.status, linesOf(early)[0]?.status], [1, 'pending'])
    dns.records.set(added!.record.name, [added!.record.value])
    const server = await startServer(t, ['--data', data], env)
    const verified = await domain('verify', 'acme.test', ...here)
    assert.deepEqual([verified.status, linesOf(verified)[0]?.verified_by], [0, 'dns'])

    const there = ['--url', server.url, '--token', ROOT]
    const refused = await domain('add', 'other.test', '--trusted', ...there)
    assert.deepEqual([refused.status, refused.stdout], [1, ''])
    assert.match(refused.stderr, /only where the server has a single workspace/)
    assert.equal(linesOf(await domain('add', 'other.test', '--trusted', ...here))[0]?.status, 'verified')
    assert.deepEqual(
      linesOf(await domain('list', ...there)).map((one) => [one.domain, one.verified_by]),
      [
        ['xn--bcher-kva.example', 'trust'],
        ['acme.test', 'dns'],
        ['other.test', 'trust'],
      ],
    )
    assert.equal((await domain('remove', 'bücher.example', ...there)).status, 0)
    const gone = await domain('remove', 'bücher.example', ...here)
    assert.deepEqual([gone.status, gone.stderr], [1, 'The workspace has no domain xn--bcher-kva.example.\n'])
  })

  const wrong: [args: string[], says: RegExp][] = [
    [['add'], /Say `domain add acme\.com`/],
    [['list', '--trusted'], /--trusted belongs to `domain add`/],
  ]
  for (const [args, says] of wrong) {
    test(`says what is wrong with "domain ${args.join(' ')}"`, async (t) => {
      const { status, stderr } = await runOctavo(t, ['domain', ...args])
      assert.equal(status, 2)
      assert.match(stderr, says)
    })
  }
})
