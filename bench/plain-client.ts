/**
 * The floor of sending: `node:http` posting one body again and again, over as many connections as a webhook gets.
 * The body comes in on standard input. Prints nothing: the receiver knows how many came.
 *
 * `node bench/plain-client.ts <port> <count>`
 */
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

const CONNECTIONS = 32

const [port, count] = process.argv.slice(2).map(Number) as [number, number]
const body = await text(process.stdin)
const agent = new Agent({ keepAlive: true })
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
let left = count

const post = () =>
  new Promise<void>((resolve, reject) => {
    request({ port, method: 'POST', path: '/', agent, headers }, (answer) =>
      answer.on('end', resolve).resume(),
    )
      .on('error', reject)
      .end(body)
  })
await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    while (left-- > 0) await post()
  }),
)
agent.destroy()
