/** A workspace whose clock a test sets, and requests that have to succeed. */
import assert from 'node:assert/strict'
import { principalOf } from '#server/domain/access/actor.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import type { Grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { share } from '#server/domain/access/share.ts'
import { createInternalConnection } from '#server/domain/connections/create.ts'
import { updateUser } from '#server/store/users.ts'
import type { TestStore } from '#test/stores.ts'
import { type Name, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

/** A Tuesday, and the last day of a month that is longer than its neighbours. */
export const TUESDAY = Date.parse('2026-03-31T15:45:30.500Z')

/** What people and pages are called, by id. */
export type Names = ReadonlyMap<string, string>

export interface Home {
  readonly acme: TestWorkspace
  /** Of people and bots, and of pages that were made here; kept as they are renamed. */
  readonly names: Map<string, string>
  now(): number
  setClock(milliseconds: number): void
  /** The body of an answer, which is a success. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, by?: By): Promise<any>
}

/** Somebody by name, or whoever has a token. */
export type Caller = Name | { readonly token: string }

interface By {
  readonly as?: Caller
  readonly version?: string
}

const everybody: readonly Name[] = ['owner', 'member', 'guest', 'editor', 'reader', 'viewer', 'stranger']

export async function aHome(t: { after(work: () => Promise<void>): void }, store: TestStore): Promise<Home> {
  const acme = await workspace(t, store)
  let now = TUESDAY
  acme.server.surroundings = { ...acme.server.surroundings, now: () => now }
  return {
    acme,
    names: new Map(everybody.map((name) => [acme.as(name).userId, `The ${name}`])),
    now: () => now,
    setClock: (milliseconds) => {
      now = milliseconds
    },
    async send(method, path, body, { as = 'editor', version = NEWEST } = {}) {
      const response = await acme.app.inject({
        method,
        url: path,
        headers: {
          authorization: `Bearer ${typeof as === 'string' ? acme.as(as).token : as.token}`,
          'notion-version': version,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: printJson(body) }),
      })
      assert.equal(response.statusCode, 200, `${method} ${path} ${printJson(body)}: ${response.body}`)
      return response.json()
    },
  }
}

/** JSON that keeps the sign of zero, as other languages print it. */
export const printJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member) => (Object.is(member, -0) ? rawJson('-0') : member))

const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown }

/** Renames a person, which the API has no way to. */
export async function renamePerson({ acme, names }: Home, id: string, name: string): Promise<void> {
  await acme.do(({ db, workspace }) => updateUser(db, workspace.id, id, { name }))
  names.set(id, name)
}

/** Removes a person from the workspace, which the API has no way to. Nobody is told the name any more. */
export async function removePerson({ acme, names }: Home, id: string): Promise<void> {
  await acme.do(({ db, workspace }) => updateUser(db, workspace.id, id, { state: 'removed' }))
  names.delete(id)
}

/** Makes a page that rows can mention or relate to. */
export async function aNamedPage(home: Home, parent: object, title: string): Promise<string> {
  const properties = { title: { title: title === '' ? [] : [{ text: { content: title } }] } }
  const { id } = await home.send('POST', '/v1/pages', { parent, properties })
  home.names.set(id, title)
  return id
}

/** From now on nobody but the owner sees these pages. */
export async function hide(home: Home, ...ids: string[]): Promise<void> {
  for (const id of ids) await showOnlyTo(home, id, [])
}

/** From now on nobody but the owner and these bots and groups see a page. */
export const showOnlyTo = (home: Home, id: string, principals: readonly string[]): Promise<void> =>
  shareWith(home, id, principals, false)

/** Lets bots and groups see a page besides those who do. */
export const showTo = (home: Home, id: string, principals: readonly string[]): Promise<void> =>
  shareWith(home, id, principals, undefined)

async function shareWith(
  { acme }: Home,
  id: string,
  principals: readonly string[],
  inherits: false | undefined,
): Promise<void> {
  await acme.do(async (context) => {
    const { accessId } = await pageFor(context, id, 'read')
    const grants: Grant[] = [
      { principal: principalOf.user(context.actor.userId), level: 'full_access' },
      ...principals.map((principal) => ({ principal, level: 'view' as const })),
    ]
    await share(context, { kind: 'page', id, accessId, parentAccessId: accessId }, grants, inherits)
  })
}

/** A bot that reads what the viewer reads, but is told nothing of people. */
export async function aBotWithoutNames({ acme }: Home): Promise<{ id: string; token: string }> {
  const capabilities = { ...everyCapability, permissions: 'none' as const, user_info: 'none' as const }
  const { botId, token } = await acme.do((context) =>
    createInternalConnection(context, { name: 'No names', capabilities }),
  )
  return { id: botId, token }
}
