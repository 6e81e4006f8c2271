/**
 * A fresh workspace for a test: a server on one of the stores, people and bots by name, and builders that
 * fill in what a test does not care about.
 */
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { makeDns } from '#server/adapters/dns.ts'
import { temporaryStorage } from '#server/adapters/file-storage/disk.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { apiJobs, buildApp, webhookJobs } from '#server/app.ts'
import { principalOf } from '#server/domain/access/actor.ts'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { type Capabilities, everyCapability, ownCapabilities } from '#server/domain/access/capabilities.ts'
import { grant } from '#server/domain/access/lists.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import { makeSecrets } from '#server/domain/access/secrets.ts'
import { createInternalConnection } from '#server/domain/connections/create.ts'
import type { Context } from '#server/domain/context.ts'
import { createDatabase } from '#server/domain/databases/create.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { addPerson, addPersonalToken } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction, type Server } from '#server/http/contexts.ts'
import { makeDirectoryReads } from '#server/http/directory-reads.ts'
import { makeNoted } from '#server/http/noted.ts'
import { makeRateLimiter } from '#server/http/rate-limits.ts'
import { makeRequestLog } from '#server/http/request-log.ts'
import { makeTokenUses } from '#server/http/token-uses.ts'
import { jobs } from '#server/jobs/jobs.ts'
import { keepRequests } from '#server/jobs/keep-requests.ts'
import { noteTokenUses } from '#server/jobs/note-token-uses.ts'
import { recordDirectoryReads } from '#server/jobs/record-directory-reads.ts'
import { recordNoted } from '#server/jobs/record-noted.ts'
import { performDue } from '#server/jobs/runner.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import { eventsAfter } from '#server/store/events.ts'
import { storeBlocks } from '#shared/blocks/store.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import { checkAnswers } from './check-answers.ts'
import type { TestStore } from './stores.ts'

export const NEWEST = '2026-03-11'

/** Who a test may act as. Bots see what a test shares with them; people what their role gives. */
export type Name =
  | 'owner'
  | 'member'
  | 'guest'
  | 'editor'
  | 'reader'
  | 'viewer'
  | 'stranger'
  | 'inserter'
  | 'nobody'
  | 'outsider'

const bots: Partial<Record<Name, Partial<Capabilities>>> = {
  editor: {},
  reader: { content: ['read'], comments: ['read'], user_info: 'no_email', permissions: 'read' },
  viewer: {},
  stranger: {},
  inserter: { content: ['insert'], comments: ['insert'], user_info: 'none', permissions: 'none' },
  nobody: { content: [], comments: [], user_info: 'none', permissions: 'none' },
}

export interface Answer {
  status: number
  headers: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export interface Client {
  get(path: string, version?: string): Promise<Answer>
  post(path: string, body?: unknown, version?: string): Promise<Answer>
  put(path: string, body?: unknown, version?: string): Promise<Answer>
  patch(path: string, body?: unknown, version?: string): Promise<Answer>
  delete(path: string, version?: string): Promise<Answer>
  token: string
  userId: string
}

export interface TestWorkspace {
  app: FastifyInstance
  server: Server
  store: Store
  id: string
  as(name: Name): Client
  /** A page shared with the editor (full access) and the reader (view), made by the owner. */
  aPage(fields?: { title?: string; parent?: string; children?: unknown[] }): Promise<string>
  /** A database with one data source on a page of its own, shared alike. */
  aDataSource(
    properties?: Record<string, unknown>,
  ): Promise<{ page: string; database: string; dataSource: string }>
  /** Runs domain verbs as the owner. */
  do<T>(work: (context: Context) => Promise<T>): Promise<T>
  /** The types of the events since the last call. */
  events(): Promise<string[]>
  /** Does what the server does by itself, as far as it is due. */
  performDue(): Promise<void>
  /** Listens on a port, for clients that need one; with another app over the same server where one is given. */
  listen(served?: FastifyInstance): Promise<string>
}

export async function workspace(
  t: { after(work: () => Promise<void>): void },
  testStore: TestStore,
  settings: Partial<WorkspaceSettings> = {},
): Promise<TestWorkspace> {
  const store = await testStore.open(t)
  return workspaceOn(t, store, settings)
}

/** The same over a store that is already open: a second process of one store, for one. */
export async function workspaceOn(
  t: { after(work: () => Promise<void>): void },
  store: Store,
  settings: Partial<WorkspaceSettings>,
): Promise<TestWorkspace> {
  let baseUrl = 'http://octavo.test'
  const server: Server = {
    store,
    surroundings: { now: () => Date.now(), newId: () => v7() },
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
  }
  const created = await store.transaction((db) =>
    createWorkspace(db, server.surroundings, {
      name: 'Acme',
      settings: { ...defaultSettings, ...settings },
    }),
  )
  const workspace = { ...created, settings: { ...defaultSettings, ...settings } }
  const directory: Caller = { workspace, actor: directoryActor }
  const as = await inTransaction(server, directory, server.surroundings.now(), makeEverybody)
  const outsider = await anOutsider(server)
  const everybody = { ...as, outsider } as Record<Name, Known>

  const app = buildApp(server)
  checkAnswers(app)
  t.after(async () => {
    await app.close()
    await server.files.close()
  })
  const owner: Caller = { workspace, actor: ownerActor(everybody.owner.userId) }
  const run = <T>(work: (context: Context) => Promise<T>) =>
    inTransaction(server, owner, server.surroundings.now(), work)
  let seen = (await eventsAfter(store.reader, workspace.id, 0, 10_000)).length

  const client = (name: Name): Client => clientOf(app, everybody[name])
  return {
    app,
    server,
    store,
    id: workspace.id,
    as: client,
    aPage: (fields = {}) => run((context) => aPage(context, everybody, fields)),
    aDataSource: (properties) => run((context) => aDataSource(context, everybody, properties)),
    do: run,
    async events() {
      const events = await eventsAfter(store.reader, workspace.id, seen, 10_000)
      seen += events.length
      return events.map((event) => event.type)
    },
    performDue: () =>
      performDue(server, [
        ...jobs,
        ...apiJobs,
        ...webhookJobs(0),
        noteTokenUses(server.tokenUses),
        recordNoted(server.noted),
        recordDirectoryReads(server.directoryReads),
        keepRequests(server.requestLog),
      ]),
    async listen(served = app) {
      baseUrl = await served.listen({ port: 0, host: '127.0.0.1' })
      return baseUrl
    },
  }
}

interface Known {
  userId: string
  token: string
}

const directoryActor: Caller['actor'] = {
  type: 'person',
  userId: '00000000-0000-4000-8000-000000000000',
  role: null,
  capabilities: ownCapabilities,
  connection: null,
  principals: '[]',
  tokenId: 'directory',
}

const ownerActor = (userId: string): Caller['actor'] => ({
  ...directoryActor,
  userId,
  role: 'owner',
  principals: JSON.stringify([principalOf.user(userId), principalOf.workspace]),
})

async function makeEverybody(context: Context): Promise<Partial<Record<Name, Known>>> {
  const known: Partial<Record<Name, Known>> = {}
  for (const [name, role] of [
    ['owner', 'owner'],
    ['member', 'member'],
    ['guest', 'guest'],
  ] as const) {
    const user = await addPerson(context, { name: `The ${name}`, email: `${name}@acme.test`, role })
    known[name] = { userId: user.id, token: await addPersonalToken(context, user.id, { name: 'test' }) }
  }
  for (const [name, capabilities] of Object.entries(bots)) {
    const bot = await createInternalConnection(context, {
      name: `The ${name}`,
      capabilities: { ...everyCapability, ...capabilities },
    })
    known[name as Name] = { userId: bot.botId, token: bot.token }
  }
  return known
}

/** A bot of another workspace on the same server, which may do everything there. */
async function anOutsider(server: Server): Promise<Known> {
  const elsewhere = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name: 'Elsewhere', settings: defaultSettings }),
  )
  const bot = await inTransaction(
    server,
    { workspace: elsewhere, actor: directoryActor },
    server.surroundings.now(),
    (context) => createInternalConnection(context, { name: 'The outsider', capabilities: everyCapability }),
  )
  return { userId: bot.botId, token: bot.token }
}

function clientOf(app: FastifyInstance, { token, userId }: Known): Client {
  const send = async (
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    version: string,
  ) => {
    const response = await app.inject({
      method,
      url: path,
      headers: {
        authorization: `Bearer ${token}`,
        'notion-version': version,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string>,
      body: response.json(),
    }
  }
  return {
    token,
    userId,
    get: (path, version = NEWEST) => send('GET', path, undefined, version),
    post: (path, body, version = NEWEST) => send('POST', path, body, version),
    put: (path, body, version = NEWEST) => send('PUT', path, body, version),
    patch: (path, body, version = NEWEST) => send('PATCH', path, body, version),
    delete: (path, version = NEWEST) => send('DELETE', path, undefined, version),
  }
}

async function aPage(
  context: Context,
  everybody: Record<Name, Known>,
  { title = 'A page', parent, children = [] }: { title?: string; parent?: string; children?: unknown[] },
): Promise<string> {
  const into = await parentFor(context, parent === undefined ? { workspace: true } : { page_id: parent })
  const page = await createPage(context, into, {
    properties: { title: { title: [{ text: { content: title } }] } },
    children: storeBlocks(children as never, { type: 'child_page', content: {} }),
  })
  if (parent === undefined) {
    await grant(context, page.accessId, [
      { principal: principalOf.bot(everybody.editor.userId), level: 'full_access' },
      { principal: principalOf.bot(everybody.inserter.userId), level: 'full_access' },
      { principal: principalOf.bot(everybody.nobody.userId), level: 'full_access' },
      { principal: principalOf.bot(everybody.reader.userId), level: 'view' },
      { principal: principalOf.bot(everybody.viewer.userId), level: 'view' },
    ])
  }
  return page.id
}

async function aDataSource(
  context: Context,
  everybody: Record<Name, Known>,
  properties: Record<string, unknown> = { Name: { title: {} } },
): Promise<{ page: string; database: string; dataSource: string }> {
  const page = await aPage(context, everybody, { title: 'Home of a database' })
  const { id, dataSourceId } = await createDatabase(context, await parentFor(context, { page_id: page }), {
    title: storeRichText([{ text: { content: 'Tasks' } }]),
    description: [],
    icon: null,
    cover: null,
    isInline: false,
    properties: properties as never,
  })
  return { page, database: id, dataSource: dataSourceId }
}
