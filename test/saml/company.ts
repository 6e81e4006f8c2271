/** A workspace that an identity provider signs people in to, and browsers that come from there. */
import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import { trustDomain } from '#server/domain/domains/add.ts'
import { eventsAfter } from '#server/store/events.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { type FormBrowser, formBrowser, type Shown } from '#test/form-browser.ts'
import { callWith } from '#test/people.ts'
import type { TestStore } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'
import { metadataXml, type Saying, saying } from './identity-provider.ts'

export interface Company {
  acme: TestWorkspace
  /** Calls as the owner, under `/admin/v1/spaces/{id}`. */
  admin(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer>
  put(change: object): Promise<Answer>
  /** What the identity provider says to this workspace. */
  says(more?: Partial<Saying>): Saying
  browser(): FormBrowser
  /** Begins to sign in: where the browser is sent, with the id of the request. */
  begin(browser: FormBrowser, query?: string): Promise<{ id: string; relayState: string; request: string }>
  /** Comes from the identity provider with its answer, as browsers do: the post has no cookies. */
  arrive(browser: FormBrowser, xml: string, relayState?: string): Promise<Shown>
  /** Why sign-ins failed since the last call. */
  failures(): Promise<string[]>
  newEvents(): Promise<EventRow[]>
  sessions(): Promise<number>
}

export async function company(
  t: { after(work: () => Promise<void>): void },
  store: TestStore,
  settings: object = {},
): Promise<Company> {
  const acme = await workspace(t, store)
  const base = `http://octavo.test/saml/${acme.id}`
  const call = callWith(acme, acme.as('owner').token)
  const admin: Company['admin'] = (method, path, body) =>
    call(method, `/admin/v1/spaces/${acme.id}${path}`, body) as Promise<Answer>
  const put = (change: object) => admin('PUT', '/saml', change)
  await acme.do((context) => trustDomain(context, 'acme.test'))
  const made = await put({ metadata_xml: metadataXml(), enabled: true, ...settings })
  assert.equal(made.status, 200, made.body.message)

  let seen = (await eventsAfter(acme.store.reader, acme.id, 0, 10_000)).length
  const newEvents = async () => {
    const events = await eventsAfter(acme.store.reader, acme.id, seen, 10_000)
    seen += events.length
    return events
  }
  return {
    acme,
    admin,
    put,
    says: (more) => saying({ audience: `${base}/metadata`, acs: `${base}/acs` }, more),
    browser: () => formBrowser(acme.app),
    async begin(browser, query = '') {
      const { path } = await browser.open(`/saml/${acme.id}/login${query}`)
      const { searchParams } = new URL(path)
      const deflated = Buffer.from(searchParams.get('SAMLRequest')!, 'base64')
      const request = inflateRawSync(deflated).toString('utf8')
      return { id: / ID="([^"]+)"/.exec(request)![1]!, relayState: searchParams.get('RelayState')!, request }
    },
    async arrive(browser, xml, relayState = '') {
      const form = new URLSearchParams({
        SAMLResponse: Buffer.from(xml).toString('base64'),
        RelayState: relayState,
      })
      const answer = await acme.app.inject({
        method: 'POST',
        url: `/saml/${acme.id}/acs`,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'https://idp.test',
          'sec-fetch-site': 'cross-site',
        },
        payload: form.toString(),
      })
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) browser.keep(line)
      if (answer.statusCode === 303) return browser.open(answer.headers.location as string)
      return { status: answer.statusCode, path: 'acs', text: answer.body, headers: answer.headers }
    },
    async failures() {
      const failed = (await newEvents()).filter(({ type }) => type === 'saml.login_failed')
      return failed.map(({ data }) => JSON.parse(data).reason)
    },
    newEvents,
    async sessions() {
      const rows = await acme.store.reader.sql.selectFrom('sessions').select('id').execute()
      return rows.length
    },
  }
}
