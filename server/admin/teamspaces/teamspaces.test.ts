import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { share } from '#server/domain/access/share.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { type Somebody, somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const path = ({ id }: TestWorkspace, rest = '') => `/admin/v1/spaces/${id}/teamspaces${rest}`

/** A teamspace of Ada's, with Max in it, and people who are not in it. */
async function aTeamspace(acme: TestWorkspace, fields: Record<string, unknown> = {}) {
  const [ada, max, other] = [
    await somebody(acme, 'Ada'),
    await somebody(acme, 'Max'),
    await somebody(acme, 'Other'),
  ]
  const made = await ada.call('POST', path(acme), { name: 'Design', ...fields })
  assert.equal(made.status, 200, made.body.message)
  const { id } = made.body
  const added = await ada.call('POST', path(acme, `/${id}/members`), { user_id: max.id })
  assert.equal(added.status, 200, added.body.message)
  return { id: id as string, ada, max, other }
}

const aPageIn = async (person: Somebody, teamspace_id: string, title = 'Plan'): Promise<string> => {
  const { status, body } = await person.call('POST', '/v1/pages', {
    parent: { teamspace_id },
    properties: { title: { title: [{ text: { content: title } }] } },
  })
  assert.equal(status, 200, body.message)
  return body.id
}

const read = async (person: Somebody, page: string) => (await person.call('GET', `/v1/pages/${page}`)).status
const write = async (person: Somebody, page: string) =>
  (await person.call('PATCH', `/v1/pages/${page}`, { icon: { emoji: '🎯' } })).status

describeStores('teamspaces under the administration API', (store) => {
  const visibilities = [
    { visibility: 'open', sees: 200, reads: 200, joins: 200 },
    { visibility: 'closed', sees: 200, reads: 404, joins: 403 },
    { visibility: 'private', sees: 404, reads: 404, joins: 404 },
  ]
  for (const { visibility, sees, reads, joins } of visibilities) {
    test(`that are ${visibility} are seen, read and joined as that says`, async (t) => {
      const acme = await workspace(t, store)
      const { id, ada, max, other } = await aTeamspace(acme, { visibility })
      const page = await aPageIn(max, id)
      assert.deepEqual([await read(ada, page), await write(max, page)], [200, 200])
      assert.equal((await other.call('GET', path(acme, `/${id}`))).status, sees)
      const listed = (await other.call('GET', path(acme))).body.results
      assert.equal(listed.length, sees === 200 ? 1 : 0)
      assert.equal(await read(other, page), reads)
      if (reads === 200) assert.equal(await write(other, page), 403, 'everybody else may view')
      const joined = await other.call('POST', path(acme, `/${id}/join`))
      assert.equal(joined.status, joins)
      if (joins === 200) assert.equal(await write(other, page), 200)
      const restricted = await somebody(acme, 'Rita', 'restricted_member')
      assert.equal((await restricted.call('GET', path(acme, `/${id}`))).status, 404)
      assert.equal(await read(restricted, page), 404)
      assert.equal(
        (await acme.as('owner').get(path(acme, `/${id}`))).status,
        200,
        'owners of the workspace see all',
      )
      assert.equal((await acme.as('guest').get(path(acme))).status, 403)
    })
  }

  test('show their pages as those of the workspace, and take in what is moved there', async (t) => {
    const acme = await workspace(t, store)
    const { id, ada, max, other } = await aTeamspace(acme, { visibility: 'private' })
    const page = await aPageIn(ada, id)
    const shown = await ada.call('GET', `/v1/pages/${page}`)
    assert.deepEqual(shown.body.parent, { type: 'workspace', workspace: true })
    const own = await ada.call('POST', '/v1/pages', { parent: { workspace: true } })
    const child = await ada.call('POST', '/v1/pages', { parent: { page_id: own.body.id } })
    assert.equal(await read(max, child.body.id), 404)
    const moved = await ada.call('POST', `/v1/pages/${own.body.id}/move`, { parent: { teamspace_id: id } })
    assert.equal(moved.status, 200, moved.body.message)
    assert.deepEqual([await read(max, own.body.id), await read(max, child.body.id)], [200, 200])
    const away = await max.call('POST', `/v1/pages/${child.body.id}/move`, { parent: { teamspace_id: id } })
    assert.equal(away.status, 403, 'others get at what is moved, which full access is for')
    const nowhere = await other.call('POST', '/v1/pages', { parent: { teamspace_id: id } })
    assert.equal(nowhere.status, 404)
    const trashed = await ada.call('PATCH', `/v1/pages/${page}`, { in_trash: true })
    assert.equal(trashed.status, 200)
    const back = await ada.call('PATCH', `/v1/pages/${page}`, { in_trash: false })
    assert.deepEqual([back.status, back.body.in_trash], [200, false])
    const out = await ada.call('POST', `/v1/pages/${page}/move`, { parent: { page_id: own.body.id } })
    assert.equal(out.status, 200, out.body.message)
    assert.deepEqual(out.body.parent, { type: 'page_id', page_id: own.body.id })
  })

  test('are no parents where only what Notion has is there', async (t) => {
    const emulate = { plan: 'none' as const, extensions: false }
    const acme = await workspace(t, store, { ...defaultSettings, emulate })
    const { status, body } = await acme.as('owner').post('/v1/pages', { parent: { teamspace_id: acme.id } })
    assert.deepEqual([status, body.code], [400, 'validation_error'])
  })

  test('have levels, which count at the next request', async (t) => {
    const acme = await workspace(t, store)
    const { id, ada, max, other } = await aTeamspace(acme)
    const page = await aPageIn(ada, id)
    const levels = (body: unknown) => ada.call('PATCH', path(acme, `/${id}`), body)
    await acme.events()
    await levels({ levels: { members: 'view' } })
    assert.deepEqual(await acme.events(), ['teamspace.updated'])
    assert.deepEqual([await read(max, page), await write(max, page), await write(ada, page)], [200, 403, 200])
    await levels({ levels: { members: null, workspace: null } })
    assert.deepEqual([await read(max, page), await read(other, page)], [404, 404])
    await levels({ levels: { members: 'edit', workspace: 'edit' } })
    assert.deepEqual([await write(max, page), await write(other, page)], [200, 200])
    await levels({ visibility: 'closed' })
    assert.deepEqual([await write(max, page), await read(other, page)], [200, 404])
    await acme.events()
    const same = await levels({ visibility: 'closed', levels: { members: 'edit' } })
    assert.equal(same.status, 200)
    assert.deepEqual(await acme.events(), [], 'what is so already leaves no trace')
  })

  test('are managed by their owners and those of the workspace, one of whom stays', async (t) => {
    const acme = await workspace(t, store)
    const { id, ada, max, other } = await aTeamspace(acme)
    const members = path(acme, `/${id}/members`)
    await acme.events()
    for (const [method, rest, body] of [
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
      ['POST', '/members', { user_id: other.id }],
      ['PATCH', `/members/${ada.id}`, { role: 'member' }],
      ['DELETE', `/members/${ada.id}`, undefined],
    ] as const) {
      const answer = await max.call(method, path(acme, `/${id}${rest}`), body)
      assert.equal(answer.status, 403, `${method} ${rest} ${answer.body.message}`)
    }
    assert.equal((await ada.call('PATCH', `${members}/${ada.id}`, { role: 'member' })).status, 409)
    assert.equal((await ada.call('DELETE', `${members}/${ada.id}`)).status, 409)
    assert.equal((await ada.call('POST', path(acme, `/${id}/leave`))).status, 409)
    assert.equal((await ada.call('PATCH', path(acme, `/${id}`), { is_default: true })).status, 403)
    assert.deepEqual(await acme.events(), [])

    await ada.call('PATCH', `${members}/${max.id}`, { role: 'owner' })
    assert.equal((await ada.call('POST', path(acme, `/${id}/leave`))).status, 200)
    assert.equal((await ada.call('POST', path(acme, `/${id}/leave`))).status, 409, 'not in it')
    await max.call('PATCH', path(acme, `/${id}`), { invite: 'members' })
    await max.call('POST', members, { user_id: ada.id })
    assert.equal((await ada.call('POST', members, { user_id: other.id })).status, 200)
    assert.equal((await ada.call('POST', members, { user_id: other.id, role: 'owner' })).status, 403)
    assert.equal((await acme.as('owner').delete(`${members}/${other.id}`)).status, 200)
    assert.deepEqual(await acme.events(), [
      'teamspace.member_role_updated',
      'teamspace.member_removed',
      'teamspace.updated',
      'teamspace.member_added',
      'teamspace.member_added',
      'teamspace.member_removed',
    ])
    for (const [user, status] of [
      [acme.as('guest').userId, 400],
      [acme.as('editor').userId, 400],
      [acme.as('outsider').userId, 404],
    ] as const) {
      assert.equal((await max.call('POST', members, { user_id: user })).status, status)
    }
  })

  test('have groups in them, and stay owned when a group goes', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id, ada, other } = await aTeamspace(acme, { visibility: 'private' })
    const page = await aPageIn(ada, id)
    const groups = `/admin/v1/spaces/${acme.id}/groups`
    const group = (await owner.post(groups, { name: 'Designers' })).body.id
    await owner.post(`${groups}/${group}/members`, { user_id: other.id })
    const members = path(acme, `/${id}/members`)
    await ada.call('POST', members, { group_id: group, role: 'owner' })
    assert.equal(await read(other, page), 200)
    const seen = await other.call('GET', path(acme, `/${id}`))
    assert.equal(seen.body.role, 'owner')
    const listed = await other.call('GET', `${members}?page_size=1`)
    assert.deepEqual(listed.body.results[0].principal, { type: 'group_id', group_id: group })
    const more = await other.call('GET', `${members}?start_cursor=${listed.body.next_cursor}`)
    assert.equal(more.body.results.length, 2)
    await other.call('DELETE', `${members}/${ada.id}`)
    assert.equal((await owner.delete(`${groups}/${group}`)).status, 409, 'it alone owns the teamspace')
    await owner.post(members, { user_id: ada.id, role: 'owner' })
    assert.equal((await owner.delete(`${groups}/${group}`)).status, 200)
    assert.equal(await read(other, page), 404)
    for (const cursor of ['x', 'WyJ1c2VyOiJd', Buffer.from('["\\u0000"]').toString('base64url')]) {
      assert.equal((await ada.call('GET', `${members}?start_cursor=${cursor}`)).status, 400)
    }
  })

  test('that are default have every member in them, and no guest', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const made = await owner.post(path(acme), { name: 'All of us', visibility: 'private', is_default: true })
    const { id } = made.body
    const other = await somebody(acme, 'Other')
    const page = await aPageIn(other, id)
    assert.equal((await acme.as('member').get(`/v1/pages/${page}`)).status, 200)
    assert.equal((await acme.as('guest').get(`/v1/pages/${page}`)).status, 404)
    assert.equal((await other.call('GET', path(acme, `/${id}`))).body.role, 'member')
    assert.equal((await other.call('POST', path(acme, `/${id}/leave`))).status, 409)
  })

  test('that are archived are reached by nobody, and come back as they were', async (t) => {
    const acme = await workspace(t, store)
    const { id, ada, max, other } = await aTeamspace(acme)
    const page = await aPageIn(ada, id)
    const child = (await ada.call('POST', '/v1/pages', { parent: { page_id: page } })).body.id
    // Below it, what was shared with somebody by name, and a page that takes nothing over.
    await acme.do(async (context) => {
      const actor = { ...context.actor, principals: JSON.stringify([principalOf.teamspaceOwners(id)]) }
      const { accessId } = await pageFor({ ...context, actor }, child, 'full_access')
      const grants = [
        { principal: principalOf.user(ada.id), level: 'full_access' as const },
        { principal: principalOf.bot(acme.as('editor').userId), level: 'view' as const },
      ]
      await share(context, { kind: 'page', id: child, accessId, parentAccessId: accessId }, grants, false)
    })
    const everybody = async () => [
      await read(ada, page),
      await read(max, page),
      await read(other, page),
      await read(ada, child),
      (await acme.as('editor').get(`/v1/pages/${child}`)).status,
      await read(max, child),
    ]
    const before = [200, 200, 200, 200, 200, 404]
    assert.deepEqual(await everybody(), before)
    await acme.events()
    const archived = await ada.call('DELETE', path(acme, `/${id}`))
    assert.deepEqual([archived.status, archived.body.archived], [200, true])
    assert.deepEqual(await everybody(), [404, 404, 404, 404, 404, 404])
    assert.equal((await ada.call('POST', '/v1/pages', { parent: { teamspace_id: id } })).status, 404)
    assert.equal((await ada.call('PATCH', path(acme, `/${id}`), { name: 'New' })).status, 409)
    assert.equal((await other.call('GET', path(acme, `/${id}`))).status, 404)
    assert.deepEqual((await ada.call('GET', path(acme))).body.results, [])
    assert.equal((await ada.call('GET', path(acme, '?archived=true'))).body.results[0].id, id)
    await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${max.id}`)
    await acme.as('owner').patch(`/admin/v1/spaces/${acme.id}/users/${max.id}`, { state: 'active' })
    assert.equal(
      (await acme.as('editor').get(`/v1/pages/${child}`)).status,
      404,
      'whatever happens meanwhile',
    )
    const restored = await ada.call('POST', path(acme, `/${id}/restore`))
    assert.deepEqual([restored.status, restored.body.archived], [200, false])
    const events = await acme.events()
    assert.deepEqual(
      events.filter((type) => type.startsWith('teamspace')),
      ['teamspace.archived', 'teamspace.restored'],
    )
    // The token of who was removed meanwhile has ended for good.
    const without = before.map((status, index) => ([1, 5].includes(index) ? 401 : status))
    assert.deepEqual(await everybody(), without)
  })

  test('are made by members, and by a connection for somebody it names', async (t) => {
    const acme = await workspace(t, store)
    const restricted = await somebody(acme, 'Rita', 'restricted_member')
    assert.equal((await restricted.call('POST', path(acme), { name: 'Mine' })).status, 403)
    assert.equal((await acme.as('member').post(path(acme), { name: 'All', is_default: true })).status, 403)
    for (const body of [
      {},
      { name: '' },
      { name: 'x', visibility: 'secret' },
      { name: 'x', levels: { members: 'edit_content' } },
    ]) {
      assert.equal((await acme.as('member').post(path(acme), body)).status, 400, JSON.stringify(body))
    }
    const guest = acme.as('guest').userId
    assert.equal((await acme.as('owner').post(path(acme), { name: 'x', owner_user_id: guest })).status, 400)
  })
})
