/** A workspace with people and pages, a public connection, and a browser in which Ada is signed in. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '#server/app.ts'
import { nobody, principalOf } from '#server/domain/access/actor.ts'
import { type Capabilities, everyCapability } from '#server/domain/access/capabilities.ts'
import { parentFor } from '#server/domain/access/parents.ts'
import { createPublicConnection, type PublicConnection } from '#server/domain/connections/create.ts'
import type { Context, Workspace } from '#server/domain/context.ts'
import { ownWork } from '#server/domain/events/record.ts'
import { callerOnBehalf } from '#server/domain/oauth/on-behalf.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { eventsAfter } from '#server/store/events.ts'
import { type EmptyServer, emptyServer } from './empty-server.ts'
import { type FormBrowser, formBrowser, type Shown } from './form-browser.ts'
import { givePasswords, PASSWORD } from './passwords.ts'
import type { TestStore } from './stores.ts'

export const AUTHORIZE = '/v1/oauth/authorize'
export const REDIRECT = 'https://partner.test/callback'

export interface Partner {
  app: FastifyInstance
  server: EmptyServer
  acme: Workspace
  /** Ids of the people: Ada owns the workspace, Grace is a member, Vera a guest. */
  people: Record<'ada' | 'grace' | 'vera', string>
  connection: PublicConnection
  /** Ids of pages: `plan` is Ada's with `child` below it, `shared` everybody may edit and Ada owns. */
  pages: Record<'plan' | 'child' | 'notes' | 'shared', string>
  /** Ada's. */
  browser: FormBrowser
  signIn(name: 'ada' | 'grace' | 'vera'): Promise<FormBrowser>
  /** Does domain verbs as Ada, or as who is named. */
  do<T>(work: (context: Context) => Promise<T>, as?: 'ada' | 'grace' | 'vera'): Promise<T>
  /** Goes through both screens; the address that the browser is sent to. */
  authorize(
    parameters?: Record<string, string>,
    choice?: { pages?: readonly string[]; browser?: FormBrowser; [field: string]: unknown },
  ): Promise<URL>
  /** What the token endpoint answers to a form with the client's own secret. */
  token(form: Record<string, string>): Promise<Answer>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  api(token: string, path: string, body?: unknown): Promise<Answer>
  /** The types of the events since the last call. */
  events(): Promise<string[]>
}

export interface Answer {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export async function partner(
  t: { after(work: () => Promise<void>): void },
  store: TestStore,
  capabilities: Partial<Capabilities> = {},
): Promise<Partner> {
  const server = await emptyServer(t, store)
  const app = buildApp(server)
  t.after(() => app.close())
  const acme = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name: 'Acme', settings: defaultSettings }),
  )
  const people = await peopleOf(server, acme)
  const doAs = async <T>(work: (context: Context) => Promise<T>, as: keyof typeof people = 'ada') => {
    const caller = (await callerOnBehalf(server.store.reader, acme.id, people[as], ownWork))!
    return inTransaction(server, caller, server.surroundings.now(), work)
  }
  const pages = await doAs(pagesOf)
  const connection = await doAs((context) =>
    createPublicConnection(context, {
      name: 'Partner',
      capabilities: { ...everyCapability, permissions: 'none', ...capabilities },
      redirectUris: [REDIRECT],
    }),
  )
  let seen = (await eventsAfter(server.store.reader, acme.id, 0, 1000)).length

  const send = async (options: {
    method: 'GET' | 'POST'
    url: string
    headers: Record<string, string>
    payload?: string
  }): Promise<Answer> => {
    const response = await app.inject(options)
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: String(new URLSearchParams(form)),
    })
  const signIn = async (name: keyof typeof people) => {
    const browser = formBrowser(app, server.baseUrl())
    await browser.open('/login')
    await browser.submit('/login', { email: `${name}@acme.test`, password: PASSWORD })
    return browser
  }
  const browser = await signIn('ada')
  return {
    app,
    server,
    acme,
    people,
    connection,
    pages,
    browser,
    signIn,
    do: doAs,
    async authorize(parameters = {}, { browser: other = browser, pages: picked = [], ...fields } = {}) {
      await other.open(authorizeAddress(connection, parameters))
      await submit(other, { step: 'choose' })
      const { path } = await submit(other, { step: 'allow', pages: picked, ...(fields as object) })
      return new URL(path)
    },
    token: (form) => post('/v1/oauth/token', form, { authorization: basic(connection) }),
    post,
    api: (token, path, body) =>
      send({
        method: body === undefined ? 'GET' : 'POST',
        url: path,
        headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    async events() {
      const events = await eventsAfter(server.store.reader, acme.id, seen, 1000)
      seen += events.length
      return events.map(({ type }) => type)
    },
  }
}

/** Sends the form of one of the screens. */
export const submit = (
  browser: FormBrowser,
  values: Record<string, string | readonly string[]>,
): Promise<Shown> => browser.submit(AUTHORIZE, values)

export const authorizeAddress = (
  { clientId }: Pick<PublicConnection, 'clientId'>,
  parameters: Record<string, string> = {},
): string =>
  `${AUTHORIZE}?${new URLSearchParams({ client_id: clientId, response_type: 'code', owner: 'user', redirect_uri: REDIRECT, state: 'xyz', ...parameters })}`

export const basic = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`

/** A verifier and its challenge (RFC 7636 section 4). */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

async function peopleOf(server: EmptyServer, acme: Workspace): Promise<Partner['people']> {
  const people = { ada: '', grace: '', vera: '' }
  await inTransaction(
    server,
    { workspace: acme, actor: nobody },
    server.surroundings.now(),
    async (context) => {
      for (const [key, name, role] of [
        ['ada', 'Ada Lovelace', 'owner'],
        ['grace', 'Grace Hopper', 'member'],
        ['vera', 'Vera Visitor', 'guest'],
      ] as const) {
        people[key] = (await addPerson(context, { name, email: `${key}@acme.test`, role })).id
      }
    },
  )
  await givePasswords(
    server,
    Object.keys(people).map((key) => ({ name: key, email: `${key}@acme.test` })),
  )
  return people
}

async function pagesOf(context: Context): Promise<Partner['pages']> {
  const make = async (title: string, parent?: string) => {
    const into = await parentFor(context, parent === undefined ? { workspace: true } : { page_id: parent })
    const page = await createPage(context, into, {
      properties: { title: { title: [{ text: { content: title } }] } },
      ...(title === 'Handbook' && {
        access: {
          grants: [
            { principal: principalOf.user(context.actor.userId), level: 'full_access' },
            { principal: principalOf.workspace, level: 'edit' },
          ],
          inherits: false,
        },
      }),
    })
    return page.id
  }
  const plan = await make('Plan')
  return {
    plan,
    child: await make('Child', plan),
    notes: await make('Notes'),
    shared: await make('Handbook'),
  }
}
