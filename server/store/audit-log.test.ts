/** However the log is looked through, what is looked at is bounded: shown by plans, and on PostgreSQL by what was read. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CompiledQuery, type RootOperationNode, sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { type Along, type EventFilter, fittingEvents, lastWalked } from './audit-log.ts'
import type { Db, Store } from './dialects/dialect.ts'
import { insertWorkspace } from './workspaces.ts'

const EVENTS = 50_000
const STEP = 500

const looks: [Along, EventFilter][] = [
  [null, {}],
  [null, { actorType: 'system' }],
  ['actor_id', { actorId: 'common' }],
  ['actor_id', { actorId: 'common', actorType: 'system', types: ['rare'] }],
  ['actor_id', { actorId: 'rare', entityId: 'common' }],
  ['entity_id', { entityId: 'common', types: ['rare', 'common'] }],
  ['entity_id', { entityId: 'rare' }],
  ['type', { types: ['rare'] }],
  ['type', { types: ['rare', 'common', 'absent'], actorType: 'system', actorId: 'rare' }],
]

const indexes = { actor_id: 'events_actor', entity_id: 'events_entity', type: 'events_type' }

/** The statement that a verb of the store runs. */
async function statementOf(store: Store, look: (db: Db) => Promise<unknown>): Promise<CompiledQuery> {
  let node: RootOperationNode | undefined
  const watched = store.root.withPlugin({
    transformQuery: (asked) => {
      node = asked.node
      return asked.node
    },
    transformResult: async ({ result }) => result,
  })
  await look({ ...store.reader, sql: watched })
  return store.root.getExecutor().compileQuery(node!, { queryId: 'explained' })
}

describeStores('looking through the log', (testStore) => {
  test('goes along an index, and reads a step of each type at most', async (t) => {
    const store = await testStore.open(t)
    await fill(store)
    for (const [along, filter] of looks) {
      for (const direction of ['asc', 'desc'] as const) {
        const stretch = { from: 10, to: EVENTS - 10, direction }
        for (const look of [
          (db: Db) => fittingEvents(db, 'w', filter, along, stretch, STEP, 101),
          (db: Db) => lastWalked(db, 'w', filter, along, stretch, STEP),
        ]) {
          const statement = await statementOf(store, look)
          const about = `${along} ${JSON.stringify(filter)} ${direction}`
          if (store.dialect === 'sqlite') await checkSqlite(store, statement, along, about)
          else await checkPostgres(store, statement, along, about, filter.types?.length ?? 1)
        }
      }
    }
  })
})

async function checkSqlite(
  store: Store,
  statement: CompiledQuery,
  along: Along,
  about: string,
): Promise<void> {
  const plan = await store.reader.run<{ detail: string }>(
    `explain query plan ${statement.sql}`,
    statement.parameters,
  )
  const onEvents = plan.map(({ detail }) => detail).filter((detail) => /\bevents\b/.test(detail))
  assert.ok(onEvents.length > 0, about)
  for (const detail of onEvents) {
    assert.match(
      detail,
      new RegExp(
        `SEARCH events USING INDEX ${along === null ? '\\w+' : indexes[along]} \\(\\(workspace_id.*sequence\\)>.* AND .*sequence\\)<`,
      ),
      about,
    )
  }
}

interface PlanNode {
  'Node Type': string
  'Index Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

async function checkPostgres(
  store: Store,
  statement: CompiledQuery,
  along: Along,
  about: string,
  types: number,
) {
  const [explained] = await store.reader.run<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${statement.sql}`,
    statement.parameters,
  )
  const scans = leavesOf(explained!['QUERY PLAN'][0].Plan)
  for (const scan of scans) {
    assert.equal(
      scan['Index Name'],
      along === null ? 'events_key' : indexes[along],
      `${about}: ${JSON.stringify(scan)}`,
    )
    const read = scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)
    assert.ok(read <= STEP, `${about}: ${read} rows were read`)
  }
  assert.equal(scans.length, along === 'type' ? types : 1, about)
}

const leavesOf = (node: PlanNode): PlanNode[] =>
  node.Plans === undefined ? [node] : node.Plans.flatMap(leavesOf)

/** One event in a thousand is rare. */
async function fill(store: Store): Promise<void> {
  await store.transaction(async (db) => {
    await insertWorkspace(db, {
      id: 'w',
      name: 'Acme',
      icon: null,
      settings: '{}',
      sequence: EVENTS,
      last_event_time: EVENTS,
      changes_from: 1,
      events_from: 1,
      created_time: 0,
    })
    const word = sql`case when n % 1000 = 7 then 'rare' else 'common' end`
    await sql`insert into events (workspace_id, sequence, timestamp, id, type, feed, actor_type, actor_id, origin, entity_type, entity_id, data)
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(EVENTS)})
      select 'w', n, n, cast(n as text), ${word}, 'none', case when n % 1000 = 7 then 'system' else 'bot' end, ${word}, 'api', 'page', ${word}, '{}'
      from numbers`.execute(db.sql)
  })
  if (store.dialect === 'postgres') await store.reader.run('analyze events', [])
}
