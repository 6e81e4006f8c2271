/** Two servers over one PostgreSQL, as two processes would be: nothing is shared but the database. */
import type { FastifyInstance } from 'fastify'
import { buildApp } from '#server/app.ts'
import type { WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import type { Server } from '#server/http/contexts.ts'
import { makeDirectoryReads } from '#server/http/directory-reads.ts'
import { makeNoted } from '#server/http/noted.ts'
import { makeRateLimiter } from '#server/http/rate-limits.ts'
import { makeRequestLog } from '#server/http/request-log.ts'
import { makeTokenUses } from '#server/http/token-uses.ts'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { createMigrated } from './postgres.ts'
import { NEWEST, type TestWorkspace, workspaceOn } from './workspace.ts'

export interface TwoProcesses {
  first: TestWorkspace
  second: { app: FastifyInstance; server: Server }
}

export async function twoProcesses(
  t: { after(work: () => Promise<void>): void },
  settings: Partial<WorkspaceSettings> = {},
): Promise<TwoProcesses> {
  const database = await createMigrated()
  const [here, there] = [openPostgres(database.url), openPostgres(database.url)]
  t.after(async () => {
    await here.close()
    await there.close()
    await database.drop()
  })
  const first = await workspaceOn(t, here, settings)
  const server: Server = {
    ...first.server,
    store: there,
    rateLimiter: makeRateLimiter(),
    tokenUses: makeTokenUses(),
    noted: makeNoted(),
    directoryReads: makeDirectoryReads(),
    requestLog: makeRequestLog(),
  }
  const app = buildApp(server)
  t.after(() => {
    app.server.closeAllConnections()
    return app.close()
  })
  return { first, second: { app, server } }
}

/** A request to one of several servers. */
export const send = (
  app: FastifyInstance,
  token: string,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  body?: unknown,
) =>
  app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': NEWEST,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
