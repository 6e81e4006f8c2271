/**
 * Walks through every act that `/v1` and `/admin/v1` offer, and asks the audit log for each: who, from where, by what
 * way. What the acts were given to hide, page text and secrets, is nowhere in it. A new route without a step fails here.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adminRoutes, apiRoutes } from '#server/app.ts'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { conflictsOfGroups } from '#server/store/directory-conflicts.ts'
import { eventsAfter } from '#server/store/events.ts'
import { accountActs, type Sitting } from './account-acts.ts'
import { scimWith } from './directory.ts'
import { formBrowser } from './form-browser.ts'
import { newestEvents } from './newest-events.ts'
import { somebody } from './people.ts'
import { metadataXml } from './saml/identity-provider.ts'
import { signedIn } from './signed-in.ts'
import { describeStores } from './stores.ts'
import { NEWEST, type TestWorkspace, workspace } from './workspace.ts'

/** Routes that write and leave no event, and why. */
const exceptions: Record<string, string> = {
  'PATCH /v1/account': 'no token may; what it changes in each workspace is told there as user.updated',
  'POST /v1/account/totp': 'what is offered is nothing yet: it is told when a code of it is shown',
  'POST /v1/account/passkeys/options': 'the same of a passkey',
  'POST /v1/views/:view_id/queries': 'what was found is kept for the caller, who only reads',
  'DELETE /v1/views/:view_id/queries/:query_id': 'the same',
  'POST /v1/file_uploads/:file_upload_id/send': 'a part of a file: the whole is told when it is complete',
  'POST /v1/webhooks/:webhook_id/resend_token': 'the same token goes to the same address again',
  'POST /v1/webhooks/:webhook_id/replay': 'what was told is told again; the log of deliveries tells it',
  'POST /v1/webhooks/:webhook_id/deliveries/:delivery_id/redeliver': 'the same',
  'POST /v1/webhooks/:webhook_id/redeliver_failed': 'the same',
  'POST /admin/v1/spaces/:workspace_id/saml/refresh': 'what is fetched is told when it differs',
  'POST /admin/v1/spaces/:workspace_id/saml/test': 'a test is told when somebody took it',
  'POST /v1/favorites': 'what somebody keeps at hand is theirs alone',
  'DELETE /v1/favorites/:favorite_id': 'the same',
}

const ADDRESS = '203.0.113.7'
const AGENT = 'census/1'

/** What nobody shall find in the log. */
const MARK = 'PLANTED'
const words = (text = 'words') => [{ text: { content: `${MARK} ${text}` } }]
const paragraph = { paragraph: { rich_text: words() } }

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any

/** A program with a token. */
interface Caller {
  token: string
  id: string
}

/** Does what a route offers, and looks at what it left. */
type Act = (
  address: string,
  by: Caller | Sitting,
  ids?: Record<string, string>,
  body?: unknown,
) => Promise<Json>

function acting({ app, store, id }: TestWorkspace) {
  const done = new Set<string>()
  const secrets = new Set<string>()
  const send = async (method: 'GET', url: string, token: string, body: unknown) => {
    const answer = await app.inject({
      method,
      url,
      remoteAddress: ADDRESS,
      headers: {
        authorization: `Bearer ${token}`,
        'notion-version': NEWEST,
        'user-agent': AGENT,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    return { status: answer.statusCode, body: answer.json() as Json }
  }
  const act: Act = async (address, by, ids = {}, body = undefined) => {
    const [method, url] = address.split(' ') as ['GET', string]
    const [last] = await newestEvents({ store, id }, 1)
    const path = url.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'workspace_id' ? id : ids[name]!))
    const answer = !('token' in by)
      ? await by.call(method, path, body)
      : await send(method, ids.query === undefined ? path : `${path}?${ids.query}`, by.token, body)
    assert.equal(answer.status, 200, `${address}: ${JSON.stringify(answer.body)}`)
    const events = await eventsAfter(store.reader, id, last!.sequence, 100)
    if (!(address in exceptions) && address !== 'POST /admin/v1/workspaces') {
      assert.ok(events.length > 0, `${address} left no event`)
      for (const event of events) {
        const { actor_id, origin, ip_address, user_agent } = event
        assert.deepEqual(
          [actor_id, origin, ip_address, user_agent],
          [by.id, ...('token' in by ? ['api', ADDRESS, AGENT] : ['ui', '127.0.0.1', 'A browser'])],
          `${address}: ${event.type}`,
        )
      }
    }
    done.add(address)
    collectSecrets(answer.body, secrets)
    return answer.body
  }
  return { act, done, secrets }
}

function collectSecrets(value: Json, secrets: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'string' && /^(token|client_secret|secret|value)$/.test(key)) secrets.add(member)
    else collectSecrets(member, secrets)
  }
}

describeStores('every act', (testStore) => {
  test('is in the audit log with who did it and from where, and without what it holds', async (t) => {
    const acme = await workspace(t, testStore)
    const { act, done, secrets } = acting(acme)
    const [owner, editor, member] = (['owner', 'editor', 'member'] as const).map((name): Caller => {
      const { token, userId } = acme.as(name)
      return { token, id: userId }
    }) as [Caller, Caller, Caller]
    const grace = await somebody(acme, 'Grace')
    secrets.add(grace.token)

    const page = await contentActs(acme, act, editor)
    await shareActs(act, owner, member, page)
    await webhookActs(acme, act, editor, secrets)
    await peopleActs(act, owner, member, grace)
    await conflictActs(acme, act, owner)
    await teamspaceActs(act, owner, member)
    await connectionActs(act, owner, member, page)
    await workspaceActs(act, owner, acme)
    await signIns(acme, secrets)
    for (const secret of await accountActs(acme, act)) secrets.add(secret)
    const { userId: user_id } = acme.as('member')
    await act('POST /admin/v1/spaces/:workspace_id/users/:user_id/end_sessions', owner, { user_id })
    await signedIn(acme)
    await act('POST /admin/v1/spaces/:workspace_id/end_sessions', owner)
    await acme.performDue()

    const writing = [...apiRoutes, ...adminRoutes]
      .filter(({ reads }) => !reads)
      .map(({ method, url }) => `${method} ${url}`)
    const missing = writing.filter((address) => !done.has(address) && !(address in exceptions))
    assert.deepEqual(missing, [], 'routes without a step here')
    assert.deepEqual(
      Object.keys(exceptions).filter((address) => !writing.includes(address)),
      [],
    )

    const lines = await acme.app.inject({
      url: `/admin/v1/spaces/${acme.id}/audit_log`,
      headers: { authorization: `Bearer ${owner.token}`, accept: 'application/x-ndjson' },
    })
    const rows = JSON.stringify(await eventsAfter(acme.store.reader, acme.id, 0, 100_000))
    assert.ok(secrets.size > 10)
    for (const hidden of [MARK, ...secrets]) {
      assert.ok(!lines.body.includes(hidden), `${hidden} is in the audit log`)
      assert.ok(!rows.includes(hidden), `${hidden} is among the events`)
    }
  })
})

async function contentActs(acme: TestWorkspace, act: Act, editor: Caller): Promise<Record<string, string>> {
  const home = await acme.aPage()
  const text = { properties: { title: { title: words('title') } } }
  const made = await act(
    'POST /v1/pages',
    editor,
    {},
    { parent: { page_id: home }, ...text, children: [paragraph] },
  )
  const page = { page_id: made.id }
  await act('PATCH /v1/pages/:page_id', editor, page, { properties: { title: { title: words('other') } } })
  await act('PATCH /v1/pages/:page_id/markdown', editor, page, {
    type: 'insert_content',
    insert_content: { content: `${MARK} markdown` },
  })
  await act('POST /v1/pages/:page_id/edits', editor, page, {
    edits: [{ type: 'insert', block: paragraph }],
  })
  const { results } = await act(
    'PATCH /v1/blocks/:block_id/children',
    editor,
    { block_id: made.id },
    { children: [paragraph, { audio: { external: { url: `https://a.test/${MARK}.mp3` } } }] },
  )
  await act(
    'POST /v1/blocks/meeting_notes',
    editor,
    {},
    { source: { type: 'block', block_id: results[1].id }, title: `${MARK} meeting` },
  )
  await act(
    'PATCH /v1/blocks/:block_id',
    editor,
    { block_id: results[0].id },
    { paragraph: { rich_text: words('new') } },
  )
  await act('DELETE /v1/blocks/:block_id', editor, { block_id: results[0].id })
  const other = await acme.aPage()
  await act('POST /v1/pages/:page_id/move', editor, page, { parent: { page_id: other } })
  await act('POST /v1/tree/place', editor, {}, { ...page, parent: { page_id: home } })
  const database = await act(
    'POST /v1/databases',
    editor,
    {},
    {
      parent: { type: 'page_id', page_id: home },
      title: words(),
      initial_data_source: { properties: { Name: { title: {} } } },
    },
  )
  const ids = { ...page, database_id: database.id, data_source_id: database.data_sources[0].id }
  await act('PATCH /v1/databases/:database_id', editor, ids, { title: words('tasks') })
  await act(
    'POST /v1/data_sources',
    editor,
    {},
    { parent: { database_id: database.id }, title: words(), properties: { Name: { title: {} } } },
  )
  await act('PATCH /v1/data_sources/:data_source_id', editor, ids, { title: words('source') })
  const view = await act(
    'POST /v1/views',
    editor,
    {},
    { ...ids, page_id: undefined, name: `${MARK} view`, type: 'list' },
  )
  await act('PATCH /v1/views/:view_id', editor, { view_id: view.id }, { name: `${MARK} board` })
  await act('DELETE /v1/views/:view_id', editor, { view_id: view.id })
  const comment = await act('POST /v1/comments', editor, {}, { parent: page, rich_text: words('comment') })
  await act(
    'PATCH /v1/comments/:comment_id',
    editor,
    { comment_id: comment.id },
    { rich_text: words('again') },
  )
  const { discussion_id } = comment
  await act('PATCH /v1/discussions/:discussion_id', editor, { discussion_id }, { resolved: true })
  await act('DELETE /v1/comments/:comment_id', editor, { comment_id: comment.id })
  const upload = await act(
    'POST /v1/file_uploads',
    editor,
    {},
    { mode: 'multi_part', number_of_parts: 1, filename: `${MARK}.txt` },
  )
  const form = `--b\r\nContent-Disposition: form-data; name="part_number"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${MARK}\r\n--b--\r\n`
  const headers = {
    authorization: `Bearer ${editor.token}`,
    'notion-version': NEWEST,
    'content-type': 'multipart/form-data; boundary=b',
  }
  const sent = await acme.app.inject({
    method: 'POST',
    url: `/v1/file_uploads/${upload.id}/send`,
    headers,
    payload: form,
  })
  assert.equal(sent.statusCode, 200, sent.body)
  await act('POST /v1/file_uploads/:file_upload_id/complete', editor, { file_upload_id: upload.id }, {})
  return ids
}

async function shareActs(
  act: Act,
  owner: Caller,
  { id: user_id }: Caller,
  ids: Record<string, string>,
): Promise<void> {
  for (const kind of ['pages/:page_id', 'databases/:database_id']) {
    const permission = await act(`POST /v1/${kind}/permissions`, owner, ids, { user_id, role: 'editor' })
    const one = { ...ids, permission_id: permission.id }
    await act(`PATCH /v1/${kind}/permissions/:permission_id`, owner, one, { level: 'view' })
    await act(`DELETE /v1/${kind}/permissions/:permission_id`, owner, one)
    await act(`PATCH /v1/${kind}/permissions`, owner, ids, { set: [{ user_id, role: 'editor' }] })
    await act(`POST /v1/${kind}/users`, owner, ids, { add_users: [{ user_id, role: 'reader' }] })
    const email = `${kind.slice(0, 4)}@elsewhere.test`
    await act(`POST /v1/${kind}/invite`, owner, ids, { email, role: 'editor', message: `${MARK} message` })
  }
  const invitation = await act(
    'POST /v1/invitations',
    owner,
    {},
    { email: 'new@elsewhere.test', message: `${MARK} hello` },
  )
  await act('POST /v1/invitations/:invitation_id/resend', owner, { invitation_id: invitation.id }, {})
  await act('DELETE /v1/invitations/:invitation_id', owner, { invitation_id: invitation.id })
}

async function webhookActs(
  { server, id }: TestWorkspace,
  act: Act,
  editor: Caller,
  secrets: Set<string>,
): Promise<void> {
  const webhook = await act(
    'POST /v1/webhooks',
    editor,
    {},
    { url: `https://hooks.test/${MARK}`, event_types: ['page.created'] },
  )
  const [row] = await server.store.reader.sql
    .selectFrom('webhooks')
    .select('secret')
    .where('workspace_id', '=', id)
    .execute()
  const verification_token = server.secrets.open(row!.secret)
  secrets.add(verification_token)
  const one = { webhook_id: webhook.id }
  await act('POST /v1/webhooks/:webhook_id/verify', editor, one, { verification_token })
  await act('PATCH /v1/webhooks/:webhook_id', editor, one, { event_types: ['page.deleted'] })
  await act('DELETE /v1/webhooks/:webhook_id', editor, one)
}

const space = (path: string): string => {
  const [method, rest] = path.split(' ')
  return `${method} /admin/v1/spaces/:workspace_id${rest}`
}

async function peopleActs(act: Act, owner: Caller, member: Caller, grace: Caller): Promise<void> {
  const group = await act(space('POST /groups'), owner, {}, { name: 'Engineering' })
  const ids = { group_id: group.id, user_id: grace.id }
  await act(space('PATCH /groups/:group_id'), owner, ids, { name: 'Engineers' })
  await act(space('POST /groups/:group_id/members'), owner, ids, { user_id: grace.id })
  await act(space('DELETE /groups/:group_id/members/:user_id'), owner, ids)
  await act(space('DELETE /groups/:group_id'), owner, ids)
  await act(
    'POST /v1/pages',
    grace,
    {},
    { parent: { workspace: true }, properties: { title: { title: words() } } },
  )
  await act(space('PATCH /users/:user_id'), owner, ids, { role: 'restricted_member' })
  const token = await act(space('POST /tokens'), member, {}, { name: 'laptop' })
  await act(space('DELETE /tokens/:token_id'), owner, { token_id: token.id })
  const leaked = await act(space('POST /tokens'), member, {}, { name: 'leaked' })
  await act(space('POST /tokens/revoke_leaked'), owner, {}, { tokens: [leaked.token] })
  await act(space('DELETE /users/:user_id'), owner, ids)
  await act(space('POST /users/:user_id/transfer_pages'), owner, ids, { to_user_id: member.id })
}

async function teamspaceActs(act: Act, owner: Caller, member: Caller): Promise<void> {
  const { id } = await act(space('POST /teamspaces'), owner, {}, { name: 'Design' })
  const ids = { teamspace_id: id, member_id: member.id }
  await act(space('PATCH /teamspaces/:teamspace_id'), owner, ids, { levels: { members: 'comment' } })
  await act(space('POST /teamspaces/:teamspace_id/join'), member, ids)
  await act(space('POST /teamspaces/:teamspace_id/leave'), member, ids)
  await act(space('POST /teamspaces/:teamspace_id/members'), owner, ids, { user_id: member.id })
  await act(space('PATCH /teamspaces/:teamspace_id/members/:member_id'), owner, ids, { role: 'owner' })
  await act(space('DELETE /teamspaces/:teamspace_id/members/:member_id'), owner, ids)
  await act(space('DELETE /teamspaces/:teamspace_id'), owner, ids)
  await act(space('POST /teamspaces/:teamspace_id/restore'), owner, ids)
}

async function connectionActs(
  act: Act,
  owner: Caller,
  member: Caller,
  ids: Record<string, string>,
): Promise<void> {
  const partner = await act(
    space('POST /connections'),
    owner,
    {},
    { name: 'Partner', kind: 'public', redirect_uris: ['https://partner.test/back'] },
  )
  const { id } = await act(space('POST /connections'), owner, {}, { name: 'Importer' })
  const one = { ...ids, connection_id: id, user_id: owner.id, query: `page_id=${ids.page_id}` }
  await act(space('PATCH /connections/:connection_id'), owner, one, { capabilities: { content: ['read'] } })
  await act(space('GET /connections/:connection_id/secret'), owner, one)
  await act(space('POST /connections/:connection_id/rotate'), owner, one, { grace_seconds: 60 })
  await act(space('DELETE /connections/:connection_id/secrets/previous'), owner, one)
  await act(
    space('POST /connections/:connection_id/pages'),
    owner,
    { connection_id: id },
    { page_id: ids.page_id },
  )
  await act(space('DELETE /connections/:connection_id/pages'), owner, one)
  for (const kind of ['pages/:page_id', 'databases/:database_id']) {
    await act(`POST /v1/${kind}/connections`, owner, { ...ids }, { connection_id: id })
    await act(`DELETE /v1/${kind}/connections/:connection_id`, owner, { ...ids, connection_id: id })
  }
  await act(space('DELETE /connections/:connection_id/users/:user_id'), owner, {
    connection_id: id,
    user_id: owner.id,
  })
  await act(
    space('POST /connections/:connection_id/rotate'),
    owner,
    { connection_id: id },
    { grace_seconds: 0 },
  )
  await act(
    space('POST /connections/:connection_id/pages'),
    owner,
    { connection_id: id },
    { page_id: ids.page_id },
  )
  await act(space('POST /connections/:connection_id/disconnect_all'), owner, { connection_id: id })
  await act(space('DELETE /connections/:connection_id'), owner, { connection_id: id })
  await act(space('PATCH /policy'), owner, {}, { connections: { install: 'approved_only' } })
  const asked = await act(
    space('POST /connection_requests'),
    member,
    {},
    { connection_id: partner.id, message: `${MARK} please` },
  )
  await act(
    space('PATCH /connection_requests/:request_id'),
    owner,
    { request_id: asked.id },
    { state: 'denied' },
  )
  await act(space('POST /approved_connections'), owner, {}, { connection_id: partner.id })
  await act(space('DELETE /approved_connections/:connection_id'), owner, { connection_id: partner.id })
}

/** Of a group that a directory manages and somebody put another into. */
async function conflictActs(acme: TestWorkspace, act: Act, owner: Caller): Promise<void> {
  const scim = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'okta' })))
  const { body } = await scim('POST', '/Groups', { displayName: 'Navy' })
  await act(space('POST /groups/:group_id/members'), owner, { group_id: body.id }, { user_id: owner.id })
  const [conflict] = await conflictsOfGroups(acme.store.reader, acme.id, [body.id], 1)
  await act(space('POST /directory_conflicts/:conflict_id/resolve'), owner, { conflict_id: conflict!.id })
}

async function workspaceActs(act: Act, owner: Caller, { server }: TestWorkspace): Promise<void> {
  await act('PATCH /v1/users/me', owner, {}, { name: 'Ada' })
  const { id: domain_id, record } = await act(space('POST /domains'), owner, {}, { domain: 'acme.test' })
  Object.assign(server, { dns: { texts: async () => [record.value] } })
  await act(space('POST /domains/:domain_id/verify'), owner, { domain_id })
  await act(space('DELETE /domains/:domain_id'), owner, { domain_id })
  const { id: token_id } = await act(space('POST /scim_tokens'), owner, {}, { name: 'okta' })
  await act(space('DELETE /scim_tokens/:token_id'), owner, { token_id })
  await act(space('PUT /saml'), owner, {}, { metadata_xml: metadataXml() })
  await act(space('DELETE /saml'), owner)
  await act('PATCH /admin/v1/spaces/:workspace_id', owner, {}, { name: 'Acme & Co' })
  // Its first event is in its own log.
  await act('POST /admin/v1/workspaces', owner, {}, { name: 'Another' })
}

async function signIns(acme: TestWorkspace, secrets: Set<string>): Promise<void> {
  const password = 'correct horse battery'
  const wrong = 'a wrong password'
  secrets.add(password).add(wrong)
  await setPassword(acme.server, { name: 'The owner', email: 'owner@acme.test', password })
  for (const typed of [wrong, password]) {
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    await browser.submit('/login', { email: 'owner@acme.test', password: typed })
    const session = browser.cookies.get('octavo_session')
    if (session) secrets.add(decodeURIComponent(session).split('.')[0]!)
  }
}
