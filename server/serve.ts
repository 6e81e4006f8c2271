import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openWebApp } from './app/web-app.ts'
import { apiJobs, buildApp, webhookJobs } from './app.ts'
import { addressOf, type Config } from './config.ts'
import type { Providers } from './domain/context.ts'
import { Failure } from './failures.ts'
import type { Base } from './http/contexts.ts'
import { makeDirectoryReads } from './http/directory-reads.ts'
import { makeNoted } from './http/noted.ts'
import { makeRateLimiter } from './http/rate-limits.ts'
import { makeRequestLog } from './http/request-log.ts'
import { makeTokenUses } from './http/token-uses.ts'
import { jobs } from './jobs/jobs.ts'
import { keepRequests } from './jobs/keep-requests.ts'
import { noteTokenUses } from './jobs/note-token-uses.ts'
import { recordDirectoryReads } from './jobs/record-directory-reads.ts'
import { recordNoted } from './jobs/record-noted.ts'
import { performDue, startJobs } from './jobs/runner.ts'
import type { Log } from './operations/log.ts'

export interface Listening {
  /** Where this server is reached, for its own answers and for people. */
  url: string
  http: HttpServer
  /** Takes no more requests and begins no more work; resolves when what is under way is done or was waited for long enough. */
  close(): Promise<void>
}

/** How long a stop waits for requests under way, in milliseconds. */
const LAST_WAIT = 10_000

/** What a server is made of before it listens: its own address is known only then. */
export interface Parts extends Omit<Base, 'baseUrl'> {
  config: Pick<Config, 'port' | 'host' | 'url' | 'trustedProxies'>
  log: Log
  providers?: Providers
  /** Whoever signs in waits for it. */
  signInAfter?: Promise<void>
  /** Milliseconds in which webhooks are told several events of one object as one. */
  webhookWindow?: number
}

/** As long as somebody types on, within the minute that Notion takes. */
const WEBHOOK_WINDOW = 10_000

/** Answers requests at the configured address, and does what is due. */
export async function listen({
  config,
  log,
  providers = [],
  signInAfter,
  webhookWindow = WEBHOOK_WINDOW,
  ...parts
}: Parts): Promise<Listening> {
  let url = addressOf(config)
  const base = { ...parts, baseUrl: () => url }
  const [tokenUses, noted, directoryReads] = [makeTokenUses(), makeNoted(), makeDirectoryReads()]
  const requestLog = makeRequestLog()
  const memory = { tokenUses, noted, directoryReads, requestLog }
  const server = { ...base, rateLimiter: makeRateLimiter(), ...memory, providers }
  const app = buildApp(server, log, config.trustedProxies, openWebApp())
  if (signInAfter)
    app.addHook('onRequest', async ({ url }) => (url.startsWith('/login') ? signInAfter : undefined))
  await app.listen({ port: config.port, host: config.host }).catch((error: Error) => {
    throw new Failure(`Port ${config.port} of ${config.host} cannot be listened on: ${error.message}`)
  })
  const { port } = app.server.address() as AddressInfo
  url = addressOf({ ...config, port })
  // What a process knows alone, and writes down before it ends.
  const writeDown = [
    noteTokenUses(tokenUses),
    recordNoted(noted),
    recordDirectoryReads(directoryReads),
    keepRequests(requestLog),
  ]
  const all = [...jobs, ...apiJobs, ...webhookJobs(webhookWindow), ...writeDown]
  const runner = startJobs(base, all, (error) => log.fault(error, null))
  return {
    url,
    http: app.server,
    async close() {
      const closed = Promise.all([app.close(), runner.stop()])
      const timer = setTimeout(() => app.server.closeAllConnections(), LAST_WAIT)
      await closed
      clearTimeout(timer)
      await performDue(base, writeDown).catch((error) => log.fault(error, null))
    },
  }
}
