/**
 * Writes the children of a page into SQLite, in process, all of them in one transaction that is on disk before
 * the next. Prints transactions a second.
 *
 * `node bench/in-process-append.ts <octavo.db> <page id>`
 */
import { DatabaseSync } from 'node:sqlite'

const [file, page] = process.argv.slice(2)
const stored = new DatabaseSync(file!, { readOnly: true })
const blocks = stored
  .prepare('select id, position, ready from blocks where parent_id = ? order by position limit 100')
  .all(page!) as { id: string; position: string; ready: string }[]

const database = new DatabaseSync(`${file}.rows`)
database.exec('pragma journal_mode = wal')
database.exec('pragma synchronous = full')
database.exec(
  'create table rows (number integer primary key, id text, parent integer, position text, block text)',
)
database.exec('create index rows_id on rows (id)')
database.exec('create index rows_parent on rows (parent, position)')
const insert = database.prepare('insert into rows (id, parent, position, block) values (?, ?, ?, ?)')

const SECONDS = 3
let written = 0
const until = performance.now() + SECONDS * 1000
while (performance.now() < until) {
  database.exec('begin immediate')
  for (const { id, position, ready } of blocks) insert.run(id, written, position, ready)
  database.exec('commit')
  written++
}
process.stdout.write(String(written / SECONDS))
