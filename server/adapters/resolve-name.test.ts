import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { describe, type TestContext, test } from 'node:test'
import { askBoth, askDns, type Resolver } from './resolve-name.ts'

const IPV4 = 1
const IPV6 = 28
const NO_SUCH_NAME = 3

type Answering = (type: number) => Buffer[] | number | null

/** A server of names (RFC 1035) that answers every question alike: with addresses, a code, or not at all. */
async function nameServer(t: TestContext, answer: Answering): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { port }) => {
    const nameEnds = question.indexOf(0, 12)
    const type = question.readUInt16BE(nameEnds + 1)
    const given = answer(type)
    if (given === null) return
    const [addresses, code] = typeof given === 'number' ? [[], given] : [given, 0]
    const header = Buffer.from(question.subarray(0, 12))
    header.writeUInt16BE(0x8180 + code, 2)
    header.writeUInt16BE(addresses.length, 6)
    header.writeUInt32BE(0, 8)
    const records = addresses.map((address) => {
      const record = Buffer.alloc(12)
      // The name is that at the twelfth byte.
      record.writeUInt16BE(0xc00c, 0)
      record.writeUInt16BE(type, 2)
      record.writeUInt16BE(1, 4)
      record.writeUInt16BE(address.length, 10)
      return Buffer.concat([record, address])
    })
    socket.send(Buffer.concat([header, question.subarray(12, nameEnds + 5), ...records]), port)
  })
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  t.after(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

const four = Buffer.from([10, 1, 2, 3])
const six = Buffer.from('20010db8000000000000000000000001', 'hex')
const found = (address: string, family: number) => ({ address, family })

describe('a name', () => {
  const tables: [string, Answering, ReturnType<typeof found>[]][] = [
    [
      'of both kinds of address',
      (type) => (type === IPV6 ? [six] : [four]),
      [found('10.1.2.3', 4), found('2001:db8::1', 6)],
    ],
    ['of one kind of address', (type) => (type === IPV4 ? [four] : []), [found('10.1.2.3', 4)]],
    [
      'of the other kind of address',
      (type) => (type === IPV6 ? [six] : NO_SUCH_NAME),
      [found('2001:db8::1', 6)],
    ],
  ]
  for (const [name, answer, expected] of tables) {
    test(`${name} is resolved to all of them`, async (t) => {
      assert.deepEqual(await askDns([await nameServer(t, answer)])('a.test'), expected)
    })
  }

  const system: Resolver = async () => [found('127.0.0.1', 4)]

  test('that DNS does not know may be one that the machine knows', async (t) => {
    const dns = askDns([await nameServer(t, () => NO_SUCH_NAME)])
    await assert.rejects(dns('a.test'), { code: 'ENOTFOUND' })
    assert.deepEqual(await askBoth(dns, system)('a.test'), [found('127.0.0.1', 4)])
  })

  test('for which DNS is silent is waited for no longer than a while', async (t) => {
    const dns = askDns([await nameServer(t, () => null)], 50)
    await assert.rejects(askBoth(dns, system)('a.test'), { code: 'ETIMEOUT' })
  })
})
