import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside, type Scim } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { ENTERPRISE } from './schemas.ts'

const ids = (answer: { body: { Resources: { id: string }[] } }) => answer.body.Resources.map(({ id }) => id)
const names = (answer: { body: { Resources: { userName: string }[] } }) =>
  answer.body.Resources.map(({ userName }) => userName.split('@')[0])

/** Beside the owner, the member and the guest: five people from p0 to p4. */
async function fivePeople(scim: Scim): Promise<string[]> {
  const made: string[] = []
  for (let index = 0; index < 5; index++) {
    const more = {
      externalId: `x${index}`,
      title: index % 2 === 0 ? 'Even' : 'Odd',
      name: { formatted: `Person ${9 - index}` },
      active: index !== 3,
      [ENTERPRISE]: { department: index < 2 ? 'Navy' : 'Army' },
    }
    made.push((await scim('POST', '/Users', aUser(`p${index}@acme.test`, more))).body.id)
  }
  return made
}

const find = (filter: string, more = '') => `/Users?filter=${encodeURIComponent(filter)}${more}`

describeStores('lists of SCIM', (store) => {
  test('count and page as the RFC says', async (t) => {
    const { scim } = await directory(t, store)
    const everybody = ids(await scim('GET', '/Users'))
    assert.equal(everybody.length, 3)
    const table: [query: string, startIndex: number, shown: string[]][] = [
      ['?startIndex=0', 1, everybody],
      ['?startIndex=-5&count=2', 1, everybody.slice(0, 2)],
      ['?startIndex=2&count=1', 2, everybody.slice(1, 2)],
      ['?startIndex=3&count=1000', 3, everybody.slice(2)],
      ['?startIndex=4', 4, []],
      ['?startIndex=99999999999999999999', Number.MAX_SAFE_INTEGER, []],
      ['?count=0', 1, []],
      ['?count=-1', 1, []],
      ['?count=', 1, everybody],
    ]
    for (const [query, startIndex, shown] of table) {
      const answer = await scim('GET', `/Users${query}`)
      assert.equal(answer.status, 200, query)
      assert.deepEqual(ids(answer), shown, query)
      const { totalResults, itemsPerPage } = answer.body
      assert.deepEqual(
        [totalResults, answer.body.startIndex, itemsPerPage],
        [3, startIndex, shown.length],
        query,
      )
    }
  })

  test('find the same whether the store looks or each resource is looked at', async (t) => {
    const { scim } = await directory(t, store)
    const made = await fivePeople(scim)
    const table: [filter: string, found: string[]][] = [
      ['userName eq "P1@ACME.TEST"', ['p1']],
      ['externalId eq "x2"', ['p2']],
      ['externalId eq "X2"', []],
      [`id eq "${made[4]}"`, ['p4']],
      ['active eq false', ['p3']],
      ['active ne true', ['p3']],
      ['emails eq "p0@acme.test" or externalId eq "x4"', ['p0', 'p4']],
      ['title eq "even"', ['p0', 'p2', 'p4']],
      ['title eq "even" and active eq true and externalId pr', ['p0', 'p2', 'p4']],
      [`${ENTERPRISE}:department eq "navy"`, ['p0', 'p1']],
      ['userName sw "p" and not (title eq "Even")', ['p1', 'p3']],
      ['not (externalId pr)', ['owner', 'member', 'guest']],
      ['userName eq "owner@acme.test" or title eq "Odd"', ['owner', 'p1', 'p3']],
      ['externalId eq "x0" and externalId eq "x1"', []],
      ['groups.display eq "Navy"', []],
    ]
    for (const [filter, found] of table) {
      const answer = await scim('GET', find(filter))
      assert.deepEqual([answer.body.totalResults, names(answer)], [found.length, found], filter)
      const second = await scim('GET', find(filter, '&startIndex=2&count=1'))
      assert.deepEqual([second.body.totalResults, names(second)], [found.length, found.slice(1, 2)], filter)
      const searched = await scim('POST', '/Users/.search', { schemas: [], filter, startIndex: 1, count: 50 })
      assert.deepEqual(names(searched), found, filter)
    }
  })

  test('are sorted by any attribute, what has none at the end', async (t) => {
    const { scim } = await directory(t, store)
    await fivePeople(scim)
    const sorted = async (query: string) =>
      names(await scim('GET', find('userName sw "p" or title pr or active pr', query)))
    assert.deepEqual(await sorted('&sortBy=name.formatted&count=3'), ['p4', 'p3', 'p2'])
    assert.deepEqual(await sorted('&sortBy=name.formatted&sortOrder=descending&count=3'), [
      'owner',
      'member',
      'guest',
    ])
    assert.deepEqual(await sorted('&sortBy=externalId&count=6&startIndex=4'), [
      'p3',
      'p4',
      'owner',
      'member',
      'guest',
    ])
    assert.deepEqual(await sorted('&sortBy=userName&count=2'), ['guest', 'member'])
    assert.deepEqual(await sorted('&sortBy=emails&sortOrder=DESCENDING&count=2'), ['p4', 'p3'])
  })

  test('go on by cursor, whoever comes and goes', async (t) => {
    const { scim } = await directory(t, store)
    const made = await fivePeople(scim)
    const seen: string[] = []
    let path = '/Users?cursor&count=3'
    for (let page = 0; ; page++) {
      const answer = await scim('GET', path)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      seen.push(...(names(answer) as string[]))
      const { nextCursor } = answer.body
      if (nextCursor === undefined) break
      assert.equal(answer.body.Resources.length, 3)
      path = `/Users?cursor=${nextCursor}&count=3`
      if (page > 0) continue
      await scim('DELETE', `/Users/${made[0]}`)
      await scim('POST', '/Users', aUser('late@acme.test'))
    }
    assert.deepEqual(seen, ['owner', 'member', 'guest', 'p1', 'p2', 'p3', 'p4', 'late'])
    const filtered = await scim('GET', find('title eq "Even"', '&cursor=&count=1'))
    assert.deepEqual([names(filtered), filtered.body.totalResults], [['p2'], undefined])
    const other = await scim('GET', find('title eq "Odd"', `&cursor=${filtered.body.nextCursor}`))
    assert.deepEqual([other.status, other.body.scimType], [400, 'invalidCursor'])
    assert.equal((await scim('GET', '/Users?cursor=&count=0')).body.totalResults, 8)
  })

  test('show what is asked for', async (t) => {
    const { acme, scim } = await directory(t, store)
    const [p0] = (await fivePeople(scim)) as [string]
    const shown = async (query: string) => {
      const { body } = await scim('GET', `/Users/${p0}${query}`)
      return Object.keys(body).sort()
    }
    assert.deepEqual(await shown('?attributes=userName'), ['id', 'schemas', 'userName'])
    assert.deepEqual(await shown('?attributes=USERNAME, nope'), ['id', 'schemas', 'userName'])
    assert.deepEqual(await shown(`?attributes=${ENTERPRISE}`), ['id', 'schemas', ENTERPRISE])
    assert.ok(!(await shown('?excludedAttributes=name,id,emails')).includes('name'))
    assert.ok((await shown('?excludedAttributes=name,id,emails')).includes('id'), 'what is always shown is')
    const { body: parts } = await scim(
      'GET',
      `/Users/${p0}?attributes=emails.value,name.formatted,emails.type`,
    )
    assert.deepEqual(parts.emails, [{ value: 'p0@acme.test', type: 'work' }])
    assert.deepEqual(parts.name, { formatted: 'Person 9' })
    const { body: less } = await scim(
      'GET',
      `/Users/${p0}?excludedAttributes=emails.value,${ENTERPRISE}:department`,
    )
    assert.deepEqual(less.emails, [{ primary: true, type: 'work' }])
    assert.equal(less[ENTERPRISE], undefined)
    const { body: filtered } = await scim('GET', `/Users/${p0}?attributes=emails[type eq "work"]`)
    assert.equal(filtered.emails.length, 1)
    const patched = await scim('PATCH', `/Users/${p0}?attributes=title`, {
      Operations: [{ op: 'replace', path: 'title', value: 'T' }],
    })
    assert.deepEqual([patched.body.title, patched.body.userName], ['T', undefined])
    const made = await scim('POST', '/Users?attributes=active', aUser('made@acme.test'))
    assert.deepEqual(Object.keys(made.body).sort(), ['active', 'id', 'schemas'])
    const group = await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: p0 }] })
    const answer = await scim('PATCH', `/Groups/${group.body.id}?attributes=members`, {
      Operations: [{ op: 'add', path: 'members', value: [{ value: made.body.id }] }],
    })
    assert.deepEqual([answer.status, answer.body.members.length], [200, 2])
    assert.deepEqual(await outside(acme).groupsOf(p0), ['Navy'])
  })

  test('of both types come one after the other', async (t) => {
    const { scim } = await directory(t, store)
    await scim('POST', '/Groups', { displayName: 'Navy' })
    const types = async (body: object) => {
      const answer = await scim('POST', '/.search', body)
      return [
        answer.body.totalResults,
        ...answer.body.Resources.map((one: { meta: { resourceType: string } }) => one.meta.resourceType),
      ]
    }
    assert.deepEqual(await types({}), [4, 'User', 'User', 'User', 'Group'])
    assert.deepEqual(await types({ startIndex: 3, count: 2 }), [4, 'User', 'Group'])
    assert.deepEqual(await types({ filter: 'displayName eq "navy"' }), [1, 'Group'])
    assert.deepEqual(await types({ filter: 'userName pr', count: 1 }), [3, 'User'])
  })
})
