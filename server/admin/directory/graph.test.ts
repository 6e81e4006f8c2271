import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import type { GraphEdge, GraphNode } from '#server/domain/directory/graph-parts.ts'
import { aUser, directory } from '#test/directory.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'

describeStores('the graph of a directory', (store) => {
  test('has everybody and everything that acts, what they were granted, and nothing that ended', async (t) => {
    const { acme, scim } = await directory(t, store)
    const owner = acme.as('owner')
    const admin = `/admin/v1/spaces/${acme.id}`
    const grace = (await scim('POST', '/Users', aUser('grace@acme.test', { active: false }))).body
      .id as string
    const gone = (await scim('POST', '/Users', aUser('gone@acme.test'))).body.id as string
    const members = [{ value: grace }, { value: gone }]
    const navy = (await scim('POST', '/Groups', { displayName: 'Navy', members })).body.id as string
    await scim('DELETE', `/Users/${gone}`)
    const hand = await somebody(acme, 'By hand')
    const connection = (await owner.post(`${admin}/connections`, { name: 'Robot' })).body
    const space = (await owner.post(`${admin}/teamspaces`, { name: 'Fleet' })).body.id as string
    await owner.post(`${admin}/teamspaces/${space}/members`, { group_id: navy, role: 'member' })
    const invited = (await owner.post('/v1/invitations', { email: 'new@acme.test', role: 'member' })).body
      .id as string
    const personal = (await acme.as('member').post(`${admin}/tokens`, { name: 'laptop' })).body.id as string
    const [shared, trashed] = [await acme.aPage({ title: 'Plans' }), await acme.aPage({ title: 'Old plans' })]
    await acme.do(async (context) => {
      for (const page of [shared, trashed]) {
        const { accessId } = await pageFor(context, page, 'full_access')
        await grant(context, accessId, [
          { principal: principalOf.group(navy), level: 'edit' },
          { principal: principalOf.workspace, level: 'view' },
        ])
      }
    })
    await acme.as('editor').patch(`/v1/pages/${trashed}`, { in_trash: true })

    const { status, body } = await owner.get(`${admin}/directory_graph`)
    assert.equal(status, 200, JSON.stringify(body))
    const nodes = new Map<string, GraphNode>(body.nodes.map((node: GraphNode) => [node.key, node]))
    const edges: GraphEdge[] = body.edges
    for (const { from, to } of edges) assert.ok(nodes.has(from) && nodes.has(to), `${from} → ${to}`)
    const told = (key: string) => {
      const { key: _, id: __, ...node } = nodes.get(key)!
      return node
    }
    assert.deepEqual(told(`person:${grace}`), {
      type: 'person',
      name: 'Grace Hopper',
      email: 'grace@acme.test',
      role: 'member',
      state: 'suspended',
    })
    assert.deepEqual(told(`bot:${acme.as('editor').userId}`), {
      type: 'bot',
      name: 'The editor',
      state: 'active',
    })
    assert.deepEqual(told(`page:${shared}`).name, 'Plans', 'a title is shown to who may read the page')
    assert.ok(!nodes.has(`person:${gone}`) && !nodes.has(`page:${trashed}`))
    const has = (type: string, from: string, to: string, more: object = {}) =>
      assert.deepEqual(
        edges.filter((edge) => edge.type === type && edge.from === from && edge.to === to),
        [{ type, from, to, ...more }],
        `${from} ${type} ${to}`,
      )
    const own = `person:${owner.userId}`
    has('manages', 'directory:okta', `person:${grace}`)
    has('manages', 'directory:okta', `group:${navy}`)
    has('member_of', `person:${grace}`, `group:${navy}`)
    has('member_of', `group:${navy}`, `teamspace:${space}`, { role: 'member' })
    has('created_by', `connection:${connection.id}`, own)
    has('created_by', `invitation:${invited}`, own)
    has('acts_as', `token:${personal}`, `person:${acme.as('member').userId}`)
    has('granted', `group:${navy}`, `page:${shared}`, { level: 'edit' })
    has('granted', `workspace:${acme.id}`, `page:${shared}`, { level: 'view' })
    assert.equal(edges.filter(({ type }) => type === 'token_of').length, 1)
    assert.ok(nodes.has(`person:${hand.id}`))
    assert.ok(!edges.some(({ type, to }) => type === 'manages' && to === `person:${hand.id}`))

    const lines = await acme.app.inject({
      url: `${admin}/directory_graph`,
      headers: { authorization: `Bearer ${owner.token}`, accept: 'application/x-ndjson' },
    })
    const each = lines.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(each.length, nodes.size + edges.length)
    assert.deepEqual([each[0].object, each.at(-1).object], ['node', 'edge'])
  })

  test('tells nobody the titles of pages that they may not read', async (t) => {
    const { acme } = await directory(t, store)
    const hand = await somebody(acme, 'By hand')
    const { id: page } = (
      await hand.call('POST', '/v1/pages', {
        parent: { type: 'workspace', workspace: true },
        properties: { title: { title: [{ text: { content: 'Secret plans' } }] } },
      })
    ).body
    const { body } = await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/directory_graph`)
    assert.equal(body.nodes.find(({ key }: GraphNode) => key === `page:${page}`).name, null)
    assert.ok(!JSON.stringify(body).includes('Secret plans'))
  })
})
