/**
 * Writes the pages of a data source into SQLite, in process, each in a transaction of its own that is on disk
 * before the next. Prints pages a second.
 *
 * `node bench/in-process-insert.ts <octavo.db> <data source id>`
 */
import { DatabaseSync } from 'node:sqlite'

const [file, dataSource] = process.argv.slice(2)
const stored = new DatabaseSync(file!, { readOnly: true })
const pages = stored
  .prepare('select id, properties, ready from pages where data_source_id = ? limit 1000')
  .all(dataSource!) as { id: string; properties: string; ready: string }[]

const database = new DatabaseSync(`${file}.rows`)
database.exec('pragma journal_mode = wal')
database.exec('pragma synchronous = full')
database.exec('create table rows (number integer primary key, id text, properties text, page text)')
database.exec('create index rows_id on rows (id)')
const insert = database.prepare('insert into rows (id, properties, page) values (?, ?, ?)')

const SECONDS = 3
let written = 0
const until = performance.now() + SECONDS * 1000
while (performance.now() < until) {
  const { id, properties, ready } = pages[written % pages.length]!
  database.exec('begin immediate')
  insert.run(id, properties, ready)
  database.exec('commit')
  written++
}
process.stdout.write(String(written / SECONDS))
