/** A workspace with a directory: an identity provider that shows a SCIM token. */
import type { InjectOptions } from 'fastify'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { addPersonalToken } from '#server/domain/users/create.ts'
import type { WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { formBrowser } from './form-browser.ts'
import { givePasswords, PASSWORD } from './passwords.ts'
import type { TestStore } from './stores.ts'
import { NEWEST, type TestWorkspace, workspace } from './workspace.ts'

export interface ScimAnswer {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

/** Sends a request under `/scim/v2`; a body is sent as `application/scim+json`, text as it is. */
export type Scim = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ScimAnswer>

export const scimWith =
  ({ app }: Pick<TestWorkspace, 'app'>, token: string | null): Scim =>
  async (method, path, body, headers = {}) => {
    const options: InjectOptions = {
      method,
      url: `/scim/v2${path}`,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    }
    const response = await app.inject(options)
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? null : response.json(),
    }
  }

export async function directory(
  t: { after(work: () => Promise<void>): void },
  store: TestStore,
  settings: Partial<WorkspaceSettings> = {},
): Promise<{ acme: TestWorkspace; scim: Scim; token: string }> {
  const acme = await workspace(t, store, settings)
  const token = await acme.do((context) => addScimToken(context, { name: 'okta' }))
  await acme.events()
  return { acme, scim: scimWith(acme, token), token }
}

/** A User as clients make one. */
export const aUser = (userName: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName,
  name: { givenName: 'Grace', familyName: 'Hopper' },
  emails: [{ primary: true, value: userName, type: 'work' }],
  active: true,
  ...more,
})

/** What a workspace looks like from outside, to be held against what a directory asked for. */
export function outside(acme: TestWorkspace) {
  return {
    /** Members as `/v1/users` lists them: name and e-mail by id. */
    async members(): Promise<Record<string, [name: string, email: string]>> {
      const { body } = await acme.as('editor').get('/v1/users')
      const people = body.results.filter(({ type }: { type: string }) => type === 'person')
      return Object.fromEntries(people.map((one: Person) => [one.id, [one.name, one.person.email]]))
    },
    /** As administrators see somebody. */
    async person(id: string) {
      return (await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/users/${id}`)).body
    },
    /** The names of the groups that somebody is in. */
    async groupsOf(id: string): Promise<string[]> {
      const { groups } = (await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/users/${id}`)).body
      return groups.map(({ name }: { name: string }) => name).sort()
    },
    /** A personal access token of somebody, made as if they had. */
    token: (id: string) => acme.do((context) => addPersonalToken(context, id, { name: 'laptop' })),
    /** Whether a token still works. */
    async works(token: string): Promise<boolean> {
      return (await get(acme, token, '/v1/users/me')) === 200
    },
    /** A page that only a group may read. */
    async pageOf(groupId: string): Promise<string> {
      const page = await acme.aPage({ title: 'For a group' })
      await acme.as('editor').post(`/v1/pages/${page}/permissions`, { group_id: groupId, level: 'view' })
      return page
    },
    async sees(token: string, page: string): Promise<boolean> {
      return (await get(acme, token, `/v1/pages/${page}`)) === 200
    },
    /** Signs somebody in who has an account, with a browser. */
    async signIn(email: string): Promise<string> {
      await givePasswords(acme.server, [{ email, name: email }])
      const browser = formBrowser(acme.app)
      await browser.open('/login')
      await browser.submit('/login', { email, password: PASSWORD })
      return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    async isSignedIn(cookie: string): Promise<boolean> {
      const answer = await acme.app.inject({
        url: '/v1/users/me',
        headers: { cookie, 'notion-version': NEWEST },
      })
      return answer.statusCode === 200
    },
  }
}

interface Person {
  id: string
  name: string
  person: { email: string }
}

async function get({ app }: TestWorkspace, token: string, url: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'notion-version': NEWEST }
  return (await app.inject({ url, headers })).statusCode
}
