import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { certificate, serveHttps } from '#test/https.ts'
import { makeOutgoing, UnreachableAddress } from './outgoing-http.ts'
import type { Resolver } from './resolve-name.ts'
import { makeWalls } from './walls.ts'

const signal = new AbortController().signal
const message = { headers: {}, body: '{}', timeout: 5000, signal }

const isInside = (error: unknown) => {
  assert.ok(error instanceof UnreachableAddress)
  assert.match(error.message, /inside a private network/)
  return true
}

/** Names of tests, and what they stand for. */
const known =
  (names: Record<string, readonly string[]>): Resolver =>
  async (host) =>
    (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

/** Addresses as they may stand in a url, with what allows each of them. */
const addresses: readonly (readonly [spelled: string, allowed: string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['127.255.255.254', '127.0.0.0/8'],
  ['10.1.2.3', '10.0.0.0/8'],
  ['172.16.0.1', '172.16.0.0/12'],
  ['172.31.255.255', '172.16.0.0/12'],
  ['192.168.1.1', '192.168.0.0/16'],
  ['169.254.1.1', '169.254.0.0/16'],
  ['169.254.169.254', '169.254.169.254'],
  ['100.64.0.1', '100.64.0.0/10'],
  ['100.100.100.200', '100.64.0.0/10'],
  ['0.0.0.0', '0.0.0.0'],
  ['0.1.2.3', '0.0.0.0/8'],
  ['192.0.0.192', '192.0.0.0/24'],
  ['192.0.2.1', '192.0.2.0/24'],
  ['198.18.0.1', '198.18.0.0/15'],
  ['198.51.100.1', '198.51.100.0/24'],
  ['203.0.113.1', '203.0.113.0/24'],
  ['224.0.0.1', '224.0.0.0/4'],
  ['239.255.255.250', '224.0.0.0/4'],
  ['240.0.0.1', '240.0.0.0/4'],
  ['255.255.255.255', '255.255.255.255'],
  // Other spellings of IPv4 addresses.
  ['2130706433', '127.0.0.1'],
  ['0x7f000001', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['017700000001', '127.0.0.1'],
  ['0177.0.0.01', '127.0.0.1'],
  ['127.1', '127.0.0.1'],
  ['127.0.1', '127.0.0.1'],
  ['127.0.0.1.', '127.0.0.1'],
  ['%31%32%37.0.0.1', '127.0.0.1'],
  ['１２７.０.０.１', '127.0.0.1'],
  ['127。0。0。1', '127.0.0.1'],
  ['2852039166', '169.254.169.254'],
  ['0xa9.0xfe.0xa9.0xfe', '169.254.169.254'],
  ['0251.0376.0251.0376', '169.254.169.254'],
  ['0', '0.0.0.0'],
  // IPv6.
  ['[::1]', '::1'],
  ['[0:0:0:0:0:0:0:1]', '::1'],
  ['[::]', '::'],
  ['[::127.0.0.1]', '::/96'],
  ['[::ffff:127.0.0.1]', '127.0.0.1'],
  ['[::ffff:7f00:1]', '127.0.0.1'],
  ['[::ffff:a9fe:a9fe]', '169.254.169.254'],
  ['[::ffff:8.8.8.8]', '::ffff:0:0/96'],
  ['[64:ff9b::7f00:1]', '64:ff9b::/96'],
  ['[64:ff9b:1::1]', '64:ff9b:1::/48'],
  ['[100::1]', '100::/64'],
  ['[2001::1]', '2001::/32'],
  ['[2001:db8::1]', '2001:db8::/32'],
  ['[2002:7f00:1::]', '2002::/16'],
  ['[3fff::1]', '3fff::/20'],
  ['[5f00::1]', '5f00::/16'],
  ['[fc00::1]', 'fc00::/7'],
  ['[fd00:ec2::254]', 'fd00:ec2::254'],
  ['[fe80::1]', 'fe80::/10'],
  ['[fec0::1]', 'fec0::/10'],
  ['[ff02::1]', 'ff00::/8'],
]

/** Names that stand for what is inside, with what allows each of them. */
const names: readonly (readonly [name: string, addresses: readonly string[], allowed: readonly string[]])[] =
  [
    ['localhost', ['127.0.0.1', '::1'], ['localhost']],
    ['localhost', ['127.0.0.1', '::1'], ['127.0.0.0/8', '::1']],
    ['LOCALHOST.', ['127.0.0.1'], ['localhost']],
    ['a.localhost', ['127.0.0.1'], ['a.localhost']],
    ['metadata.google.internal', ['169.254.169.254'], ['metadata.google.internal']],
    ['metadata.google.internal.', ['169.254.169.254'], ['169.254.169.254']],
    ['inside.test', ['10.1.2.3'], ['inside.test']],
    ['inside.test.', ['10.1.2.3'], ['Inside.Test']],
    ['two.test', ['93.184.215.14', '10.1.2.3'], ['10.0.0.0/8']],
    ['two.test', ['10.1.2.3', '93.184.215.14'], ['two.test']],
    ['both.test', ['93.184.215.14', '::1'], ['::1']],
    ['zone.test', ['fe80::1%eth0'], ['fe80::/10']],
    ['mapped.test', ['::ffff:127.0.0.1'], ['127.0.0.0/8']],
    ['teredo.test', ['2001:0:4136:e378:8000:63bf:3fff:fdd2'], ['2001::/32']],
  ]

/** Names that no list above allows in passing. */
const outside = ['93.184.215.14', '2606:4700::1111']

describe('the walls', () => {
  for (const [spelled, allowed] of addresses) {
    test(`keep ${spelled} closed unless ${allowed} is allowed`, async () => {
      const url = `https://${spelled}/`
      await assert.rejects(makeOutgoing([]).get(url, signal), isInside)
      await assert.rejects(makeOutgoing([]).post(url, message), isInside)
      assert.match(makeOutgoing([]).mayReach(url)!, /inside a private network/)
      assert.equal(makeOutgoing([allowed]).mayReach(url), null)
    })
  }

  for (const [name, stands, allowed] of names) {
    test(`keep ${name} at ${stands.join(' and ')} closed unless ${allowed.join(' and ')} is allowed`, async () => {
      const host = new URL(`https://${name}/`).hostname
      const resolve = known({ [host]: stands })
      await assert.rejects(makeOutgoing([], { resolve }).get(`https://${name}/`, signal), isInside)
      await assert.rejects(makeOutgoing([], { resolve }).post(`https://${name}/`, message), isInside)
      assert.deepEqual(await lookedUp([...allowed], resolve, host), stands)
    })
  }

  test('let through what is outside', async () => {
    for (const address of outside) {
      assert.deepEqual(await lookedUp([], known({ 'out.test': [address] }), 'out.test'), [address])
      const url = `https://${address.includes(':') ? `[${address}]` : address}/`
      assert.equal(makeOutgoing([]).mayReach(url), null)
    }
    assert.equal(makeOutgoing([]).mayReach('https://out.test:8443/a'), null)
  })

  test('open for a name are closed for every other one', async () => {
    const resolve = known({ 'b.test': ['10.0.0.1'], 'a.b.test': ['10.0.0.1'] })
    assert.deepEqual(await lookedUp(['b.test'], resolve, 'b.test'), ['10.0.0.1'])
    await assert.rejects(lookedUp(['b.test'], resolve, 'a.b.test'), isInside)
    assert.match(makeOutgoing(['b.test']).mayReach('https://10.0.0.1/')!, /inside/)
    assert.match(makeOutgoing(['localhost']).mayReach('https://a.localhost/')!, /inside/)
  })

  for (const url of [
    'https://[fe80::1%25eth0]/',
    'https://[::1%251]/',
    'https://1.2.3.4.5/',
    'https://256.1.1.1/',
  ]) {
    test(`are not asked about ${url}, which is no address`, () =>
      assert.match(makeOutgoing(['::/0', '0.0.0.0/0']).mayReach(url)!, /Only https/))
  }

  test('check the name that is connected to, not one that was looked up before', async (t) => {
    const { port } = await serveHttps(t, async (request, response) => {
      await text(request)
      // What is connected to anew is looked up anew.
      response.writeHead(200, { connection: 'close' }).end('reached')
    })
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1', '127.0.0.2']]
    let asked = 0
    const resolve: Resolver = async () => answers[asked++]!.map((address) => ({ address, family: 4 }))
    const outgoing = makeOutgoing(['127.0.0.1'], { ca: certificate, resolve })
    const url = `https://localhost:${port}/`
    assert.equal((await outgoing.post(url, message)).body, 'reached')
    assert.equal(asked, 1, 'it is looked up once for a connection')
    await assert.rejects(outgoing.post(url, message), isInside)
    await assert.rejects(outgoing.get(url, signal), isInside)
  })

  test('tell of a name that has no address', () =>
    assert.rejects(
      makeOutgoing([], { resolve: known({}) }).post('https://none.test/', message),
      /has no address/,
    ))
})

/** The addresses that a connection would be made to. */
function lookedUp(allowed: string[], resolve: Resolver, host: string): Promise<string[]> {
  const walls = makeWalls(allowed, resolve)
  const never = walls.refuse(host)
  if (never !== null) throw new UnreachableAddress(never)
  return new Promise((found, fail) =>
    walls.lookup(host, { all: true }, (error, addresses) =>
      error ? fail(error) : found((addresses as { address: string }[]).map(({ address }) => address)),
    ),
  )
}
