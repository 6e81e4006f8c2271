/** A server that stands in front of another one, and answers as moods have it. */
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * What becomes of a request: `passed` on, the line `cut` before that or, with the answer lost, after it; or an answer
 * in its place.
 */
export type Mood =
  | 'passed'
  | 'cut'
  | 'cut after'
  | { status: number; headers?: Record<string, string>; body?: unknown }

/** @returns its address. Listens until the test ends. */
export async function moodyServer(
  t: { after(work: () => Promise<void>): void },
  of: string,
  mood: (request: { method: string; url: string; body: string }) => Mood,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const [method, url, body] = [request.method!, request.url!, await text(request)]
    const now = mood({ method, url, body })
    if (now === 'cut') return request.socket.destroy()
    if (typeof now === 'object') {
      const headers = { 'content-type': 'application/json', ...now.headers }
      return response.writeHead(now.status, headers).end(JSON.stringify(now.body ?? {}))
    }
    const { host: _, connection: _connection, ...headers } = request.headers
    const sent = { method, headers: headers as Record<string, string>, ...(body === '' ? {} : { body }) }
    const answer = await fetch(of + url, sent)
    const bytes = await answer.bytes()
    if (now === 'cut after') return request.socket.destroy()
    const type = answer.headers.get('content-type')
    return response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}
