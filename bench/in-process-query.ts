/**
 * Asks the rows of a data source straight from SQLite, in process, as often as it can: the pages of a server's
 * file in a table of their own, with the index that is right for just this query. Prints queries a second.
 *
 * `node bench/in-process-query.ts <octavo.db> <data source id>`
 */
import { DatabaseSync } from 'node:sqlite'

const [file, dataSource] = process.argv.slice(2)
const stored = new DatabaseSync(file!, { readOnly: true })
const pages = stored.prepare('select id, ready from pages where data_source_id = ?').all(dataSource!) as {
  id: string
  ready: string
}[]

interface Task {
  Status: { select: { name: string } }
  Points: { number: number }
  Due: { date: { start: string } }
}

const database = new DatabaseSync(`${file}.rows`)
database.exec('create table rows (id text primary key, status text, points real, due text, page text)')
database.exec('begin')
const insert = database.prepare('insert into rows (id, status, points, due, page) values (?, ?, ?, ?, ?)')
for (const { id, ready } of pages) {
  const { Status, Points, Due } = JSON.parse(ready) as Task
  insert.run(id, Status.select.name, Points.number, Due.date.start, pageObject(id, ready))
}
database.exec('commit')
database.exec('create index right on rows (status, due)')

const read = database.prepare(
  `select page from rows where status = 'Doing' and points > 50 order by due limit 101`,
)
const SECONDS = 3
let queries = 0
let length = 0
const until = performance.now() + SECONDS * 1000
while (performance.now() < until) {
  for (let batch = 0; batch < 50; batch++) {
    const rows = read.all() as { page: string }[]
    length += `{"results":[${rows.map((row) => row.page).join(',')}]}`.length
    queries++
  }
}
if (length === 0) throw new Error('nothing was read')
process.stdout.write(String(queries / SECONDS))

/** As long as the API's page object is. */
function pageObject(id: string, properties: string): string {
  const user = { object: 'user', id }
  const time = '2026-01-01T00:00:00.000Z'
  const parent = { type: 'data_source_id', data_source_id: id, database_id: id }
  const page = {
    object: 'page',
    id,
    created_time: time,
    last_edited_time: time,
    created_by: user,
    last_edited_by: user,
  }
  const more = { cover: null, icon: null, parent, in_trash: false, is_archived: false, is_locked: false }
  const start = JSON.stringify({ ...page, ...more }).slice(0, -1)
  return `${start},"properties":${properties},"url":"http://127.0.0.1:3000/A-task-${id}","public_url":null}`
}
