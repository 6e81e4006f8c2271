import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

describeStores('the policy of a workspace', (store) => {
  test('is read by members and changed by owners, key by key', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const path = `/admin/v1/spaces/${acme.id}/policy`
    await acme.events()
    const changed = await owner.patch(path, { connections: { install: 'approved_only' } })
    assert.equal(changed.status, 200, changed.body.message)
    const { request_id: _, ...policy } = (await member.get(path)).body
    assert.deepEqual(policy, {
      object: 'policy',
      connections: {
        install: 'approved_only',
        create: 'members',
        auto_approve_first_party: false,
        self_registration: false,
      },
      guests: { invited_by_connections: false },
      personal_access_tokens: { create: 'members' },
      sharing: { public_pages: true, workspace_by_connections: true },
    })
    assert.deepEqual(await acme.events(), ['workspace.settings_updated'])
    await owner.patch(path, { connections: { install: 'approved_only' } })
    assert.deepEqual(await acme.events(), [], 'what is so already leaves no trace')
  })

  test('refuses what is no rule', async (t) => {
    const acme = await workspace(t, store)
    const path = `/admin/v1/spaces/${acme.id}/policy`
    for (const body of [
      { connections: { install: 'nobody' } },
      { connections: [] },
      { guests: null },
      { guest: {} },
      { guests: { invited: true } },
    ]) {
      const answer = await acme.as('owner').patch(path, body)
      assert.deepEqual([answer.status, answer.body.code], [400, 'validation_error'])
    }
  })
})
