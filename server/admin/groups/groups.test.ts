import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { share } from '#server/domain/access/share.ts'
import { deleteGrants } from '#server/store/access-grants.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const path = ({ id }: Pick<TestWorkspace, 'id'>, rest = '') => `/admin/v1/spaces/${id}/groups${rest}`

const aGroup = async (acme: TestWorkspace, name = 'Engineering'): Promise<string> =>
  (await acme.as('owner').post(path(acme), { name })).body.id

const shareWith = (
  acme: TestWorkspace,
  page: string,
  groupId: string,
  level: 'view' | 'full_access' = 'view',
) =>
  acme.do(async (context) => {
    const { accessId } = await pageFor(context, page, 'full_access')
    await grant(context, accessId, [{ principal: principalOf.group(groupId), level }])
  })

describeStores('groups under the administration API', (store) => {
  test('are made, found by name, renamed and deleted', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    await acme.events()
    const made = await owner.post(path(acme), { name: ' Engineering ' })
    const { id, created_time, last_edited_time, request_id: _, ...group } = made.body
    assert.deepEqual(group, {
      object: 'group',
      name: 'Engineering',
      member_count: 0,
      managed_by: null,
      directory_conflicts: [],
      directory_conflict_count: 0,
    })
    assert.equal(created_time, last_edited_time)
    assert.equal((await owner.post(path(acme), { name: 'Engineering' })).status, 409)
    await aGroup(acme, 'Design')
    const named = await owner.get(path(acme, '?name=Design'))
    assert.deepEqual(
      named.body.results.map(({ name }: { name: string }) => name),
      ['Design'],
    )
    assert.equal((await owner.patch(path(acme, `/${id}`), { name: 'Design' })).status, 409)
    assert.equal((await owner.patch(path(acme, `/${id}`), { name: 'Research' })).body.name, 'Research')
    assert.equal((await owner.patch(path(acme, `/${id}`), {})).status, 200)
    const gone = await owner.delete(path(acme, `/${id}`))
    assert.deepEqual([gone.body.id, gone.body.deleted], [id, true])
    assert.equal((await owner.get(path(acme, `/${id}`))).status, 404)
    assert.deepEqual(await acme.events(), [
      'group.created',
      'group.created',
      'group.updated',
      'group.deleted',
    ])
    for (const name of ['', '  ', 'a\nb', 'x'.repeat(201), 7]) {
      assert.equal((await owner.post(path(acme), { name })).status, 400, JSON.stringify(name))
    }
  })

  test('have members of the workspace in them, no guests and no bots', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const members = path(acme, `/${await aGroup(acme)}/members`)
    await acme.events()
    const table: [user: string, status: number, events: string[]][] = [
      [acme.as('member').userId, 200, ['group.member_added']],
      [acme.as('member').userId, 200, []],
      [acme.as('guest').userId, 400, []],
      [acme.as('editor').userId, 400, []],
      [acme.as('outsider').userId, 404, []],
    ]
    for (const [user_id, status, events] of table) {
      const answer = await owner.post(members, { user_id })
      assert.equal(answer.status, status, answer.body.message)
      assert.deepEqual(await acme.events(), events)
    }
    const { body } = await owner.get(members)
    assert.deepEqual(
      [body.type, body.results.map(({ name }: { name: string }) => name)],
      ['user', ['The member']],
    )
    const { userId } = acme.as('member')
    assert.equal((await owner.delete(`${members}/${userId}`)).status, 200)
    assert.deepEqual(await acme.events(), ['group.member_removed'])
    assert.equal((await owner.delete(`${members}/${userId}`)).status, 404)
  })

  test('let people in and out at the next request', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const group = await aGroup(acme)
    const page = await acme.aPage({ title: 'For the group' })
    await shareWith(acme, page, group)
    const member = acme.as('member')
    const reads = async () => (await member.get(`/v1/pages/${page}`)).status
    assert.equal(await reads(), 404)
    await owner.post(path(acme, `/${group}/members`), { user_id: member.userId })
    assert.equal(await reads(), 200)
    await owner.delete(path(acme, `/${group}/members/${member.userId}`))
    assert.equal(await reads(), 404)
    await owner.post(path(acme, `/${group}/members`), { user_id: member.userId })
    const child = await acme.aPage({ title: 'Child', parent: page })
    await restrict(acme, child)
    await shareWith(acme, child, group)
    await owner.delete(path(acme, `/${group}`))
    assert.equal(await reads(), 404, 'what was granted goes with the group')
    assert.equal((await member.get(`/v1/pages/${child}`)).status, 404, 'below as well')
  })

  test('stay while they alone have full access to something', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const group = await aGroup(acme)
    const page = await acme.aPage({ title: 'Of the group' })
    await shareWith(acme, page, group, 'full_access')
    const takeFrom = (userId: string) =>
      acme.do(async (context) => {
        const { accessId } = await pageFor(context, page, 'full_access')
        await deleteGrants(context.db, context.workspace.id, accessId, [principalOf.user(userId)])
        await grant(context, accessId, [])
      })
    await takeFrom(owner.userId)
    await acme.events()
    const refused = await owner.delete(path(acme, `/${group}`))
    assert.deepEqual([refused.status, refused.body.code], [409, 'conflict_error'])
    assert.deepEqual(refused.body.additional_data, { count: 1, page_ids: [page] })
    assert.deepEqual(await acme.events(), [])
    const heir = await somebody(acme, 'Heir')
    await acme.do(async (context) => {
      const { accessId } = await pageFor({ ...context, actor: inGroup(context, group) }, page, 'full_access')
      await grant(context, accessId, [{ principal: principalOf.user(heir.id), level: 'full_access' }])
    })
    assert.equal((await owner.delete(path(acme, `/${group}`))).status, 200)
  })
})

test('leaving a group holds at the next request on every process', async (t) => {
  const { first, second } = await twoProcesses(t)
  const group = await aGroup(first)
  const page = await first.aPage({ title: 'For the group' })
  await shareWith(first, page, group)
  const { token, userId } = first.as('member')
  const reads = async () => (await send(second.app, token, 'GET', `/v1/pages/${page}`)).statusCode
  await first.as('owner').post(path(first, `/${group}/members`), { user_id: userId })
  assert.equal(await reads(), 200)
  await first.as('owner').delete(path(first, `/${group}/members/${userId}`))
  assert.equal(await reads(), 404)
})

type Context = Parameters<Parameters<TestWorkspace['do']>[0]>[0]

const inGroup = ({ actor }: Context, groupId: string): Context['actor'] => ({
  ...actor,
  principals: JSON.stringify([principalOf.group(groupId)]),
})

/** Breaks the inheritance of a page, for its owner alone. */
const restrict = (acme: TestWorkspace, page: string) =>
  acme.do(async (context) => {
    const { accessId } = await pageFor(context, page, 'full_access')
    const own = { principal: principalOf.user(context.actor.userId), level: 'full_access' as const }
    await share(context, { kind: 'page', id: page, accessId, parentAccessId: accessId }, [own], false)
  })
