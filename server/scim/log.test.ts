/** What owners read of what a directory asked, and what changed by it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { keepRequests, STEP } from '#server/domain/directory/requests.ts'
import { forgetOld } from '#server/domain/events/forget.ts'
import { aUser, directory, type Scim, scimWith } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import type { TestWorkspace } from '#test/workspace.ts'
import { ENTERPRISE, OCTAVO } from './schemas.ts'

const DAY = 24 * 60 * 60 * 1000

interface Told {
  id: string
  method: string
  path: string
  status: number
  count: number
  dry_run: boolean
  bulk: boolean
  error: { scim_type: string | null } | null
  changes: { field: string; before: unknown; after: unknown }[] | null
}

/** What was written down since it was last read, the oldest first. */
function logOf({ as, id, performDue }: TestWorkspace) {
  const read = async (query = '') => {
    const { status, body } = await as('owner').get(`/admin/v1/spaces/${id}/scim_requests${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const seen = new Set<string>()
  return {
    read,
    async fresh() {
      await performDue()
      const { results } = await read()
      const fresh = results.filter((one: Told) => !seen.has(one.id)).reverse()
      for (const one of results) seen.add(one.id)
      return fresh
    },
  }
}

const replace = (path: string, value: unknown) => ({ Operations: [{ op: 'replace', path, value }] })

describeStores('the log of what directories ask', (store) => {
  test('tells of each write what changed by it, field by field, and never a password', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { fresh } = logOf(acme)
    const grace = (
      await scim('POST', '/Users', aUser('grace@acme.test', { externalId: 'g', password: 'hunter2' }))
    ).body.id as string
    const ada = (await scim('POST', '/Users', aUser('ada@acme.test'))).body.id as string
    await fresh()
    const [user, navy] = [`/Users/${grace}`, { id: '' }]
    const table: [
      what: string,
      () => ReturnType<Scim>,
      status: number,
      changes: [string, unknown, unknown][],
    ][] = [
      [
        'PATCH',
        () => scim('PATCH', user, replace('name.familyName', 'Murray')),
        200,
        [
          ['name.formatted', 'Grace Hopper', 'Grace Murray'],
          ['name.familyName', 'Hopper', 'Murray'],
        ],
      ],
      [
        'PATCH',
        () => scim('PATCH', user, replace(`${ENTERPRISE}:manager`, 'ada@acme.test')),
        200,
        [[`${ENTERPRISE}:manager`, null, { value: 'ada@acme.test' }]],
      ],
      [
        'PATCH',
        () => scim('PATCH', user, replace('title', 'x'.repeat(2500))),
        200,
        [['title', null, `"${'x'.repeat(1999)}…`]],
      ],
      ['PATCH', () => scim('PATCH', user, replace('active', 'False')), 200, [['active', true, false]]],
      ['PATCH', () => scim('PATCH', user, replace('active', false)), 200, []],
      [
        'POST',
        async () => {
          const answer = await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: ada }] })
          navy.id = answer.body.id
          return answer
        },
        201,
        [
          ['displayName', null, 'Navy'],
          ['members', [], [ada]],
        ],
      ],
      [
        'PUT',
        () => scim('PUT', `/Groups/${navy.id}`, { displayName: 'Fleet', members: [{ value: grace }] }),
        200,
        [
          ['displayName', 'Navy', 'Fleet'],
          ['members', [ada], [grace]],
        ],
      ],
      ['DELETE', () => scim('DELETE', `/Groups/${navy.id}`), 204, [['displayName', 'Fleet', null]]],
    ]
    for (const [method, ask, status, changes] of table) {
      assert.equal((await ask()).status, status)
      const [told, ...more] = await fresh()
      assert.deepEqual(more, [])
      assert.deepEqual(
        [told.method, told.status, told.directory, told.dry_run],
        [method, status, 'okta', false],
      )
      assert.deepEqual(
        told.changes.map((one: NonNullable<Told['changes']>[number]) => [one.field, one.before, one.after]),
        changes,
      )
      assert.ok([grace, navy.id].includes(told.resource_id))
    }
    const { results } = await logOf(acme).read(`?resource_id=${grace}`)
    const [made] = results.slice(-1)
    assert.deepEqual([made.method, made.path, made.ip_address], ['POST', '/Users', '127.0.0.1'])
    const fields = made.changes.map(({ field }: NonNullable<Told['changes']>[number]) => field)
    for (const field of ['userName', 'externalId', 'emails', 'active', `${OCTAVO}:role`]) {
      assert.ok(fields.includes(field), field)
    }
    assert.ok(!JSON.stringify(results).includes('hunter2'))
  })

  test('tells of trials, of what was refused, and of each write of many', async (t) => {
    const { acme, scim, token } = await directory(t, store)
    const { fresh } = logOf(acme)
    const grace = (await scim('POST', '/Users', aUser('grace@acme.test'))).body.id as string
    await fresh()
    await scim('PATCH', `/Users/${grace}?dry_run=true`, replace('active', false))
    await scim('POST', '/Users', aUser('GRACE@acme.test'))
    await scim('PATCH', `/Users/${grace}`, replace('userName', ''))
    await scim('PUT', `/Users/${grace}`, '{"userName":')
    await scim('POST', '/Users?dry_run=perhaps', aUser('x@acme.test'))
    await scim('POST', '/Nothing', {})
    const shape = ({ method, path, status, error, dry_run, bulk }: Told) => [
      method,
      path,
      status,
      error?.scim_type ?? null,
      dry_run,
      bulk,
    ]
    assert.deepEqual((await fresh()).map(shape), [
      ['PATCH', `/Users/${grace}?dry_run=true`, 200, null, true, false],
      ['POST', '/Users', 409, 'uniqueness', false, false],
      ['PATCH', `/Users/${grace}`, 400, 'invalidValue', false, false],
      ['PUT', `/Users/${grace}`, 400, 'invalidSyntax', false, false],
      ['POST', '/Users?dry_run=perhaps', 400, 'invalidValue', false, false],
      ['POST', '/Nothing', 404, null, false, false],
    ])
    await scim('POST', '/Bulk', {
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'a', data: aUser('ada@acme.test') },
        { method: 'DELETE', path: `/Users/${grace}` },
        { method: 'PATCH', path: `/Users/${grace}`, data: replace('active', false) },
      ],
    })
    assert.deepEqual((await fresh()).map(shape), [
      ['POST', '/Users', 201, null, false, true],
      ['DELETE', `/Users/${grace}`, 204, null, false, true],
      ['PATCH', `/Users/${grace}`, 404, null, false, true],
    ])
    await scimWith(acme, `${token}x`)('DELETE', `/Users/${grace}`)
    assert.deepEqual(await fresh(), [], 'whose workspace nobody knows is told to nobody')
  })

  test('tells of reads that went well together, and of each that was refused', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { fresh, read } = logOf(acme)
    for (const name of ['a', 'b', 'c']) await scim('GET', `/Users?filter=userName eq "${name}"`)
    await scim('POST', '/Users/.search', { filter: 'userName eq "d"' })
    for (const id of ['1', '2', '2']) await scim('GET', `/Users/${id}`)
    await scim('GET', '/Users?filter=nonsense')
    assert.deepEqual((await read()).results, [], 'nobody waits for a write')
    const told = (await fresh()).map(({ method, path, status, count, changes }: Told) => [
      method,
      decodeURIComponent(path),
      status,
      count,
      changes,
    ])
    assert.deepEqual(told.sort(), [
      ['GET', '/Users/1', 404, 1, null],
      ['GET', '/Users/2', 404, 2, null],
      ['GET', '/Users?filter=nonsense', 400, 1, null],
      ['GET', '/Users?filter=userName eq "c"', 200, 3, null],
      ['POST', '/Users/.search', 200, 1, null],
    ])
  })

  test('is filtered and read page by page, a rare request among many too, and forgotten in time', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { read } = logOf(acme)
    const entra = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'entra' })))
    const grace = (await entra('POST', '/Users', aUser('grace@acme.test'))).body.id as string
    const [{ token_id: entraToken }] = (await read()).results
    for (let index = 0; index < 5; index++)
      await scim('PATCH', `/Users/${grace}`, replace('title', `${index}`))
    await scim('DELETE', '/Users/nobody')
    const table: [query: string, count: number][] = [
      ['', 7],
      ['?directory=okta', 6],
      [`?token_id=${entraToken}`, 1],
      [`?resource_id=${grace}`, 6],
      ['?status=4xx', 1],
      ['?status=2xx&directory=entra', 1],
      ['?since=2999-01-01', 0],
      ['?until=2999-01-01', 7],
      ['?until=2001-01-01', 0],
    ]
    for (const [query, count] of table) assert.equal((await read(query)).results.length, count, query)
    const whole = async (query: string) => {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const { results, next_cursor, has_more } = await read(`?page_size=2${query}${cursor}`)
        seen.push(...results.map(({ id }: Told) => id))
        if (!has_more) return seen
        cursor = `&start_cursor=${next_cursor}`
      }
    }
    assert.deepEqual(
      await whole(''),
      (await read()).results.map(({ id }: Told) => id),
    )

    const [newest] = (await read()).results
    const one = {
      workspaceId: acme.id,
      tokenId: newest.token_id,
      directory: 'okta',
      ipAddress: null,
      userAgent: null,
      time: Date.now() + DAY,
      method: 'GET',
      path: '/Users',
      status: 200,
      resourceId: null,
      changes: null,
      error: null,
      isTrial: false,
      isBulk: false,
      count: 1,
    }
    for (let from = 0; from < STEP; from += 500) {
      await acme.store.transaction((db) =>
        keepRequests(db, acme.server.surroundings.newId, Array(500).fill(one)),
      )
    }
    const first = await read('?directory=entra')
    assert.deepEqual([first.results.length, first.has_more], [0, true])
    assert.equal((await whole('&directory=entra')).length, 1)

    const after = (days: number) => ({
      store: acme.store,
      surroundings: { now: () => Date.now() + days * DAY },
    })
    await forgetOld(after(89), new AbortController().signal)
    assert.equal((await read('?directory=okta')).results.length, 100)
    await forgetOld(after(90.5), new AbortController().signal)
    assert.deepEqual((await read('?status=4xx')).results, [])
    assert.equal((await read()).results.length, 100, 'what is younger stays')
    for (const query of ['?status=6xx', '?since=soon', '?start_cursor=x', '?who=me', '?resource_id=1']) {
      const { status } = await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/scim_requests${query}`)
      assert.equal(status, 400, query)
    }
  })
})
