/** What somebody set by hand where a directory manages it: shown field by field, and what wins afterwards. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userFor } from '#server/domain/access/people.ts'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { aUser, directory, outside, type Scim, scimWith } from '#test/directory.ts'
import { somebody } from '#test/people.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { OCTAVO } from './schemas.ts'

const replace = (path: string, value: unknown) => ({ Operations: [{ op: 'replace', path, value }] })

type Shown = [field: string, directory: unknown, here: unknown]

interface Told {
  id: string
  field: string
  user: { id: string } | null
  group: { id: string } | null
  directory_value: unknown
  value: unknown
}

const shown = (conflicts: Told[]): Shown[] =>
  conflicts.map((one) => [one.field, one.directory_value, one.value])

/** Grace and Ada from the directory, Grace with a role and in a group of it. */
async function provisioned(t: Parameters<typeof directory>[0], store: TestStore) {
  const { acme, scim } = await directory(t, store)
  const role = { [OCTAVO]: { role: 'member' } }
  const grace = (await scim('POST', '/Users', aUser('grace@acme.test', role))).body.id as string
  const ada = (await scim('POST', '/Users', aUser('ada@acme.test', { externalId: 'ada' }))).body.id as string
  const members = [{ value: grace }]
  const navy = (await scim('POST', '/Groups', { displayName: 'Navy', members })).body.id as string
  const admin = `/admin/v1/spaces/${acme.id}`
  const owner = acme.as('owner')
  const ok = async (answer: ReturnType<typeof owner.get>) => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  return {
    acme,
    scim: async (...[method, path, body]: Parameters<Scim>) => {
      const answer = await scim(method, path, body)
      assert.ok(answer.status < 300, JSON.stringify(answer.body))
      return answer.body
    },
    grace,
    ada,
    navy,
    set: (id: string, change: object) => ok(owner.patch(`${admin}/users/${id}`, change)),
    rename: (name: string) => ok(owner.patch(`${admin}/groups/${navy}`, { name })),
    join: (id: string) => ok(owner.post(`${admin}/groups/${navy}/members`, { user_id: id })),
    leave: (id: string) => ok(owner.delete(`${admin}/groups/${navy}/members/${id}`)),
    person: async (id: string) => shown((await ok(owner.get(`${admin}/users/${id}`))).directory_conflicts),
    group: () => ok(owner.get(`${admin}/groups/${navy}`)),
    list: async (query = ''): Promise<Told[]> =>
      (await ok(owner.get(`${admin}/directory_conflicts${query}`))).results,
    resolve: (id: string) => ok(owner.post(`${admin}/directory_conflicts/${id}/resolve`)),
  }
}

describeStores('what is set by hand where a directory manages it', (store) => {
  test('is shown field by field, with who did it, and gone when it is set back', async (t) => {
    const { acme, grace, set, person, list } = await provisioned(t, store)
    assert.deepEqual(await list(), [])
    await set(grace, { name: 'Amazing Grace', role: 'membership_admin' })
    await set(grace, { name: 'Gracie', state: 'suspended' })
    assert.deepEqual(await person(grace), [
      ['name', 'Grace Hopper', 'Gracie'],
      ['role', 'member', 'membership_admin'],
      ['state', 'active', 'suspended'],
    ])
    const [first] = await list()
    const { id: _, changed_time, ...told } = first as Told & { changed_time: string }
    assert.ok(!Number.isNaN(Date.parse(changed_time)))
    assert.deepEqual(told, {
      object: 'directory_conflict',
      field: 'name',
      user: { object: 'user', id: grace },
      group: null,
      managed_by: { type: 'directory', name: 'okta' },
      directory_value: 'Grace Hopper',
      value: 'Gracie',
      changed_by: { object: 'user', id: acme.as('owner').userId },
    })
    await set(grace, { name: 'Grace Hopper', role: 'member', state: 'active' })
    assert.deepEqual([await person(grace), await list()], [[], []])
  })

  test('is none where the directory said nothing of the field, or manages nobody', async (t) => {
    const { acme, ada, set, list } = await provisioned(t, store)
    await set(ada, { role: 'restricted_member' })
    const hand = await somebody(acme, 'By hand')
    await set(hand.id, { name: 'Another', state: 'suspended' })
    assert.deepEqual(await list(), [])
  })

  const patch = (path: string, value: unknown) => (scim: Scim, id: string) =>
    scim('PATCH', `/Users/${id}`, replace(path, value))
  const put = (more: object) => (scim: Scim, id: string) =>
    scim('PUT', `/Users/${id}`, aUser('grace@acme.test', more))
  for (const [what, write, left, name, role, state] of [
    [
      'a PATCH of something else leaves it',
      patch('title', 'Admiral'),
      ['name', 'role', 'state'],
      'Gracie',
      'owner',
      'suspended',
    ],
    [
      'a PATCH of the name takes that',
      patch('name.familyName', 'Murray'),
      ['role', 'state'],
      'Grace Murray',
      'owner',
      'suspended',
    ],
    [
      'a PATCH that agrees ends it',
      patch('name.formatted', 'Gracie'),
      ['role', 'state'],
      'Gracie',
      'owner',
      'suspended',
    ],
    [
      'a PATCH of the role takes that',
      patch(`${OCTAVO}:role`, 'member'),
      ['name', 'state'],
      'Gracie',
      'member',
      'suspended',
    ],
    ['a PATCH of active takes that', patch('active', 'True'), ['name', 'role'], 'Gracie', 'owner', 'active'],
    ['a PUT takes what it says', put({}), ['role'], 'Grace Hopper', 'owner', 'active'],
    [
      'a PUT without active and with the role leaves the state',
      put({ active: undefined, [OCTAVO]: { role: 'member' } }),
      ['state'],
      'Grace Hopper',
      'member',
      'suspended',
    ],
    [
      'a PUT that agrees with the role ends it',
      put({ [OCTAVO]: { role: 'owner' } }),
      [],
      'Grace Hopper',
      'owner',
      'active',
    ],
  ] as const) {
    test(`holds until the directory says something of it: ${what}`, async (t) => {
      const { acme, scim, grace, set, person } = await provisioned(t, store)
      await set(grace, { name: 'Gracie', role: 'owner', state: 'suspended' })
      await write(scim as unknown as Scim, grace)
      assert.deepEqual(
        (await person(grace)).map(([field]) => field),
        left,
      )
      const is = await outside(acme).person(grace)
      assert.deepEqual([is.name, is.role, is.state], [name, role, state])
      const again = await scim('GET', `/Users/${grace}`)
      assert.deepEqual(
        [again.name.formatted, again.active, again[OCTAVO].role],
        [name, state === 'active', role],
      )
    })
  }

  test('holds for an address too', async (t) => {
    const { acme, scim, grace, person } = await provisioned(t, store)
    await acme.do(async (context) =>
      changePerson(context, await userFor(context, grace), { email: 'g@acme.test' }),
    )
    assert.deepEqual(await person(grace), [['email', 'grace@acme.test', 'g@acme.test']])
    await scim('PATCH', `/Users/${grace}`, replace('title', 'Admiral'))
    assert.equal((await outside(acme).person(grace)).person.email, 'g@acme.test')
    await scim('PATCH', `/Users/${grace}`, replace('userName', 'hopper@acme.test'))
    assert.equal((await outside(acme).person(grace)).person.email, 'hopper@acme.test')
    assert.deepEqual(await person(grace), [])
  })

  test('is shown of groups, of their name and of each who is in one by hand or is not', async (t) => {
    const { grace, ada, navy, rename, join, leave, person, group, list } = await provisioned(t, store)
    await rename('Fleet')
    await join(ada)
    await leave(grace)
    assert.deepEqual(shown(await list(`?group_id=${navy}`)), [
      ['name', 'Navy', 'Fleet'],
      ['members', false, true],
      ['members', true, false],
    ])
    assert.deepEqual(
      [await person(grace), await person(ada)],
      [[['members', true, false]], [['members', false, true]]],
    )
    const { directory_conflicts, directory_conflict_count } = await group()
    assert.deepEqual(
      directory_conflicts.map((one: Told) => [one.field, one.user?.id ?? null, one.group?.id]),
      [
        ['name', null, navy],
        ['members', ada, navy],
        ['members', grace, navy],
      ],
    )
    assert.equal(directory_conflict_count, 3)
    assert.deepEqual((await list(`?user_id=${ada}`)).length, 1)
    assert.deepEqual([(await list('?directory=okta')).length, await list('?directory=entra')], [3, []])
    await rename('Navy')
    await leave(ada)
    await join(grace)
    assert.deepEqual(await list(), [])
  })

  for (const [what, body, left, name, members] of [
    [
      'a PATCH of another member leaves it',
      { op: 'remove', path: 'members[value eq "x"]' },
      ['name', 'members', 'members'],
      'Fleet',
      ['ada'],
    ],
    [
      'a PATCH of members takes those',
      { op: 'add', path: 'members', value: [{ value: 'grace' }] },
      ['name', 'members'],
      'Fleet',
      ['ada', 'grace'],
    ],
    [
      'a PATCH that agrees ends it',
      { op: 'add', path: 'members', value: [{ value: 'ada' }] },
      ['name', 'members'],
      'Fleet',
      ['ada'],
    ],
    [
      'a PATCH of all members takes them',
      { op: 'replace', path: 'members', value: [{ value: 'grace' }] },
      ['name'],
      'Fleet',
      ['grace'],
    ],
    [
      'a PATCH of the name takes that',
      { op: 'replace', path: 'displayName', value: 'Navy' },
      ['members', 'members'],
      'Navy',
      ['ada'],
    ],
    [
      'a PATCH that agrees on the name ends it',
      { op: 'replace', value: { displayName: 'Fleet' } },
      ['members', 'members'],
      'Fleet',
      ['ada'],
    ],
    ['a PUT takes all', null, [], 'Navy', ['grace']],
  ] as const) {
    test(`of a group holds until the directory says something of it: ${what}`, async (t) => {
      const { scim, grace, ada, navy, rename, join, leave, list } = await provisioned(t, store)
      await rename('Fleet')
      await join(ada)
      await leave(grace)
      const named = (text: string) =>
        JSON.parse(text.replaceAll('"grace"', `"${grace}"`).replaceAll('"ada"', `"${ada}"`))
      const put = { displayName: 'Navy', members: [{ value: grace }] }
      await (body === null
        ? scim('PUT', `/Groups/${navy}`, put)
        : scim('PATCH', `/Groups/${navy}`, named(JSON.stringify({ Operations: [body] }))))
      assert.deepEqual(
        (await list()).map(({ field }) => field),
        left,
      )
      const is = await scim('GET', `/Groups/${navy}`)
      const ids = (is.members ?? []).map(({ value }: { value: string }) => value).sort()
      assert.deepEqual(
        [is.displayName, ids],
        [name, members.map((one) => (one === 'ada' ? ada : grace)).sort()],
      )
    })
  }

  test('is undone by taking what the directory said', async (t) => {
    const { acme, grace, ada, set, rename, join, leave, list, resolve } = await provisioned(t, store)
    await set(grace, { name: 'Gracie', role: 'owner', state: 'suspended' })
    await rename('Fleet')
    await join(ada)
    await leave(grace)
    await acme.events()
    for (const { id } of await list()) await resolve(id)
    assert.deepEqual(await list(), [])
    assert.deepEqual((await acme.events()).sort(), [
      'group.member_added',
      'group.member_removed',
      'group.updated',
      'user.reactivated',
      'user.role_updated',
      'user.updated',
    ])
    const { name, role, state, groups } = await outside(acme).person(grace)
    assert.deepEqual([name, role, state, groups[0].name], ['Grace Hopper', 'member', 'active', 'Navy'])
    assert.deepEqual(await outside(acme).groupsOf(ada), [])
    const gone = await acme
      .as('owner')
      .post(`/admin/v1/spaces/${acme.id}/directory_conflicts/${grace}/resolve`)
    assert.equal(gone.status, 404)
  })

  test('takes the directory no owner: what only owners may change, others do not resolve', async (t) => {
    const { acme, grace, set, list } = await provisioned(t, store)
    await set(grace, { role: 'owner' })
    const admin = await somebody(acme, 'Alan', 'membership_admin')
    const [{ id }] = (await list()) as [Told]
    const path = `/admin/v1/spaces/${acme.id}/directory_conflicts/${id}/resolve`
    assert.equal((await admin.call('POST', path)).status, 403)
    assert.equal((await list()).length, 1)
  })

  test('ends with what it is about, and when another directory takes over', async (t) => {
    const { acme, scim, grace, ada, navy, set, rename, join, list } = await provisioned(t, store)
    const removed = await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${grace}`)
    assert.equal(removed.status, 200)
    assert.deepEqual(shown(await list()), [['state', 'active', 'removed']])
    await scim('POST', '/Users', aUser('grace@acme.test'))
    assert.deepEqual(await list(), [], 'who comes back by the directory is as it says')
    await set(grace, { name: 'Gracie' })
    await scim('DELETE', `/Users/${grace}`)
    await rename('Fleet')
    await scim('DELETE', `/Groups/${navy}`)
    assert.deepEqual(await list(), [])
    await set(ada, { name: 'Countess' })
    const entra = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'entra' })))
    await entra('PATCH', `/Users/${ada}`, replace('title', 'Countess'))
    assert.deepEqual(await list(), [])
    assert.equal((await outside(acme).person(ada)).name, 'Countess')
    assert.ok(join)
  })
})
