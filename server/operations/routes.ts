/** What the people who run a server ask it: is it well, what does it do, what does it offer. */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { sendPage } from '#server/http/web-page.ts'
import type { Metrics } from './metrics.ts'
import type { ApiDescription } from './openapi.ts'
import { apiPage } from './pages.ts'

export function addOperations(
  app: FastifyInstance,
  server: Server,
  metrics: Metrics,
  describe: () => ApiDescription,
): void {
  app.get('/healthz', (_request, reply) => sendJson(reply, { status: 'ok' }))
  app.get('/readyz', async (_request, reply) =>
    (await doesStoreAnswer(server))
      ? sendJson(reply, { status: 'ok' })
      : sendJson(reply.code(503), { status: 'unavailable', message: 'The store does not answer.' }),
  )
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.print()))
  const compressed = keepCompressed(describe)
  app.get('/openapi.json', async ({ headers }, reply) => {
    reply.header('vary', 'accept-encoding')
    if (!/\bgzip\b(?!;\s*q=0(\.0*)?\b)/.test(String(headers['accept-encoding'])))
      return sendJson(reply, describe())
    return reply
      .type(JSON_TYPE)
      .header('content-encoding', 'gzip')
      .send(await compressed())
  })
  app.get('/docs', (_request, reply) =>
    sendPage(reply, 200, { title: 'The API', content: apiPage(describe()), wide: true }),
  )
}

/** How long the store may take before the server counts as not ready, in milliseconds. */
const PATIENCE = 2000

async function doesStoreAnswer({ store }: Server): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE)
  })
  const answered = store.reader.run('select 1', []).then(
    () => true,
    () => false,
  )
  return Promise.race([answered, tooLong]).finally(() => clearTimeout(timer))
}

/** The description is 700 KB and says the same each time; compressed it is a twentieth, and kept. */
function keepCompressed(describe: () => ApiDescription): () => Promise<Buffer> {
  let kept: Promise<Buffer> | undefined
  return () => {
    kept ??= promisify(gzip)(JSON.stringify(describe()))
    return kept
  }
}

const JSON_TYPE = 'application/json; charset=utf-8'

const sendJson = (reply: FastifyReply, body: unknown) => reply.type(JSON_TYPE).send(JSON.stringify(body))
