import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Result } from './load.ts'
import { line, loadOn } from './measure.ts'
import { call, createPage, getRequest, ROOT } from './octavo-client.ts'
import { type Octavo, startOctavo } from './processes.ts'

// What reading the log of what happened costs where it is long, against where it is short.

const MANY = 10_000_000
const FEW = 10_000
const PAGES = 200

/** A page of 100 changes for somebody who sees all of them. */
export const feed = () => compare('feed: 100 changes of 10,000,000', '')

/** Of a type that one in a hundred events has. */
export const feedOfType = () => compare('the same of one type', '&types=page.locked')

/** For a connection that sees one page in a hundred: a call looks at some thousand events, and tells of fewer than 100. */
export const feedOfLittle = () => compare('the same for who sees little', '', 'little')

interface Log {
  folder: string
  requests(query: string, as: 'all' | 'little'): string[]
  octavo: Octavo
}

async function compare(work: string, query: string, as: 'all' | 'little' = 'all'): Promise<string[]> {
  const few = await read(await logOf(FEW), query, as)
  const many = await read(await logOf(MANY), query, as)
  return line(work, many, few.requestsPerSecond)
}

async function read({ octavo, requests }: Log, query: string, as: 'all' | 'little'): Promise<Result> {
  const server = await octavo.again()
  const result = await loadOn(server.port, requests(query, as), { connections: 8 })
  await server.end()
  return result
}

const logs = new Map<number, Promise<Log>>()

/** A store with so many events; made once, for every row that reads it. */
function logOf(count: number): Promise<Log> {
  const known = logs.get(count) ?? makeLog(count)
  logs.set(count, known)
  return known
}

async function makeLog(count: number): Promise<Log> {
  const octavo = await startOctavo()
  const { folder, token } = octavo
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pages: string[] = []
  for (let index = 0; index < PAGES; index++) pages.push(await createPage(octavo, ROOT))
  const little = await connectionTo(octavo, pages.slice(0, PAGES / 100))
  await octavo.end()
  const { workspaceId, from } = insertEvents(join(folder, 'octavo.db'), pages, count)
  return {
    folder,
    octavo,
    requests: (query, as) =>
      Array.from({ length: 100 }, (_, index) => {
        const sequence = from + Math.floor((count * 0.9 * index) / 100)
        const cursor = Buffer.from(JSON.stringify([workspaceId, sequence, '~'])).toString('base64url')
        const caller = { ...octavo, token: as === 'all' ? token : little }
        return getRequest(caller, `/v1/changes?start_cursor=${cursor}${query}`)
      }),
  }
}

/** @returns the token of a connection that sees some pages. */
async function connectionTo(octavo: Octavo, pages: readonly string[]): Promise<string> {
  const { bot } = (await call(octavo, 'GET', '/v1/users/me', undefined)) as { bot: { workspace_id: string } }
  const made = await call(octavo, 'POST', `/admin/v1/spaces/${bot.workspace_id}/connections`, {
    name: 'Little',
    capabilities: { content: ['read'] },
  })
  for (const page of pages) {
    await call(octavo, 'POST', `/v1/pages/${page}/connections`, { connection_id: made.id })
  }
  return made.token as string
}

/** Events of pages in turn, with the indexes made after them: what would else take an hour takes minutes. */
function insertEvents(file: string, pages: readonly string[], count: number) {
  const database = new DatabaseSync(file)
  const { id: workspaceId, sequence: from } = database
    .prepare('select id, sequence from workspaces')
    .get() as {
    id: string
    sequence: number
  }
  const indexes = database
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and tbl_name = 'events' and sql is not null`,
    )
    .all() as { name: string; sql: string }[]
  database.exec('pragma synchronous = off; pragma cache_size = -400000')
  for (const { name } of indexes) database.exec(`drop index "${name}"`)
  database.exec('create temp table bench_pages (key integer primary key, page text)')
  const insert = database.prepare('insert into bench_pages (key, page) values (?, ?)')
  for (const [key, page] of pages.entries()) insert.run(key, page)
  database.exec('begin')
  database
    .prepare(
      `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?)
      insert into events (workspace_id, sequence, id, type, feed, timestamp, actor_type, actor_id, origin,
        entity_type, entity_id, node_id, data)
      select ?, ? + n, printf('01900000-0000-7000-8000-%012x', n),
        case when n % 100 = 7 then 'page.locked' else 'page.content_updated' end, 'content', ? + n,
        'bot', 'b0b00000-0000-4000-8000-000000000000', 'api', 'page', page, page, '{"updated_blocks":[]}'
      from numbers join bench_pages on key = n * 31 % ?`,
    )
    .run(count, workspaceId, from, Date.now() - count, pages.length)
  database
    .prepare('update workspaces set sequence = sequence + ?, last_event_time = ?')
    .run(count, Date.now())
  for (const { sql } of indexes) database.exec(sql)
  database.exec('commit')
  database.close()
  return { workspaceId, from }
}
