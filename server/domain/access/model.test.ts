/** Trees, moves, lists and grants at random, against access computed the slow and obvious way. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeStores } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import { principalOf } from './actor.ts'
import { type LevelName, levels } from './levels.ts'
import { pageFor } from './nodes.ts'
import { share } from './share.ts'

const actors: readonly Name[] = ['stranger', 'viewer', 'guest']

/** A node of the reference: what was granted here, and whether more comes from above. */
interface Model {
  id: string
  parent: Model | null
  isRow: boolean
  grants: Map<Name, LevelName>
  inherits: boolean
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('page' as const), parent: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('row' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('share' as const),
      node: fc.nat(),
      actor: fc.constantFrom(...actors),
      level: fc.constantFrom<LevelName>('view', 'comment', 'edit_content', 'edit'),
      inherits: fc.constantFrom(true, false, undefined),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      node: fc.nat(),
      into: fc.nat(),
      asRow: fc.boolean(),
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const levelOf = (node: Model, actor: Name): number =>
  Math.max(
    node.grants.has(actor) ? levels[node.grants.get(actor)!] : 0,
    node.inherits && node.parent ? levelOf(node.parent, actor) : 0,
  )

const isBelow = (node: Model | null, other: Model): boolean =>
  node !== null && (node === other || isBelow(node.parent, other))

describeStores('access at random', (store) => {
  test('is what adding up the grants by hand gives', async (t) => {
    const acme = await workspace(t, store)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), (steps) => playOut(acme, steps)),
      { numRuns: store.name === 'SQLite' ? 12 : 3 },
    )
  })
})

async function playOut(acme: TestWorkspace, steps: readonly Step[]): Promise<void> {
  const { page, dataSource } = await acme.aDataSource()
  const second = await acme.aPage({ title: 'Second' })
  const top = (id: string): Model => ({
    id,
    parent: null,
    isRow: false,
    grants: new Map([['viewer', 'view']]),
    inherits: false,
  })
  const [home, other] = [top(page), top(second)]
  const nodes = [home, other]
  const owner = acme.as('owner')
  const pick = (index: number) => nodes[index % nodes.length]!
  const add = async (parent: Model, isRow: boolean) => {
    const { body, status } = await owner.post('/v1/pages', {
      parent: isRow ? { data_source_id: dataSource } : { page_id: parent.id },
    })
    assert.equal(status, 200, body.message)
    nodes.push({ id: body.id, parent, isRow, grants: new Map(), inherits: true })
  }

  for (const one of steps) {
    if (one.do === 'page') await add(pick(one.parent), false)
    else if (one.do === 'row') await add(home, true)
    else if (one.do === 'share') await shareNode(acme, pick(one.node), one)
    else await move(pick(one.node), pick(one.into), one.asRow)
  }

  async function move(node: Model, into: Model, asRow: boolean): Promise<void> {
    const target = asRow ? home : into
    if (node.parent === null || isBelow(target, node)) return
    const parent = asRow ? { data_source_id: dataSource } : { page_id: target.id }
    const { status, body } = await owner.post(`/v1/pages/${node.id}/move`, { parent })
    assert.equal(status, 200, body.message)
    node.parent = target
    node.isRow = asRow
  }

  for (const actor of actors) await compare(acme, actor, nodes, dataSource)
}

const shareNode = (
  acme: TestWorkspace,
  node: Model,
  change: Extract<Step, { do: 'share' }>,
): Promise<void> => {
  const inherits = node.parent === null ? undefined : change.inherits
  node.grants.set(change.actor, change.level)
  if (inherits !== undefined) node.inherits = inherits
  return acme.do(async (context) => {
    const { accessId } = await pageFor(context, node.id, 'full_access')
    const above = node.parent
    const parentAccessId = above === null ? null : (await pageFor(context, above.id, 'full_access')).accessId
    const person = ['owner', 'guest'].includes(change.actor)
    const principal = principalOf[person ? 'user' : 'bot'](acme.as(change.actor).userId)
    const own = { principal: principalOf.user(context.actor.userId), level: 'full_access' as const }
    await share(
      context,
      { kind: 'page', id: node.id, accessId, parentAccessId },
      [own, { principal, level: change.level }],
      inherits,
    )
  })
}

/** Everything an actor can ask must agree with the model. */
async function compare(acme: TestWorkspace, actor: Name, nodes: readonly Model[], dataSource: string) {
  const client = acme.as(actor)
  const visible = new Set(nodes.filter((node) => levelOf(node, actor) > 0).map(({ id }) => id))
  const home = nodes[0]!
  const ids = (answer: { body: { results: { id: string }[] } }) => answer.body.results.map(({ id }) => id)
  for (const node of nodes) {
    const { status } = await client.get(`/v1/pages/${node.id}`)
    assert.equal(status, visible.has(node.id) ? 200 : 404, `${actor} reads ${node.id}`)
    const children = await client.get(`/v1/blocks/${node.id}/children`)
    assert.equal(children.status, status)
    if (status !== 200) continue
    const wanted = nodes.filter((child) => child.parent === node && !child.isRow && visible.has(child.id))
    const shown = children.body.results.filter((block: { type: string }) => block.type === 'child_page')
    assert.deepEqual(ids({ body: { results: shown } }).sort(), wanted.map(({ id }) => id).sort())
  }
  const known = new Set(nodes.map(({ id }) => id))
  const found = new Set<string>()
  let cursor: string | null = null
  do {
    const answer = await client.post('/v1/search', {
      filter: { property: 'object', value: 'page' },
      ...(cursor === null ? {} : { start_cursor: cursor }),
    })
    for (const id of ids(answer)) if (known.has(id)) found.add(id)
    cursor = answer.body.next_cursor
  } while (cursor !== null)
  assert.deepEqual(found, new Set([...found].filter((id) => visible.has(id))), `${actor} finds too much`)
  assert.equal(found.size, visible.size, `${actor} finds too little`)
  const rows = await client.post(`/v1/data_sources/${dataSource}/query`, {})
  assert.equal(rows.status, visible.has(home.id) ? 200 : 404)
  if (rows.status !== 200) return
  const wanted = nodes.filter((node) => node.isRow && visible.has(node.id)).map(({ id }) => id)
  assert.deepEqual(ids(rows).sort(), wanted.sort())
}
