/** What is attacked: a workspace with one object of each kind, and what must hold after each request. */
import assert from 'node:assert/strict'
import type { TestStore } from '../stores.ts'
import { NEWEST, type TestWorkspace, workspace } from '../workspace.ts'
import { answered, type Reply } from './answered.ts'
import { everyProperty } from './bodies.ts'
import { type Ids, placeholders, withIds } from './placeholders.ts'

export interface Attack {
  method: string
  /** With placeholders for ids. */
  path: string
  version?: string
  headers?: Record<string, string>
  /** With placeholders for ids; bytes are sent as they are. */
  body?: string | Buffer
  /** Whether it must be refused; by default nobody knows. */
  isWrong?: boolean
}

export interface Target {
  workspace: TestWorkspace
  ids: Ids
  token: string
  /** Sends a request and holds the answer against everything that must be true of any answer. */
  attack(attack: Attack): Promise<Reply>
  /** Listens on a port. */
  listen(): Promise<string>
  /** After a change that was meant. */
  remember(): Promise<void>
  /** Makes sure that no object changed since the last request that was granted. */
  isUnchanged(): Promise<void>
}

export async function aTarget(t: Parameters<typeof workspace>[0], store: TestStore): Promise<Target> {
  const acme = await workspace(t, store)
  const { token } = acme.as('editor')
  const target: Target = {
    workspace: acme,
    ids: await objectsOf(acme),
    token,
    attack,
    listen,
    remember,
    isUnchanged,
  }
  let shown = await show(target)
  await acme.events()

  async function attack(request: Attack): Promise<Reply> {
    const { method, path, version = NEWEST, headers = {}, body } = request
    const reply = await answered(acme.app, {
      method: method as 'POST',
      url: withIds(path, target.ids),
      headers: {
        authorization: `Bearer ${token}`,
        'notion-version': version,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? withIds(body, target.ids) : body }),
    })
    try {
      await check(request, reply)
    } catch (error) {
      throw new Error(
        `${method} ${cut(path)} at ${version} with ${cut(String(body))} was answered ${reply.status} ${cut(reply.text)}`,
        { cause: error },
      )
    }
    return reply
  }

  async function check(request: Attack, reply: Reply): Promise<void> {
    const { isWrong, method } = request
    prototypesAreClean()
    if (reply.status === 200 || reply.status === 202) {
      assert.notEqual(isWrong, true, 'it is wrong and was not refused')
      // What is left for later must not break the server either.
      const isLeft =
        reply.status === 202 || (typeof request.body === 'string' && request.body.includes('template'))
      if (isLeft) await acme.performDue()
      const changed = await acme.events()
      // What was trashed or turned into something else would refuse all that follows.
      if (changed.length > 0) {
        target.ids = await objectsOf(acme)
        await acme.events()
      }
      if (method !== 'GET') await remember()
      return
    }
    isRefusal(reply)
    assert.deepEqual(await acme.events(), [], 'a refused request changed something')
  }

  async function listen(): Promise<string> {
    const address = await acme.listen()
    // Addresses in objects begin with it.
    await remember()
    return address
  }

  async function remember(): Promise<void> {
    await acme.events()
    shown = await show(target)
  }

  async function isUnchanged(): Promise<void> {
    assert.deepEqual(await show(target), shown, 'a refused request changed an object')
  }

  return target
}

const codes: Record<number, readonly string[]> = {
  400: ['validation_error', 'invalid_json', 'invalid_request_url', 'invalid_request', 'missing_version'],
  401: ['unauthorized'],
  403: ['restricted_resource'],
  404: ['object_not_found'],
  409: ['conflict_error'],
  413: ['validation_error'],
}

/** Longer than any sentence for people, shorter than what would echo a body. */
const LONGEST_MESSAGE = 20_000

/** The error object of the API, complete, and nothing else. */
export function isRefusal({ status, headers, text }: Reply): void {
  const { object, code, message, request_id, additional_data: _, ...rest } = JSON.parse(text)
  assert.deepEqual(
    { object, status: rest.status, rest: Object.keys(rest) },
    { object: 'error', status, rest: ['status'] },
  )
  assert.ok(codes[status]?.includes(code), `${status} ${code}`)
  assert.ok(
    typeof message === 'string' && message.length > 0 && message.length <= LONGEST_MESSAGE,
    `${message.length}`,
  )
  assert.ok(message.isWellFormed(), 'the message is no Unicode')
  assert.match(request_id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.equal(headers['x-notion-request-id'], request_id)
  assert.equal(headers['content-type'], 'application/json; charset=utf-8')
}

const inherited = [Object, Array, String, Number, Boolean, Function, Map, Promise].map(({ prototype }) => ({
  prototype: prototype as object,
  names: Reflect.ownKeys(prototype).length,
}))

function prototypesAreClean(): void {
  for (const { prototype, names } of inherited) assert.equal(Reflect.ownKeys(prototype).length, names)
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
}

const webhook = { url: 'https://hooks.example.com/', event_types: ['page.created'] }

async function objectsOf(acme: TestWorkspace): Promise<Ids> {
  const { as, aPage } = acme
  const editor = as('editor')
  const page = await aPage({
    title: 'Attacked',
    children: [{ paragraph: { rich_text: [{ text: { content: 'text' } }] } }],
  })
  const { body: blocks } = await editor.get(`/v1/blocks/${page}/children`)
  const database = await editor.post('/v1/databases', {
    parent: { page_id: page },
    initial_data_source: { properties: everyProperty },
  })
  assert.equal(database.status, 200, JSON.stringify(database.body))
  const dataSource = database.body.data_sources[0].id
  await editor.patch(`/v1/data_sources/${dataSource}`, {
    properties: { Related: { relation: { data_source_id: dataSource, single_property: {} } } },
  })
  const row = await editor.post('/v1/pages', {
    parent: { data_source_id: dataSource },
    properties: { Name: { title: [{ text: { content: 'Row' } }] } },
  })
  const comment = await editor.post('/v1/comments', {
    parent: { page_id: page },
    rich_text: [{ text: { content: 'first' } }],
  })
  const views = await editor.get(`/v1/views?database_id=${database.body.id}`)
  return {
    page,
    block: blocks.results[0].id,
    database: database.body.id,
    dataSource,
    row: row.body.id,
    user: as('member').userId,
    comment: comment.body.id ?? page,
    view: views.body.results[0].id,
    fileUpload: await anUpload(acme),
    webhook: (await editor.post('/v1/webhooks', webhook)).body.id,
  }
}

/** An uploaded image. */
async function anUpload({ app, as }: TestWorkspace): Promise<string> {
  const editor = as('editor')
  const { body } = await editor.post('/v1/file_uploads', { filename: 'a.png' })
  const sent = await app.inject({
    method: 'POST',
    url: `/v1/file_uploads/${body.id}/send`,
    headers: {
      authorization: `Bearer ${editor.token}`,
      'notion-version': NEWEST,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\npng\r\n--x--\r\n',
  })
  assert.equal(sent.statusCode, 200, sent.body)
  return body.id
}

const shownPaths = [
  `/v1/pages/${placeholders.page}`,
  `/v1/blocks/${placeholders.page}/children`,
  `/v1/databases/${placeholders.database}`,
  `/v1/data_sources/${placeholders.dataSource}`,
  `/v1/pages/${placeholders.row}`,
  `/v1/views/${placeholders.view}`,
]

async function show({ workspace: { as }, ids }: Target): Promise<unknown[]> {
  const all: unknown[] = []
  for (const path of shownPaths) {
    const { status, body } = await as('editor').get(withIds(path, ids))
    assert.equal(status, 200, path)
    const { request_id: _, ...object } = body
    all.push(object)
  }
  return all
}

const cut = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text)
