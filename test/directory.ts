/** A workspace with a directory: an identity provider that shows a SCIM token. */
import type { InjectOptions } from 'fastify'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import type { WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import type { TestStore } from './stores.ts'
import { type TestWorkspace, workspace } from './workspace.ts'

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
