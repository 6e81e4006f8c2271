import { text as readText } from 'node:stream/consumers'
import type { FastifyInstance, InjectOptions } from 'fastify'

export interface Reply {
  status: number
  headers: Record<string, unknown>
  text: string
}

/** Sends a request. A stream of events is left at once: it has no end to wait for. */
export async function answered(app: FastifyInstance, request: InjectOptions): Promise<Reply> {
  const response = await app.inject({ ...request, payloadAsStream: true })
  const stream = response.stream()
  const isEndless = String(response.headers['content-type']).startsWith('text/event-stream')
  if (isEndless) stream.destroy()
  const text = isEndless ? '' : await readText(stream)
  return { status: response.statusCode, headers: response.headers, text }
}
