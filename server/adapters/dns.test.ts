import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dnsServer } from '#test/dns-server.ts'
import { DnsSilent, makeDns } from './dns.ts'

describe('the TXT records of a name', () => {
  test('are put together of their parts, and nothing is there where DNS has none', async (t) => {
    const server = await dnsServer(t)
    const dns = makeDns([server.address])
    const long = ['a'.repeat(255), 'b'.repeat(40)]
    server.records.set('_octavo-challenge.acme.test', ['v=spf1 -all', long]).set('empty.test', [])
    assert.deepEqual(
      new Set(await dns.texts('_octavo-challenge.ACME.test')),
      new Set(['v=spf1 -all', long.join('')]),
    )
    assert.deepEqual(await dns.texts('empty.test'), [])
    assert.deepEqual(await dns.texts('nobody.test'), [])
  })

  test('are not known when DNS does not answer', async (t) => {
    const server = await dnsServer(t)
    server.fails = true
    await assert.rejects(makeDns([server.address]).texts('acme.test'), DnsSilent)
  })
})
