import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyServer } from '#test/empty-server.ts'
import { describeStores } from '#test/stores.ts'
import { type Attempt, countAttempt, networkOf, TooManyAttempts } from './attempts.ts'

test('an address of IPv6 is counted as its network of 64 bits', () => {
  for (const [address, counted] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1::ffff:1.2.3.4', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
    ['unknown', 'unknown'],
  ] as const) {
    assert.equal(networkOf(address), counted, address)
  }
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
})

const ada = 'ada@acme.test'
const someone = (at: number) => `someone${at}@acme.test`
const from = (at: number) => `203.0.${at >> 8}.${at & 255}`

/** Each with how many pass, of attempts that differ by their number. */
const walls: [string, (at: number) => Attempt, number][] = [
  ['passwords at one e-mail from one address', () => ({ email: ada, address: from(1) }), 10],
  [
    'passwords at one e-mail, however it is spelled',
    (at) => ({ email: at % 2 ? ' ADA@acme.test' : ada, address: from(1) }),
    10,
  ],
  ['passwords at one e-mail from anywhere', (at) => ({ email: ada, address: from(at) }), 100],
  ['passwords at any e-mail from one address', (at) => ({ email: someone(at), address: from(1) }), 300],
  ['passwords from one network of IPv6', (at) => ({ email: someone(at), address: `2001:db8::${at}` }), 300],
  ['letters to one mailbox from one address', () => ({ kind: 'letter', email: ada, address: from(1) }), 5],
  ['letters to one mailbox from anywhere', (at) => ({ kind: 'letter', email: ada, address: from(at) }), 10],
  [
    'letters to any mailbox from one address',
    (at) => ({ kind: 'letter', email: someone(at), address: from(1) }),
    60,
  ],
  ['links from one address', () => ({ kind: 'link', address: from(1) }), 100],
  ['questions to providers from one address', () => ({ kind: 'provider', address: from(1) }), 300],
]

describeStores('attempts', (store) => {
  for (const [what, attempt, most] of walls) {
    test(`${what}: ${most} in a quarter of an hour`, async (t) => {
      const server = await emptyServer(t, store)
      for (let at = 0; at < most; at++) await countAttempt(server, attempt(at))
      const refused = async (at: number) => {
        try {
          await countAttempt(server, attempt(at))
        } catch (error) {
          assert.ok(error instanceof TooManyAttempts)
          assert.match(error.message, /^Too many attempts\. Try again in (a minute|\d+ minutes)\.$/)
          assert.ok(Number(error.headers!['retry-after']) > 0)
          return error
        }
        return assert.fail('it passed')
      }
      assert.equal((await refused(most)).isFirst, true)
      assert.equal((await refused(most + 1)).isFirst, false)
      server.wait(15 * 60_000)
      await countAttempt(server, attempt(0))
    })
  }

  test('that were right do not count, others from the same address do', async (t) => {
    const server = await emptyServer(t, store)
    for (let at = 0; at < 40; at++) {
      const wasRight = await countAttempt(server, { email: ada, address: from(1) })
      await wasRight()
    }
    for (let at = 0; at < 300; at++) await countAttempt(server, { email: someone(at), address: from(1) })
    await assert.rejects(countAttempt(server, { email: ada, address: from(1) }), TooManyAttempts)
  })

  test('of one kind do not count for another', async (t) => {
    const server = await emptyServer(t, store)
    for (let at = 0; at < 5; at++)
      await countAttempt(server, { kind: 'letter', email: ada, address: from(1) })
    await countAttempt(server, { email: ada, address: from(1) })
    await countAttempt(server, { kind: 'link', address: from(1) })
  })
})
