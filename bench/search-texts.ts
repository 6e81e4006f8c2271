import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexTexts } from '#server/domain/search/index-texts.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { migrate } from '#server/store/migrate.ts'
import { workspaceOn } from '#test/workspace.ts'
import { loadOn, startOn } from './measure.ts'
import { call, loadTasks, sendRequest, task, tasks } from './octavo-client.ts'

const ROWS = 5000
/** As many as are made within the quarter of a second between two looks at the log. */
const ROUND = 250

/** What indexing their texts adds to making rows of ten properties: both in process, each row in a transaction on disk. */
export async function indexCost(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-bench-'))
  const store = openSqlite(join(folder, 'octavo.db'))
  await migrate(store)
  const cleanings: (() => Promise<void>)[] = []
  const bench = await workspaceOn({ after: (work) => cleanings.push(work) }, store, {})
  const { dataSource } = await bench.aDataSource(TASK)
  const editor = bench.as('editor')
  const indexAll = async () => {
    while (await store.transaction((db) => indexTexts(db, bench.id))) {}
  }
  await indexAll()
  const times = { making: 0, indexing: 0 }
  for (let made = 0; made < ROWS; made += ROUND) {
    const begun = performance.now()
    for (let index = made; index < made + ROUND; index++)
      await editor.post('/v1/pages', task(dataSource, index))
    const between = performance.now()
    await indexAll()
    times.making += between - begun
    times.indexing += performance.now() - between
  }
  for (const clean of cleanings) await clean()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return [
    'index the texts of rows as they are made',
    `${((times.indexing / ROWS) * 1000).toFixed(0)} µs a row`,
    `${((times.making / ROWS) * 1000).toFixed(0)} µs to make it`,
    `${((times.indexing / times.making) * 100).toFixed(1)} %`,
    'under 10 %',
    '',
    '',
  ]
}

const TASK = {
  Name: { title: {} },
  Status: { select: {} },
  Tags: { multi_select: {} },
  Points: { number: {} },
  Due: { date: {} },
  Done: { checkbox: {} },
  Link: { url: {} },
  Mail: { email: {} },
  Phone: { phone_number: {} },
  Notes: { rich_text: {} },
}

/** A word that every row has, and some that a few have, among the texts of 100,000 rows and of 10,000. */
export function searchText(isOnPostgres = false): Promise<string[]> {
  const words = ['spec', 'words about', 'part 77', 'ada7']
  return search('search a word in the texts of 100,000 rows', isOnPostgres, words, '/v1/search/text')
}

/** One word of the title of one page, among 100,000 and among 10,000. */
export function searchTitle(isOnPostgres = false): Promise<string[]> {
  const words = Array.from({ length: 100 }, (_, index) => String(9000 + 7 * index))
  return search('search a word in the titles of 100,000 rows', isOnPostgres, words, '/v1/search')
}

async function search(
  work: string,
  isOnPostgres: boolean,
  words: readonly string[],
  path: string,
): Promise<string[]> {
  const few = await searched(10_000, isOnPostgres, words, path)
  const many = await searched(100_000, isOnPostgres, words, path)
  return [
    isOnPostgres ? `${work}, on PostgreSQL` : work,
    `${many.requestsPerSecond.toFixed(0)}/s`,
    `${few.requestsPerSecond.toFixed(0)}/s in 10,000`,
    `${(many.p50 / few.p50).toFixed(1)} times the p50`,
    'under 3 times',
    many.p50.toFixed(2),
    many.p99.toFixed(2),
  ]
}

async function searched(count: number, isOnPostgres: boolean, words: readonly string[], path: string) {
  const { octavo, stop } = await startOn(isOnPostgres)
  const dataSource = await tasks(octavo)
  await loadTasks(octavo, dataSource, count)
  const isCurrent = async () =>
    (await call(octavo, 'POST', '/v1/search/text', { query: 'spec' })).is_current as boolean
  while (!(await isCurrent())) await new Promise((resolve) => setTimeout(resolve, 250))
  const requests = words.map((query) => sendRequest(octavo, 'POST', path, { query, page_size: 20 }))
  const measured = await loadOn(octavo.port, requests, { connections: 8 })
  await stop()
  return measured
}
