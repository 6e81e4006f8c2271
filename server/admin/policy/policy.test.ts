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
      personal_access_tokens: { create: 'members', groups: [], longest_days: null },
      sharing: { public_pages: true, workspace_by_connections: true },
      scim: { domains: 'any' },
      sign_in: { second_factor: 'optional' },
      retention: { changes_days: 90, audit_days: 365, deliveries_days: 30, directory_days: 90 },
      audit: { page_views: false },
    })
    assert.deepEqual(await acme.events(), ['workspace.settings_updated'])
    await owner.patch(path, { connections: { install: 'approved_only' } })
    assert.deepEqual(await acme.events(), [], 'what is so already leaves no trace')
  })

  test('says how long what happened is kept, and what it was is told', async (t) => {
    const acme = await workspace(t, store)
    const path = `/admin/v1/spaces/${acme.id}`
    const owner = acme.as('owner')
    const changed = await owner.patch(`${path}/policy`, {
      retention: { changes_days: 400, audit_days: 800 },
      audit: { page_views: true },
    })
    assert.equal(changed.status, 200, changed.body.message)
    assert.deepEqual(changed.body.retention, {
      changes_days: 400,
      audit_days: 800,
      deliveries_days: 30,
      directory_days: 90,
    })
    const [event] = (await owner.get(`${path}/audit_log?type=workspace.settings_updated`)).body.results
    const keys = ['retention.changes_days', 'retention.audit_days', 'audit.page_views']
    assert.deepEqual(event.data, { updated_fields: keys })
    assert.deepEqual(Object.values(event.before), [90, 365, false])
    assert.deepEqual(
      event.after,
      Object.fromEntries(keys.map((key, index) => [key, [400, 800, true][index]])),
    )
    for (const [retention, message] of [
      [{ changes_days: 89 }, /body\.retention\.changes_days should be ≥ `90`/],
      [
        { audit_days: 399 },
        /body\.retention\.audit_days should be ≥ retention\.changes_days, which is `400`/,
      ],
      [
        { changes_days: 801 },
        /body\.retention\.audit_days should be ≥ retention\.changes_days, which is `801`/,
      ],
      [{ deliveries_days: 0 }, /body\.retention\.deliveries_days should be ≥ `1`/],
      [{ audit_days: 1e6 }, /body\.retention\.audit_days should be ≤ `36500`/],
      [{ audit_days: 400.5 }, /body\.retention\.audit_days should be an integer/],
    ] as const) {
      const { status, body } = await owner.patch(`${path}/policy`, { retention })
      assert.equal(status, 400, JSON.stringify(retention))
      assert.match(body.message, message)
    }
  })

  test('refuses what is no rule', async (t) => {
    const acme = await workspace(t, store)
    const path = `/admin/v1/spaces/${acme.id}/policy`
    for (const body of [
      { connections: { install: 'nobody' } },
      { connections: [] },
      { guests: null },
      { scim: { domains: 'none' } },
      { sign_in: { second_factor: 'sometimes' } },
      { guest: {} },
      { guests: { invited: true } },
    ]) {
      const answer = await acme.as('owner').patch(path, body)
      assert.deepEqual([answer.status, answer.body.code], [400, 'validation_error'])
    }
  })
})
