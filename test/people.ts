/** More people for a test workspace, each with a personal access token, and calls as them. */
import { addPerson, addPersonalToken } from '#server/domain/users/create.ts'
import type { User } from '#server/domain/users/user.ts'
import { NEWEST, type TestWorkspace } from './workspace.ts'

export interface Somebody {
  id: string
  token: string
  call(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Called>
}

interface Called {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

/** Adds somebody to the workspace. */
export async function somebody(
  acme: TestWorkspace,
  name: string,
  role: NonNullable<User['role']> = 'member',
): Promise<Somebody> {
  const email = `${name.toLowerCase()}@acme.test`
  const { id, token } = await acme.do(async (context) => {
    const person = await addPerson(context, { name, email, role })
    return { id: person.id, token: await addPersonalToken(context, person.id, { name: 'test' }) }
  })
  return { id, token, call: callWith(acme, token) }
}

/** Calls with any token. */
export const callWith =
  ({ app }: Pick<TestWorkspace, 'app'>, token: string): Somebody['call'] =>
  async (method, path, body) => {
    const response = await app.inject({
      method,
      url: path,
      headers: {
        authorization: `Bearer ${token}`,
        'notion-version': NEWEST,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
