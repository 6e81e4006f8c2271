/** A server with nothing in it: no workspace, no people. */
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { makeDns } from '#server/adapters/dns.ts'
import { temporaryStorage } from '#server/adapters/file-storage/disk.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { makeSecrets } from '#server/domain/access/secrets.ts'
import type { Server } from '#server/http/contexts.ts'
import { makeDirectoryReads } from '#server/http/directory-reads.ts'
import { makeNoted } from '#server/http/noted.ts'
import { makeRateLimiter } from '#server/http/rate-limits.ts'
import { makeRequestLog } from '#server/http/request-log.ts'
import { makeTokenUses } from '#server/http/token-uses.ts'
import type { TestStore } from './stores.ts'

export interface EmptyServer extends Server {
  /** Lets time pass. */
  wait(milliseconds: number): void
  /** Says under which address this server is reached. */
  reachAt(address: string): void
  /** Listens on a port until the test ends. */
  listen(app: FastifyInstance): Promise<string>
}

export async function emptyServer(
  t: { after(work: () => Promise<void>): void },
  testStore: TestStore,
): Promise<EmptyServer> {
  const store = await testStore.open(t)
  let now = 1_790_000_000_000
  let baseUrl = 'http://octavo.test'
  return {
    store,
    surroundings: { now: () => now, newId: () => v7() },
    secrets: makeSecrets(Buffer.alloc(32, 7)),
    files: temporaryStorage(),
    outgoing: makeOutgoing([]),
    dns: makeDns([]),
    mail: { kind: 'kept' },
    baseUrl: () => baseUrl,
    rateLimiter: makeRateLimiter(),
    tokenUses: makeTokenUses(),
    noted: makeNoted(),
    providers: [],
    directoryReads: makeDirectoryReads(),
    requestLog: makeRequestLog(),
    wait: (milliseconds) => {
      now += milliseconds
    },
    reachAt: (address) => {
      baseUrl = address
    },
    async listen(app) {
      t.after(() => app.close())
      baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
      return baseUrl
    },
  }
}
