import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { makeDns } from '#server/adapters/dns.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { verifiedDomainsOf, workspaceOfDomain } from '#server/domain/domains/of-workspace.ts'
import { newestMails } from '#server/store/mails.ts'
import { dnsServer } from '#test/dns-server.ts'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type TestWorkspace, workspaceOn } from '#test/workspace.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** Two workspaces of one server that ask the same DNS, and a clock that can be moved. */
async function places(t: TestContext, testStore: TestStore) {
  const store = await testStore.open(t)
  const dns = await dnsServer(t)
  let passed = 0
  const place = async () => {
    const acme = await workspaceOn(t, store, {})
    Object.assign(acme.server, { dns: makeDns([dns.address]) })
    Object.assign(acme.server.surroundings, { now: () => Date.now() + passed })
    return { acme, ...domainsOf(acme) }
  }
  const [first, second] = [await place(), await place()]
  const wait = async (milliseconds: number) => {
    passed += milliseconds
    await first.acme.performDue()
  }
  const publish = ({ record }: { record: { name: string; value: string } }) =>
    void dns.records.set(record.name, ['v=spf1 -all', record.value])
  return { ...first, second, dns, publish, wait, store }
}

function domainsOf(acme: TestWorkspace) {
  const owner = acme.as('owner')
  const path = `/admin/v1/spaces/${acme.id}/domains`
  return {
    path,
    add: (domain: string, more: object = {}) => owner.post(path, { domain, ...more }),
    read: async (id: string) => (await owner.get(`${path}/${id}`)).body,
    verify: (id: string) => owner.post(`${path}/${id}/verify`),
    remove: (id: string) => owner.delete(`${path}/${id}`),
    verified: () => verifiedDomainsOf(acme.store.reader, acme.id),
    /** What was recorded of domains since the last call. */
    told: async () => (await acme.events()).filter((type) => type.startsWith('domain.')),
  }
}

describeStores('domains', (testStore) => {
  test('wait for their record in DNS, and are the workspace’s own once it is there', async (t) => {
    const { acme, add, verify, remove, verified, told, dns, publish, path, store } = await places(
      t,
      testStore,
    )
    await told()
    const { status, body: added } = await add(' Bücher.Example. ')
    assert.equal(status, 200, added.message)
    assert.deepEqual(
      [added.domain, added.display_name, added.status, added.record.type, added.record.name],
      [
        'xn--bcher-kva.example',
        'bücher.example',
        'pending',
        'TXT',
        '_octavo-challenge.xn--bcher-kva.example',
      ],
    )
    assert.match(added.record.value, /^octavo-domain-verification=[\w-]{32}$/)
    const again = await add('BÜCHER.example')
    assert.deepEqual(
      [again.body.id, again.body.record],
      [added.id, added.record],
      'asked again it is the same, with the same code',
    )
    assert.deepEqual(await told(), ['domain.added'])

    const found = async () => (await verify(added.id)).body
    assert.equal((await found()).last_check.found, 'no_record')
    dns.records.set(added.record.name, [added.record.value.toUpperCase()])
    assert.equal((await found()).last_check.found, 'other_record')
    dns.fails = true
    assert.deepEqual([(await found()).status, (await found()).last_check.found], ['pending', 'no_answer'])
    dns.fails = false
    assert.deepEqual([await verified(), await told()], [[], []])

    publish(added)
    const done = await verify(added.id)
    assert.deepEqual(
      [done.status, done.body.status, done.body.verified_by, done.body.code_expiration_time],
      [200, 'verified', 'dns', null],
    )
    assert.deepEqual(await told(), ['domain.verified'])
    const [event] = await newestEvents(acme, 1)
    assert.deepEqual(
      [JSON.parse(event!.data), event!.entity_id, event!.actor_id],
      [{ domain: 'xn--bcher-kva.example', verified_by: 'dns' }, added.id, acme.as('owner').userId],
    )
    assert.deepEqual(await verified(), ['xn--bcher-kva.example'])
    assert.equal(await workspaceOfDomain(store.reader, 'BÜCHER.example'), acme.id)
    assert.equal(await workspaceOfDomain(store.reader, 'mail.bücher.example'), null)
    const shown = await acme.as('member').get(path.replace('/domains', ''))
    assert.deepEqual(shown.body.domains, ['xn--bcher-kva.example'])
    const listed = await acme.as('owner').get(path)
    assert.deepEqual(listed.body.results, [{ ...done.body, request_id: undefined }].map(withoutUndefined))

    assert.equal((await remove(added.id)).status, 200)
    assert.equal((await remove(added.id)).status, 404)
    assert.deepEqual([await verified(), await told()], [[], ['domain.removed']])
  })

  test('belong to one workspace, which is not told', async (t) => {
    const { add, verify, remove, publish, second, acme, wait } = await places(t, testStore)
    const mine = (await add('acme.test')).body
    const theirs = (await second.add('acme.test')).body
    assert.notEqual(mine.record.value, theirs.record.value)
    publish(mine)
    assert.equal((await verify(mine.id)).body.status, 'verified')
    assert.equal((await second.verify(theirs.id)).body.status, 'pending', 'nothing is told before the proof')

    publish(theirs)
    const taken = await second.verify(theirs.id)
    assert.deepEqual([taken.status, taken.body.code], [409, 'conflict_error'])
    assert.match(taken.body.message, /^The domain acme\.test belongs to another workspace of this server\./)
    assert.doesNotMatch(JSON.stringify(taken.body), new RegExp(acme.id))
    assert.deepEqual([await second.verified(), (await second.read(theirs.id)).status], [[], 'pending'])
    await assert.rejects(
      second.acme.do((context) => trustDomain(context, 'acme.test')),
      /belongs to another workspace/,
    )
    await second.told()
    await wait(HOUR)
    const failed = await second.read(theirs.id)
    assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'taken'])
    assert.deepEqual(await second.told(), ['domain.failed'])

    await remove(mine.id)
    assert.equal((await second.verify(theirs.id)).body.status, 'verified', 'free again')
    assert.equal((await second.read(theirs.id)).failure_reason, null)
  })

  test('of several who prove one at once are one workspace’s', async (t) => {
    const { add, verify, verified, publish, second } = await places(t, testStore)
    const both = [(await add('acme.test')).body, (await second.add('acme.test')).body] as const
    publish(both[0])
    const records = [...both.map(({ record }) => record.value)]
    await Promise.all([verify(both[0].id), second.verify(both[1].id)])
    assert.equal([...(await verified()), ...(await second.verified())].length, 1, String(records))
  })

  test('are looked for by the server itself, until the code expires after a week', async (t) => {
    const { acme, add, read, verify, told, publish, wait } = await places(t, testStore)
    const early = (await add('early.test')).body
    const late = (await add('late.test')).body
    publish(early)
    await told()
    await wait(HOUR)
    assert.deepEqual(
      [(await read(early.id)).status, (await read(late.id)).last_check.found],
      ['verified', 'no_record'],
    )
    assert.deepEqual(await told(), ['domain.verified'])
    const events = await newestEvents(acme, 10)
    const event = events.find(({ type }) => type === 'domain.verified')
    assert.deepEqual([event?.actor_type, event?.origin], ['system', 'system'])
    await wait(7 * DAY)
    const failed = await read(late.id)
    assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'expired'])
    assert.deepEqual(await told(), ['domain.failed'])
    publish(late)
    const refused = await verify(late.id)
    assert.deepEqual([refused.status, refused.body.code], [409, 'conflict_error'])

    const anew = (await add('late.test')).body
    assert.deepEqual([anew.id, anew.status, anew.failure_reason], [late.id, 'pending', null])
    assert.notEqual(anew.record.value, late.record.value)
    publish(anew)
    assert.equal((await verify(late.id)).body.status, 'verified')
  })

  test('are lost when their record is gone for days, and their owners hear of it before', async (t) => {
    const { acme, add, read, verify, verified, told, publish, dns, wait } = await places(t, testStore)
    const added = (await add('acme.test')).body
    publish(added)
    await verify(added.id)
    const mails = async () => (await newestMails(acme.store.reader, 100)).length
    const daysWithout = async (days: number) => {
      for (let day = 0; day < days; day++) await wait(DAY)
    }
    dns.fails = true
    await daysWithout(10)
    dns.fails = false
    assert.deepEqual(
      [(await read(added.id)).status, await mails()],
      ['verified', 0],
      'silence proves nothing',
    )

    dns.records.clear()
    await daysWithout(4)
    assert.deepEqual([await verified(), await mails()], [['acme.test'], 1])
    publish(added)
    await daysWithout(1)
    dns.records.clear()
    await told()
    await daysWithout(4)
    assert.deepEqual([await verified(), await mails()], [['acme.test'], 2], 'counted from the beginning')
    await daysWithout(1)
    const lost = await read(added.id)
    assert.deepEqual([lost.status, lost.failure_reason, await verified()], ['failed', 'lost', []])
    assert.deepEqual(await told(), ['domain.failed'])
    const [last, before] = await newestMails(acme.store.reader, 10)
    assert.deepEqual([last!.recipient, before!.recipient], ['owner@acme.test', 'owner@acme.test'])
    assert.match(last!.subject, /acme\.test is not verified any more/)
    assert.match(before!.text, /not be verified any more in 3 days/)

    publish(added)
    assert.equal((await verify(added.id)).body.status, 'verified', 'the record is good for a week more')
  })

  test('are trusted without a record by the owner of the only workspace', async (t) => {
    const { acme, add, verify, verified, told, publish, store, wait } = await places(t, testStore)
    const refused = await add('acme.test', { trusted: true })
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    await store.transaction(async (db) => {
      await db.sql.deleteFrom('workspaces').where('id', '!=', acme.id).execute()
    })
    await told()
    const trusted = await add('acme.test', { trusted: true })
    assert.deepEqual([trusted.body.status, trusted.body.verified_by], ['verified', 'owner'])
    assert.deepEqual(await told(), ['domain.added', 'domain.verified'])
    const further = await acme.as('owner').post('/admin/v1/workspaces', { name: 'Second' })
    assert.deepEqual([further.status, further.body.code], [409, 'conflict_error'])
    assert.match(further.body.message, /once DNS proves acme\.test, which an owner of the first one trusted/)
    await add('acme.test', { trusted: true })
    await wait(30 * DAY)
    await verify(trusted.body.id)
    assert.deepEqual([await verified(), await told()], [['acme.test'], []])
    publish(trusted.body)
    assert.equal((await verify(trusted.body.id)).body.verified_by, 'dns')
    assert.deepEqual(await told(), ['domain.verified'])
    await add('acme.example', { trusted: true })
    await acme.do((context) => trustDomain(context, 'acme.example'))
    assert.deepEqual(await told(), ['domain.added', 'domain.verified', 'domain.verified'])
    assert.equal((await acme.as('owner').post('/admin/v1/workspaces', { name: 'Second' })).status, 200)
  })

  test('are names that somebody can have for themselves', async (t) => {
    const { acme, add, path } = await places(t, testStore)
    const mistakes: [domain: unknown, says: RegExp][] = [
      ['nodot', /body\.domain should be a domain like acme\.com, instead was "nodot"/],
      ['', /should be a domain like/],
      ['a b.test', /should be a domain like/],
      ['ada@acme.test', /should be a domain like/],
      ['https://acme.test', /should be a domain like/],
      ['acme.test:80', /should be a domain like/],
      ['acme.test..', /should be a domain like/],
      ['-acme.test', /should be a domain like/],
      ['127.0.0.1', /should be a domain like/],
      ['[::1]', /should be a domain like/],
      ['acme\u0000.test', /body\.domain/],
      ['\ud800.test', /body\.domain/],
      [`${'a'.repeat(60)}.`.repeat(4).concat('test'), /should be a domain like/],
      ['co.uk', /not one under which anybody registers theirs/],
      ['github.io', /not one under which anybody registers theirs/],
      ['GMail.com.', /not one at which anybody gets a mailbox/],
      ['gmx.de', /not one at which anybody gets a mailbox/],
      [7, /body\.domain/],
    ]
    for (const [domain, says] of mistakes) {
      const { status, body } = await acme.as('owner').post(path, { domain })
      assert.deepEqual([status, body.code], [400, 'validation_error'], String(domain))
      assert.match(body.message, says)
    }
    for (const domain of ['example.com', 'acme.github.io', 'mail.gmx.acme.co.uk', 'xn--p1b6ci4b4b3a.test'])
      assert.equal((await add(domain)).status, 200, domain)
  })
})

const withoutUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))
