/** From an act to the address of a webhook through whole processes, which are killed on the way. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Store } from '#server/store/dialects/dialect.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { callApi, type OctavoProcess, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'
import { createDatabase, stopOwnServer } from '#test/postgres.ts'
import { type Received, type Receiver, receiver } from '#test/webhook-receiver.ts'

after(stopOwnServer)

const TOKEN = 'ntn_0123456789abcdef'
const HOME = '11111111-1111-4111-8111-111111111111'
const file = JSON.stringify({
  workspace: { name: 'Acme' },
  users: [{ email: 'ada@acme.test', role: 'owner' }],
  connections: [{ name: 'Bot', token: TOKEN }],
  pages: [{ title: 'Home', id: HOME, access: [{ connection: 'Bot', level: 'full_access' }] }],
})

type Environment = Record<string, string>

async function onSqlite(t: TestContext): Promise<Environment> {
  return { OCTAVO_DATA: join(await temporaryFolder(t), 'data') }
}

async function onPostgres(t: TestContext): Promise<Environment> {
  const { url, drop } = await createDatabase()
  t.after(drop)
  return { ...(await onSqlite(t)), DATABASE_URL: url, OCTAVO_KEY: Buffer.alloc(32, 7).toString('base64') }
}

const fileOf = ({ OCTAVO_DATA }: Environment): string => join(OCTAVO_DATA!, 'octavo.db')

/** Works with the store itself. */
async function withStore<T>(environment: Environment, work: (store: Store) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = environment
  const store = DATABASE_URL === undefined ? openSqlite(fileOf(environment)) : openPostgres(DATABASE_URL)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Has claims and the time until the next attempt run out, as they do after half a minute. */
const letTimePass = (environment: Environment): Promise<unknown> =>
  withStore(environment, ({ root }) =>
    root.updateTable('webhook_deliveries').set({ due_time: 0 }).where('due_time', 'is not', null).execute(),
  )

/** A store where whoever writes a delivery does not come to an end. */
interface Stuck {
  /** Whether somebody is writing one of a comment. */
  isReached(url: string): Promise<boolean>
  release(): Promise<void>
}

function stuckSqlite(environment: Environment): Stuck {
  const change = (...statements: string[]) => {
    const database = new DatabaseSync(fileOf(environment), { timeout: 10_000 })
    for (const statement of statements) database.exec(statement)
    database.close()
  }
  change(
    'create view endless as with recursive n(i) as (select 1 union all select i + 1 from n) select i from n',
    'create trigger stuck before insert on webhook_deliveries begin select count(*) from endless; end',
  )
  return {
    async isReached(url) {
      const isCommitted = await withStore(environment, ({ reader }) =>
        reader.sql.selectFrom('comments').select('id').executeTakeFirst(),
      )
      if (isCommitted === undefined) return false
      // The process does nothing else meanwhile.
      const answer = await fetch(url, { signal: AbortSignal.timeout(500) }).catch(() => null)
      return answer === null
    },
    release: async () => change('drop trigger stuck', 'drop view endless'),
  }
}

async function stuckPostgres({ DATABASE_URL }: Environment): Promise<Stuck> {
  const store = openPostgres(DATABASE_URL!)
  const locked = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const holding = store.transaction(async ({ sql: db }) => {
    await sql`lock table webhook_deliveries in exclusive mode`.execute(db)
    locked.resolve()
    await released.promise
  })
  await locked.promise
  return {
    async isReached() {
      const { rows } = await sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and query like 'insert into%webhook_deliveries%'`.execute(store.root)
      return rows.length > 0
    },
    async release() {
      released.resolve()
      await holding
      await store.close()
    },
  }
}

/** A server that can be killed and started again, with a subscription to comments, which are told one by one. */
async function subscribed(t: TestContext, open: (t: TestContext) => Promise<Environment>) {
  const environment = { ...(await open(t)), OCTAVO_ALLOW_PRIVATE: '127.0.0.1' }
  const json = join(await temporaryFolder(t), 'octavo.json')
  await writeFile(json, file)
  const applied = await runOctavo(t, ['apply', '--file', json], environment)
  assert.equal(applied.status, 0, applied.stderr)
  const inbox = await receiver(t)
  let server: OctavoProcess & { url: string } = await startServer(t, [], environment)
  const call = async (method: string, path: string, body?: unknown) => {
    const { status, json } = await callApi(server.url, TOKEN, method, path, body)
    assert.equal(status, 200, JSON.stringify(json))
    return json
  }
  const { id } = await call('POST', '/v1/webhooks', { url: inbox.url, event_types: ['comment.created'] })
  await inbox.has(1)
  const { verification_token: token } = JSON.parse(inbox.received.splice(0)[0]!.body)
  await call('POST', `/v1/webhooks/${id}/verify`, { verification_token: token })
  return {
    inbox,
    /** @returns its id. */
    async comment(): Promise<string> {
      const rich_text = [{ text: { content: 'Hello' } }]
      return (await call('POST', '/v1/comments', { parent: { page_id: HOME }, rich_text })).id as string
    },
    environment,
    url: () => server.url,
    async kill(): Promise<void> {
      server.kill('SIGKILL')
      await server.ended
    },
    async start(): Promise<void> {
      await letTimePass(environment)
      server = await startServer(t, [], environment)
    },
    /** The comments that were told, each time that they were; all of them signed. */
    told: (): string[] => inbox.received.map((one) => commentOf(one, token)),
  }
}

function commentOf({ headers, body }: Received, token: string): string {
  const digest = createHmac('sha256', token).update(body).digest('hex')
  assert.equal(headers['x-notion-signature'], `sha256=${digest}`)
  const { type, entity } = JSON.parse(body)
  assert.equal(type, 'comment.created')
  return entity.id
}

/** Resolves when a receiver got something for which `isIt` holds. */
async function until(inbox: Receiver, isIt: () => boolean): Promise<void> {
  while (!isIt()) await inbox.has(inbox.received.length + 1)
}

describe('what a webhook is told by a server that is killed', { concurrency: true }, () => {
  for (const [name, open, stuck] of [
    ['SQLite', onSqlite, stuckSqlite],
    ['PostgreSQL', onPostgres, stuckPostgres],
  ] as const) {
    test(`while it makes the deliveries of what is committed is told by the next one, on ${name}`, async (t) => {
      const { inbox, comment, kill, start, told, environment, url } = await subscribed(t, open)
      const place = await stuck(environment)
      // The answer does not come any more where the process is stuck as a whole.
      const asked = comment().catch(() => null)
      while (!(await place.isReached(url()))) await wait(20)
      await kill()
      await asked
      await place.release()
      const [rows, made] = await withStore(environment, async ({ reader }) => [
        await reader.sql.selectFrom('webhook_deliveries').select('id').where('kind', '=', 'event').execute(),
        await reader.sql.selectFrom('comments').select('id').executeTakeFirstOrThrow(),
      ])
      assert.deepEqual(rows, [], 'nothing was written')
      await start()
      await until(inbox, () => told().length > 0)
      assert.deepEqual(told(), [made.id])
    })

    test(`between a commit and the delivery is told by the next one, on ${name}`, async (t) => {
      const { inbox, comment, kill, start, told } = await subscribed(t, open)
      const made = await Promise.all(Array.from({ length: 20 }, comment))
      await kill()
      await start()
      made.push(await comment())
      await until(inbox, () => made.every((id) => told().includes(id)))
    })

    test(`between the delivery and its record is told again, on ${name}`, async (t) => {
      const { inbox, comment, kill, start, told } = await subscribed(t, open)
      const killed = new Promise<void>((resolve) => inbox.answer(() => resolve(kill())))
      const made = await comment()
      await killed
      inbox.answer(200)
      await start()
      await until(inbox, () => told().length >= 2)
      assert.deepEqual(told(), [made, made])
      assert.equal(new Set(inbox.ids()).size, 1, 'its id shows that it was told before')
    })

    test(`during retries is told at the next one, on ${name}`, async (t) => {
      const { inbox, comment, kill, start, told } = await subscribed(t, open)
      inbox.answer(500)
      const made = [await comment(), await comment(), await comment()]
      await inbox.has(3)
      await kill()
      inbox.answer(200)
      await start()
      await until(inbox, () => made.every((id) => told().filter((one) => one === id).length >= 2))
      const numbers = inbox.received.slice(3).map(({ body }) => JSON.parse(body).attempt_number)
      // That of an attempt whose answer was not written down yet is used once more.
      assert.ok(numbers.every((number) => number === 1 || number === 2))
    })
  }
})
