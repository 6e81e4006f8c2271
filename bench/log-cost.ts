import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pageFor } from '#server/domain/access/nodes.ts'
import type { Context } from '#server/domain/context.ts'
import { updatePage } from '#server/domain/pages/update.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { migrate } from '#server/store/migrate.ts'
import { startPostgres } from '#test/postgres.ts'
import { workspaceOn } from '#test/workspace.ts'

const WRITES = 2000

/** Writes of one kind in a row: what follows a commit is charged to its own kind. */
const ROUND = 50

/**
 * What the log adds to a write: a property of a row is changed in process, each time in a transaction on disk, in turns
 * with its event and with nothing recorded.
 */
export async function logCost(isOnPostgres: boolean): Promise<string[]> {
  const { store, end } = isOnPostgres ? await onPostgres() : await onSqlite()
  await migrate(store)
  const cleanings: (() => Promise<void>)[] = []
  const bench = await workspaceOn({ after: (work) => cleanings.push(work) }, store, {})
  const { dataSource } = await bench.aDataSource({ Name: { title: {} }, Points: { number: {} } })
  const row = await bench.as('editor').post('/v1/pages', { parent: { data_source_id: dataSource } })
  const change = (points: number) => async (context: Context) =>
    updatePage(context, await pageFor(context, row.body.id, 'edit'), {
      properties: { Points: { number: points } },
    })
  const times = { recorded: [] as number[], silent: [] as number[] }
  for (let count = 0; count < 2 * WRITES; count++) {
    const isRecorded = Math.floor(count / ROUND) % 2 === 0
    const work = change(count)
    const begun = performance.now()
    await bench.do((context) => work(isRecorded ? context : { ...context, record: () => {} }))
    times[isRecorded ? 'recorded' : 'silent'].push(performance.now() - begun)
  }
  for (const clean of cleanings) await clean()
  await store.close()
  await end()
  const [recorded, silent] = [medianOf(times.recorded), medianOf(times.silent)]
  return [
    `change a property with its event${isOnPostgres ? ', on PostgreSQL' : ''}`,
    `${recorded.toFixed(2)} ms`,
    `${silent.toFixed(2)} ms with nothing recorded`,
    `${(recorded / silent).toFixed(2)} times`,
    '',
    recorded.toFixed(2),
    '',
  ]
}

const medianOf = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-bench-'))
  const store = openSqlite(join(folder, 'octavo.db'))
  return { store, end: async () => rmSync(folder, { recursive: true, force: true }) }
}

async function onPostgres() {
  const postgres = await startPostgres()
  return { store: openPostgres(postgres.url), end: () => postgres.stop() }
}
