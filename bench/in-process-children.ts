/**
 * Lists the children of a page straight from a server's SQLite file, in process, as often as it can: what a
 * list costs when it is nothing but its rows, ready JSON, in one text. Prints lists a second.
 *
 * `node bench/in-process-children.ts <octavo.db> <page id>`
 */
import { DatabaseSync } from 'node:sqlite'

const [file, page] = process.argv.slice(2)
const database = new DatabaseSync(file!, { readOnly: true })
const { workspace_id } = database.prepare('select workspace_id from blocks where id = ?').get(page!) as {
  workspace_id: string
}
const read = database.prepare(
  `select ready from blocks where workspace_id = ? and parent_id = ? and trash_root is null
   order by position, id limit 101`,
)

const SECONDS = 3
let lists = 0
let length = 0
const until = performance.now() + SECONDS * 1000
while (performance.now() < until) {
  for (let batch = 0; batch < 100; batch++) {
    const rows = read.all(workspace_id, page!) as { ready: string }[]
    length += `{"results":[${rows.map((row) => row.ready).join(',')}]}`.length
    lists++
  }
}
if (length === 0) throw new Error('nothing was read')
process.stdout.write(String(lists / SECONDS))
