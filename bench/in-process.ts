/** Reads rows of ready JSON from SQLite in process, as often as it can: prints reads a second. */
import { DatabaseSync } from 'node:sqlite'

const chunks: string[] = []
for await (const chunk of process.stdin.setEncoding('utf8')) chunks.push(chunk as string)
const objects = JSON.parse(chunks.join('')) as string[]

const database = new DatabaseSync(':memory:')
database.exec('create table blocks (parent text, position integer, json text)')
database.exec('create index blocks_children on blocks (parent, position)')
const insert = database.prepare('insert into blocks values (?, ?, ?)')
for (let page = 0; page < 100; page++) {
  for (const [position, json] of objects.entries()) insert.run(`page ${page}`, position, json)
}

const read = database.prepare('select json from blocks where parent = ? order by position limit 101')
const SECONDS = 3
let reads = 0
let length = 0
const until = performance.now() + SECONDS * 1000
while (performance.now() < until) {
  for (let batch = 0; batch < 100; batch++) {
    const rows = read.all(`page ${reads++ % 100}`) as { json: string }[]
    length += `{"results":[${rows.map((row) => row.json).join(',')}]}`.length
  }
}
if (length === 0) throw new Error('nothing was read')
process.stdout.write(String(reads / SECONDS))
