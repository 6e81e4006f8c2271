/** What the audit log tells of the acts that administrators look for: what was, and what is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventTypeName } from '#server/domain/events/types.ts'
import { newestEvents } from './newest-events.ts'
import { partner } from './oauth-partner.ts'
import { somebody } from './people.ts'
import { describeStores } from './stores.ts'
import { type Answer, type TestWorkspace, workspace } from './workspace.ts'

interface Row {
  act: () => Promise<Answer>
  type: EventTypeName
  target: string
  before: unknown
  after: unknown
}

const principal = (type: string, id: string | null) => ({ principal: { type, id } })

async function rows(acme: TestWorkspace): Promise<Row[]> {
  const owner = acme.as('owner')
  const space = `/admin/v1/spaces/${acme.id}`
  const page = await acme.aPage()
  const [guest, bot] = [acme.as('guest').userId, acme.as('stranger').userId]
  const grace = await somebody(acme, 'Grace')
  const group = (await owner.post(`${space}/groups`, { name: 'Engineering' })).body.id
  const design = (await owner.post(`${space}/teamspaces`, { name: 'Design', visibility: 'closed' })).body.id
  const connection = (
    await owner.post(`${space}/connections`, { name: 'Importer', capabilities: { content: ['read'] } })
  ).body.id
  const share = (body: object) => () => owner.post(`/v1/pages/${page}/permissions`, body)
  const shared = (who: ReturnType<typeof principal>, was: string | null, level: string | null) => ({
    type: 'page.permissions_updated' as const,
    target: page,
    before: { access: [{ ...who, level: was }] },
    after: { access: [{ ...who, level }] },
  })
  const teamspace = (body: object) => () => owner.patch(`${space}/teamspaces/${design}`, body)
  const capabilities = {
    content: ['read'],
    comments: [],
    user_info: 'none',
    permissions: 'none',
    administer: false,
  }
  return [
    { act: share({ user_id: guest, level: 'view' }), ...shared(principal('user', guest), null, 'view') },
    { act: share({ user_id: guest, level: 'edit' }), ...shared(principal('user', guest), 'view', 'edit') },
    {
      act: share({ group_id: group, level: 'comment' }),
      ...shared(principal('group', group), null, 'comment'),
    },
    { act: share({ workspace: true, level: 'view' }), ...shared(principal('workspace', null), null, 'view') },
    {
      act: () => owner.post(`/v1/pages/${page}/connections`, { bot_id: bot, level: 'view' }),
      ...shared(principal('bot', bot), null, 'view'),
    },
    {
      act: () => owner.patch(`${space}/connections/${connection}`, { capabilities: { comments: ['read'] } }),
      type: 'connection.updated',
      target: connection,
      before: { capabilities },
      after: { capabilities: { ...capabilities, comments: ['read'] } },
    },
    {
      act: teamspace({ visibility: 'private' }),
      type: 'teamspace.updated',
      target: design,
      before: { visibility: 'closed' },
      after: { visibility: 'private' },
    },
    {
      act: teamspace({ is_default: true }),
      type: 'teamspace.updated',
      target: design,
      before: { is_default: false },
      after: { is_default: true },
    },
    {
      act: () => owner.post(`${space}/teamspaces/${design}/members`, { user_id: grace.id }),
      type: 'teamspace.member_added',
      target: design,
      before: { role: null },
      after: { role: 'member' },
    },
    {
      act: () => owner.patch(`${space}/teamspaces/${design}/members/${grace.id}`, { role: 'owner' }),
      type: 'teamspace.member_role_updated',
      target: design,
      before: { role: 'member' },
      after: { role: 'owner' },
    },
    {
      act: () => owner.delete(`${space}/teamspaces/${design}`),
      type: 'teamspace.archived',
      target: design,
      before: { name: 'Design', is_archived: false },
      after: { name: 'Design', is_archived: true },
    },
    {
      act: () => owner.patch(`${space}/policy`, { sharing: { public_pages: false } }),
      type: 'workspace.settings_updated',
      target: acme.id,
      before: { 'policy.sharing.public_pages': true },
      after: { 'policy.sharing.public_pages': false },
    },
    {
      act: () => owner.patch(space, { icon: '🚀' }),
      type: 'workspace.settings_updated',
      target: acme.id,
      before: { icon: null },
      after: { icon: '🚀' },
    },
    {
      act: () => owner.delete(`${space}/connections/${connection}`),
      type: 'connection.deleted',
      target: connection,
      before: { name: 'Importer', kind: 'internal', capabilities: { ...capabilities, comments: ['read'] } },
      after: null,
    },
  ]
}

describeStores('the audit log', (store) => {
  test('tells what was and what is', async (t) => {
    const acme = await workspace(t, store)
    for (const { act, ...expected } of await rows(acme)) {
      const answer = await act()
      assert.equal(answer.status, 200, `${expected.type}: ${JSON.stringify(answer.body)}`)
      const path = `/admin/v1/spaces/${acme.id}/audit_log?type=${expected.type}&page_size=1`
      const [event] = (await acme.as('owner').get(path)).body.results
      const { type, target, before, after } = event
      assert.deepEqual({ type, target: target.id, before, after }, expected)
    }
  })

  test('tells what a page that is published offers', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const path = `/v1/pages/${page}/permissions`
    assert.equal((await acme.as('owner').post(path, { public: true, level: 'view' })).status, 200)
    const [event] = await newestEvents(acme, 1)
    const [before, after] = [JSON.parse(event!.before!), JSON.parse(event!.after!)]
    assert.deepEqual(before.access, [{ ...principal('public', null), level: null }])
    assert.deepEqual(after.access, [{ ...principal('public', null), level: 'view' }])
    assert.deepEqual([before.link, typeof after.link], [null, 'object'])
  })

  test('tells what a person agreed to at their browser, and what the client did with it', async (t) => {
    const acme = await partner(t, store)
    const { searchParams } = await acme.authorize({}, { pages: [acme.pages.plan] })
    const [granted] = await newestEvents({ store: acme.server.store, id: acme.acme.id }, 1)
    assert.deepEqual(
      [granted!.type, granted!.actor_id, granted!.origin, granted!.ip_address],
      ['connection.authorization_granted', acme.people.ada, 'ui', '127.0.0.1'],
    )
    assert.equal(JSON.parse(granted!.after!).capabilities.administer, false)
    assert.ok(!JSON.stringify(granted).includes(searchParams.get('code')!))
  })
})
