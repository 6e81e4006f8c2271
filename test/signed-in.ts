/** Somebody of a test workspace at a browser: pages, and the API by the session. */
import { type FormBrowser, formBrowser } from './form-browser.ts'
import { givePasswords, PASSWORD } from './passwords.ts'
import { type Answer, NEWEST, type TestWorkspace } from './workspace.ts'

export interface AtBrowser {
  browser: FormBrowser
  /** Calls the API by the session, with what shows that a page of ours does. */
  call(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Answer>
}

/** Signs a person of the workspace in by a password, which they get if they have another one. */
export async function signedIn(acme: TestWorkspace, email = 'member@acme.test'): Promise<AtBrowser> {
  await givePasswords(acme.server, [{ email, name: email.split('@')[0]! }])
  const browser = formBrowser(acme.app, acme.server.baseUrl())
  await browser.open('/login')
  await browser.submit('/login', { email, password: PASSWORD })
  return { browser, call: callerAt(acme, browser) }
}

/** Calls the API by the session of a browser. */
export const callerAt =
  ({ app }: Pick<TestWorkspace, 'app'>, browser: FormBrowser): AtBrowser['call'] =>
  async (method, url, body) => {
    const shown = JSON.parse((await browser.open('/app/session')).text).session
    const answer = await app.inject({
      method,
      url,
      headers: {
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'notion-version': NEWEST,
        'x-csrf-token': shown?.csrf_token ?? '',
        'user-agent': 'A browser',
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      body: answer.body === '' ? null : answer.json(),
    }
  }

/** Lets every session of the workspace's server be one whose holder proved who they are an hour ago. */
export async function anHourLater({ store }: Pick<TestWorkspace, 'store'>): Promise<void> {
  await store.transaction((db) =>
    db.run(`update sessions set proved_time = proved_time - ${60 * 60_000}`, []),
  )
}
