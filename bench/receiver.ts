/**
 * Takes what is sent to it and answers 200 with nothing. Asked by GET it tells how many messages came, when the first
 * and the last did (milliseconds), and the body of the last one; by DELETE it counts anew.
 */
import { createServer } from 'node:http'

export interface Taken {
  count: number
  first: number
  last: number
  body: string
}

const none: Taken = { count: 0, first: 0, last: 0, body: '' }
let taken = { ...none }

const server = createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end(JSON.stringify(taken))
    if (request.method === 'DELETE') taken = { ...none }
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    taken.last = performance.now()
    if (taken.count++ === 0) taken.first = taken.last
    taken.body = Buffer.concat(chunks).toString()
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as { port: number }).port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
