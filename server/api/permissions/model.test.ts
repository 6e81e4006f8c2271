/**
 * Trees, moves, grants, memberships, time and trash at random, through the API: after each step everybody sees of
 * every page what the reference says, by reading it, in lists, by query and by search.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  counting,
  grant,
  isBelow,
  isInTrash,
  type LevelName,
  levelAt,
  levelNames,
  type ModelNode,
  restore,
  restrict,
  revoke,
} from '#test/access-reference.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Name, type TestWorkspace, workspace } from '#test/workspace.ts'

const actors = ['member', 'guest', 'stranger', 'viewer'] as const
const principalNames = [...actors, 'group', 'teamspace', 'workspace'] as const

const HOUR = 3_600_000

const at = fc.nat({ max: 1000 })

const steps = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('page' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('database' as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('row' as const), at }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      at,
      to: fc.constantFrom(...principalNames),
      level: fc.constantFrom(...levelNames),
      hours: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('revoke' as const), at, to: fc.constantFrom(...principalNames) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('restrict' as const, 'restore' as const), at }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), at, into: at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('join group' as const, 'join teamspace' as const),
      who: fc.constantFrom('member' as const, 'guest' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('trash' as const, 'take out' as const), at }) },
)

type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never

describeStores('access by API at random', (store) => {
  test('is for everybody, everywhere, what adding up the grants by hand gives', async (t) => {
    const acme = await workspace(t, store)
    const [numRuns, maxLength] = store.name === 'SQLite' ? [40, 30] : [4, 14]
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 6, maxLength }), (all) => playOut(acme, all)),
      { numRuns, endOnFailure: true },
    )
  })
})

let plays = 0

async function playOut(acme: TestWorkspace, all: readonly Step[]): Promise<void> {
  const play = await begin(acme)
  await play.compare('at first')
  for (const [index, step] of all.entries()) {
    await play.take(step)
    await play.compare(`after step ${index}, ${JSON.stringify(step)}`)
  }
}

const wentWell = (answer: Answer): Answer => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer
}

async function begin(acme: TestWorkspace) {
  const owner = acme.as('owner')
  const word = `play${++plays}x`
  const { surroundings } = acme.server
  const titled = (title: string) => ({ title: { title: [{ text: { content: `${word} ${title}` } }] } })
  const admin = `/admin/v1/spaces/${acme.id}`
  const group = wentWell(await owner.post(`${admin}/groups`, { name: word })).body.id as string
  const teamspace = wentWell(
    await owner.post(`${admin}/teamspaces`, {
      name: word,
      visibility: 'private',
      levels: { members: 'edit' },
    }),
  ).body.id as string
  const inGroup = new Set<Name>()
  const inTeamspace = new Set<Name>()

  /** How requests name each principal. */
  const named: Record<(typeof principalNames)[number], Record<string, unknown>> = {
    member: { user_id: acme.as('member').userId },
    guest: { user_id: acme.as('guest').userId },
    stranger: { bot_id: acme.as('stranger').userId },
    viewer: { bot_id: acme.as('viewer').userId },
    group: { group_id: group },
    teamspace: { teamspace_id: teamspace },
    workspace: { workspace: true },
  }

  const heldBy = (actor: Name): Set<string> =>
    new Set([
      actor,
      ...(inGroup.has(actor) ? ['group'] : []),
      ...(inTeamspace.has(actor) ? ['teamspace'] : []),
      ...(actor === 'member' ? ['workspace'] : []),
    ])

  const shell = (node: Partial<ModelNode>): ModelNode => ({
    id: '',
    kind: 'page',
    dataSource: null,
    isRow: false,
    parent: null,
    grants: new Map(),
    inherits: true,
    inTrash: false,
    ...node,
  })

  const space = shell({
    id: teamspace,
    kind: 'teamspace',
    inherits: false,
    grants: new Map([['teamspace', { level: 'edit', ends: null }]]),
  })
  const nodes: ModelNode[] = []
  const make = async (parent: ModelNode | null, into: object, more: Partial<ModelNode> = {}) => {
    const { body } = wentWell(
      await owner.post('/v1/pages', { parent: into, properties: titled(`${nodes.length}`) }),
    )
    const node = shell({ id: body.id, parent, ...more })
    nodes.push(node)
    return node
  }
  await make(null, { workspace: true }, { inherits: false })
  await make(null, { workspace: true }, { inherits: false })
  await make(space, { teamspace_id: teamspace })

  const pick = (index: number, fits: (node: ModelNode) => boolean): ModelNode | undefined => {
    const fitting = nodes.filter((node) => !isInTrash(node) && fits(node))
    return fitting[index % Math.max(1, fitting.length)]
  }
  const pathOf = ({ kind, id }: ModelNode) => `/v1/${kind}s/${id}`
  const isTop = ({ parent }: ModelNode) => parent === null || parent.kind === 'teamspace'

  const acts: { [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => Promise<unknown> } = {
    async page({ at }) {
      const parent = pick(at, ({ kind }) => kind === 'page')!
      await make(parent, { page_id: parent.id })
    },
    async database({ at }) {
      const parent = pick(at, ({ kind }) => kind === 'page')
      if (parent === undefined) return
      const { body } = wentWell(
        await owner.post('/v1/databases', {
          parent: { page_id: parent.id },
          initial_data_source: { properties: { Name: { title: {} } } },
        }),
      )
      nodes.push(shell({ id: body.id, kind: 'database', dataSource: body.data_sources[0].id, parent }))
    },
    async row({ at }) {
      const parent = pick(at, ({ kind }) => kind === 'database')
      if (parent) await make(parent, { data_source_id: parent.dataSource }, { isRow: true })
    },
    async grant({ at, to, level: asked, hours }) {
      const node = pick(at, () => true)
      if (node === undefined) return
      const level: LevelName = asked === 'edit_content' && node.kind === 'page' ? 'edit' : asked
      const ends = hours === null ? null : surroundings.now() + hours * HOUR
      const answer = await owner.post(`${pathOf(node)}/permissions`, {
        principal: named[to],
        level,
        override: true,
        expiration_time: ends && new Date(ends).toISOString(),
      })
      wentWell(answer)
      grant(node, to, { level, ends }, surroundings.now())
    },
    async revoke({ at, to }) {
      const node = pick(at, () => true)
      if (node === undefined) return
      const body = { remove: [named[to]], override: true }
      const answer = await owner.patch(`${pathOf(node)}/permissions`, body)
      assert.equal(answer.status, revoke(node, to, surroundings.now()) ? 200 : 404, answer.body.message)
    },
    async restrict({ at }) {
      const node = pick(at, ({ parent }) => parent !== null)
      if (node === undefined) return
      wentWell(await owner.patch(`${pathOf(node)}/permissions`, { inherit: false }))
      restrict(node, surroundings.now())
    },
    async restore({ at }) {
      const node = pick(at, ({ parent, inherits }) => parent !== null && !inherits)
      if (node === undefined) return
      wentWell(await owner.patch(`${pathOf(node)}/permissions`, { inherit: true }))
      restore(node, surroundings.now())
    },
    async move({ at, into }) {
      const node = pick(at, (one) => !isTop(one))
      const target = pick(into, (one) => node !== undefined && !isBelow(one, node))
      if (node === undefined || target === undefined) return
      if (node.kind === 'database') {
        if (target.kind !== 'page') return
        wentWell(await owner.patch(pathOf(node), { parent: { page_id: target.id } }))
      } else {
        const parent = target.kind === 'page' ? { page_id: target.id } : { data_source_id: target.dataSource }
        wentWell(await owner.post(`${pathOf(node)}/move`, { parent }))
      }
      node.parent = target
      node.isRow = target.kind === 'database'
    },
    async 'join group'({ who }) {
      const { userId } = acme.as(who)
      const members = `${admin}/groups/${group}/members`
      const isIn = inGroup.delete(who)
      if (!isIn) inGroup.add(who)
      if (isIn) wentWell(await owner.delete(`${members}/${userId}`))
      else
        await acme.do((context) => addMember(context, 'group_members', { group_id: group, user_id: userId }))
    },
    async 'join teamspace'({ who }) {
      const principal = `user:${acme.as(who).userId}`
      const isIn = inTeamspace.delete(who)
      if (!isIn) inTeamspace.add(who)
      await acme.do(async ({ db, workspace, now }) => {
        const key = { workspace_id: workspace.id, teamspace_id: teamspace, principal }
        if (!isIn) return db.insertRows('teamspace_members', [{ ...key, role: 'member', created_time: now }])
        await db.sql
          .deleteFrom('teamspace_members')
          .where('teamspace_id', '=', teamspace)
          .where('principal', '=', principal)
          .execute()
      })
    },
    async wait({ hours }) {
      const { now } = surroundings
      surroundings.now = () => now() + hours * HOUR
    },
    async trash({ at }) {
      const node = pick(at, (one) => one.kind === 'page' && !isTop(one))
      if (node === undefined) return
      wentWell(await owner.patch(pathOf(node), { in_trash: true }))
      node.inTrash = true
    },
    async 'take out'({ at }) {
      const trashed = nodes.filter((node) => node.inTrash && !isInTrash(node.parent!))
      const node = trashed[at % Math.max(1, trashed.length)]
      if (node === undefined) return
      wentWell(await owner.patch(pathOf(node), { in_trash: false }))
      node.inTrash = false
    },
  }

  return {
    take: (step: Step) => (acts[step.do] as (step: Step) => Promise<unknown>)(step),
    async compare(when: string) {
      for (const actor of actors) await compareFor(actor, when)
      await compareReasons(when)
    },
  }

  async function compareFor(actor: Name, when: string): Promise<void> {
    const client = acme.as(actor)
    const now = surroundings.now()
    const held = heldBy(actor)
    const seen = new Set(nodes.filter((node) => levelAt(node, held, now) > 0))
    const inUse = [...seen].filter((node) => !isInTrash(node))
    for (const node of nodes) {
      const said = `${actor} reads ${node.kind} ${nodes.indexOf(node)} ${when}`
      const { status } = await client.get(pathOf(node))
      assert.equal(status, seen.has(node) ? 200 : 404, said)
      if (!inUse.includes(node)) continue
      const below = inUse.filter(({ parent }) => parent === node).map(({ id }) => id)
      if (node.kind === 'database') {
        const { body } = wentWell(await client.post(`/v1/data_sources/${node.dataSource}/query`, {}))
        assert.deepEqual(idsOf(body.results), below.toSorted(), `${said}: its rows`)
      } else {
        const { body } = wentWell(await client.get(`/v1/blocks/${node.id}/children`))
        const shown = body.results.filter(({ type }: { type: string }) => type.startsWith('child_'))
        assert.deepEqual(idsOf(shown), below.toSorted(), `${said}: its children`)
      }
    }
    const found = wentWell(
      await client.post('/v1/search', { query: word, filter: { property: 'object', value: 'page' } }),
    )
    const pages = inUse.filter(({ kind }) => kind === 'page').map(({ id }) => id)
    assert.deepEqual(idsOf(found.body.results), pages.toSorted(), `${actor} searches ${when}`)
  }

  /** Of one node in turn, what is said of everybody's level. */
  async function compareReasons(when: string): Promise<void> {
    const now = surroundings.now()
    const node = nodes[when.length % nodes.length]!
    for (const actor of actors) {
      const query = new URLSearchParams(named[actor] as Record<string, string>)
      const { body } = wentWell(await owner.get(`${pathOf(node)}/permissions/effective?${query}`))
      const level = levelAt(node, heldBy(actor), now)
      assert.equal(body.level, levelNames[level - 1] ?? null, `${actor} at ${nodes.indexOf(node)} ${when}`)
      const counted = counting(node, now).filter(([principal]) => heldBy(actor).has(principal))
      assert.equal(body.via.length, counted.length, `why ${actor} has access ${when}`)
    }
  }
}

const idsOf = (objects: readonly { id: string }[]): string[] => objects.map(({ id }) => id).toSorted()

type Context = Parameters<Parameters<TestWorkspace['do']>[0]>[0]

const addMember = ({ db, workspace }: Context, table: 'group_members', row: Record<string, string>) =>
  db.insertRows(table, [{ workspace_id: workspace.id, ...row }])
