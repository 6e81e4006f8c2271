/** What owners read in the audit log of what a directory did. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventTypeName } from '#server/domain/events/types.ts'
import { aUser, directory, type ScimAnswer } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { OCTAVO } from './schemas.ts'

type Values = Record<string, unknown> | null

interface Told {
  type: EventTypeName
  target: string
  data?: Values
  before?: Values
  after?: Values
}

interface Step {
  name: string
  act: () => Promise<ScimAnswer>
  told: () => Told[]
}

type Directory = Awaited<ReturnType<typeof directory>>

function steps({ acme, scim }: Directory): Step[] {
  const made = { grace: '', navy: '' }
  const making = async (kind: keyof typeof made, answer: Promise<ScimAnswer>) => {
    made[kind] = (await answer).body.id
    return answer
  }
  const change = (path: string, value: unknown) => () =>
    scim('PATCH', `/Users/${made.grace}`, { Operations: [{ op: 'replace', path, value }] })
  const changeGroup =
    (...Operations: object[]) =>
    () =>
      scim('PATCH', `/Groups/${made.navy}`, { Operations })
  const grace = (type: EventTypeName, more: Omit<Told, 'type' | 'target'>) => () => [
    { type, target: made.grace, ...more },
  ]
  const fields = (...updated_fields: string[]) => ({ data: { updated_fields } })
  const from = (before: Values, after: Values) => ({ before, after })
  const member = acme.as('member').userId
  const hers = () => ({ user_id: made.grace })
  return [
    {
      name: 'adds somebody',
      act: () => making('grace', scim('POST', '/Users', aUser('grace@acme.test', { title: 'Captain' }))),
      told: grace('user.added', {
        data: { role: 'member' },
        after: { name: 'Grace Hopper', email: 'grace@acme.test', role: 'member' },
      }),
    },
    { name: 'says the same again', act: change('title', 'Captain'), told: () => [] },
    {
      name: 'renames her',
      act: change('name', { formatted: 'Amazing Grace' }),
      told: grace('user.updated', {
        ...fields('name'),
        ...from({ name: 'Grace Hopper' }, { name: 'Amazing Grace' }),
      }),
    },
    {
      name: 'gives her another address',
      act: change('userName', 'hopper@acme.test'),
      told: grace('user.updated', {
        ...fields('email'),
        ...from({ email: 'grace@acme.test' }, { email: 'hopper@acme.test' }),
      }),
    },
    { name: 'says her title', act: change('title', 'Admiral'), told: grace('user.updated', fields('title')) },
    {
      name: 'says a name that is not shown',
      act: change('displayName', 'Gracie'),
      told: grace('user.updated', fields('displayName')),
    },
    {
      name: 'calls her by an id of its own',
      act: change('externalId', 'okta-1'),
      told: grace('user.updated', fields('external_id')),
    },
    {
      name: 'gives her a role',
      act: change(`${OCTAVO}:role`, 'membership_admin'),
      told: grace('user.role_updated', {
        data: { role: 'membership_admin', previous_role: 'member' },
        ...from({ role: 'member' }, { role: 'membership_admin' }),
      }),
    },
    {
      name: 'suspends her',
      act: change('active', false),
      told: grace('user.suspended', from({ state: 'active' }, { state: 'suspended' })),
    },
    {
      name: 'lets her back',
      act: change('active', 'True'),
      told: grace('user.reactivated', from({ state: 'suspended' }, { state: 'active' })),
    },
    {
      name: 'takes over somebody who came by hand',
      act: () =>
        scim('PATCH', `/Users/${member}`, {
          Operations: [{ op: 'add', path: 'title', value: 'Clerk' }],
        }),
      told: () => [
        {
          type: 'user.updated',
          target: member,
          ...fields('managed_by', 'title'),
          ...from({ managed_by: null }, { managed_by: 'okta' }),
        },
      ],
    },
    {
      name: 'makes a group',
      act: () =>
        making(
          'navy',
          scim('POST', '/Groups', {
            displayName: 'Navy',
            externalId: 'g1',
            members: [{ value: made.grace }],
          }),
        ),
      told: () => [
        { type: 'group.created', target: made.navy, after: { name: 'Navy' } },
        { type: 'group.member_added', target: made.navy, data: hers(), after: hers() },
      ],
    },
    {
      name: 'renames it',
      act: changeGroup({ op: 'replace', path: 'displayName', value: 'Fleet' }),
      told: () => [
        {
          type: 'group.updated',
          target: made.navy,
          ...fields('name'),
          ...from({ name: 'Navy' }, { name: 'Fleet' }),
        },
      ],
    },
    {
      name: 'calls it by another id',
      act: changeGroup({ op: 'replace', path: 'externalId', value: 'g2' }),
      told: () => [{ type: 'group.updated', target: made.navy, ...fields('external_id') }],
    },
    {
      name: 'takes everybody out',
      act: changeGroup({ op: 'remove', path: 'members' }),
      told: () => [{ type: 'group.member_removed', target: made.navy, data: hers(), before: hers() }],
    },
    {
      name: 'deletes it',
      act: () => scim('DELETE', `/Groups/${made.navy}`),
      told: () => [{ type: 'group.deleted', target: made.navy, before: { name: 'Fleet', member_count: 0 } }],
    },
    {
      name: 'removes her',
      act: () => scim('DELETE', `/Users/${made.grace}`),
      told: grace(
        'user.removed',
        from(
          { name: 'Amazing Grace', email: 'hopper@acme.test', role: 'membership_admin', state: 'active' },
          { state: 'removed' },
        ),
      ),
    },
  ]
}

describeStores('what a directory does', (store) => {
  test('is in the audit log, with what was and what is', async (t) => {
    const place = await directory(t, store)
    const { acme } = place
    const [token] = await acme.store.reader.sql.selectFrom('scim_tokens').selectAll().execute()
    const owner = acme.as('owner')
    const read = async (query: string) =>
      (await owner.get(`/admin/v1/spaces/${acme.id}/audit_log?page_size=100&direction=ascending${query}`))
        .body
    let all = 0
    for (const { name, act, told } of steps(place)) {
      const answer = await act()
      assert.ok(answer.status < 300, `${name}: ${JSON.stringify(answer.body)}`)
      const { results } = await read(`&actor_type=directory&actor_id=${token!.id}`)
      const expected = told().map(({ type, target, data = {}, before = null, after = null }) => ({
        type,
        actor: { type: 'directory', id: token!.id, name: 'okta', token_id: token!.id },
        target,
        data,
        before,
        after,
        origin: 'scim',
        ip_address: '127.0.0.1',
      }))
      assert.deepEqual(
        results.slice(all).map(({ type, actor, target, data, before, after, origin, ip_address }: Row) => {
          return { type, actor, target: target.id, data, before, after, origin, ip_address }
        }),
        expected,
        name,
      )
      all = results.length
    }
    assert.equal((await read('&actor_type=directory')).results.length, all)
    const others = (await read('&actor_type=person')).results
    assert.ok(others.every(({ origin }: Row) => origin !== 'scim'))
  })

  test('is told after its token ended, as are those who made and ended it', async (t) => {
    const { acme, scim, token } = await directory(t, store)
    await scim('POST', '/Users', aUser('grace@acme.test'))
    const owner = acme.as('owner')
    const space = `/admin/v1/spaces/${acme.id}`
    const made = await owner.post(`${space}/scim_tokens`, { name: 'entra' })
    await owner.delete(`${space}/scim_tokens/${made.body.id}`)
    const { body } = await owner.get(`${space}/scim_tokens`)
    await owner.delete(`${space}/scim_tokens/${body.results[0].id}`)
    const log = await owner.get(`${space}/audit_log?page_size=4&direction=descending`)
    const told = log.body.results.map(({ type, actor, target, before, after }: Row) => [
      type,
      actor.type,
      actor.name,
      target.type,
      before,
      after && (after.email ?? after),
    ])
    assert.deepEqual(told, [
      ['scim_token.revoked', 'person', 'The owner', 'scim_token', { name: 'okta' }, null],
      ['scim_token.revoked', 'person', 'The owner', 'scim_token', { name: 'entra' }, null],
      ['scim_token.created', 'person', 'The owner', 'scim_token', null, { name: 'entra' }],
      ['user.added', 'directory', 'okta', 'user', null, 'grace@acme.test'],
    ])
    for (const secret of [token, made.body.token]) assert.ok(!JSON.stringify(log.body).includes(secret))
  })
})

// biome-ignore lint/suspicious/noExplicitAny: events of every shape
type Row = any
