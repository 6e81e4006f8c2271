/**
 * The developer who wants to give a person access to a page: what PHP's curl puts on the wire for each function of
 * the thread, byte by byte, and what its code makes of the answer.
 */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { apiVersions } from '#server/api/versions/change.ts'
import { principalOf } from '#server/domain/access/actor.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { createInternalConnection } from '#server/domain/connections/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const mayInvite = {
  policy: { ...defaultSettings.policy, guests: { invited_by_connections: true } },
}

/** A page, and the token of a connection that may share it. */
async function aSharer(acme: TestWorkspace, pageId: string): Promise<string> {
  return acme.do(async (context) => {
    const bot = await createInternalConnection(context, {
      name: 'CRM',
      capabilities: { ...everyCapability, permissions: 'write' },
    })
    const page = await pageFor(context, pageId, 'full_access')
    await grant(context, page.accessId, [{ principal: principalOf.bot(bot.botId), level: 'full_access' }])
    return bot.token
  })
}

interface Sent {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: any answer
  body: any
}

/** Sends bytes as they are; the answer as `curl_exec` returns it. */
function send(address: string, bytes: string): Promise<Sent> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
      if (end === -1 || Buffer.byteLength(text.slice(end + 4)) < length) return
      socket.destroy()
      resolve({ status: Number(text.slice(9, 12)), body: JSON.parse(text.slice(end + 4)) })
    })
  })
}

/** `curl_exec` of PHP for a POST: with `CURLOPT_HTTPHEADER` set, and where it was forgotten. */
function curl(address: string, path: string, body: string, headers: readonly string[] | null): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  const own =
    headers === null ? [length, 'Content-Type: application/x-www-form-urlencoded'] : [...headers, length]
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${new URL(address).host}`, 'Accept: */*', ...own]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

const headersOf = (token: string, version: string): string[] => [
  `Authorization: Bearer ${token}`,
  'Content-Type: application/json',
  `Notion-Version: ${version}`,
]

describeStores('the thread of a developer who gives a person access to a page', (store) => {
  test('its first function, with a token, gives a member access by e-mail at every version', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const token = await aSharer(acme, page)
    const address = await acme.listen()
    assert.equal((await acme.as('member').get(`/v1/pages/${page}`)).status, 404)
    await acme.events()
    for (const version of apiVersions) {
      const body = '{"role":"editor","user_id":"member@acme.test"}'
      const path = `/v1/pages/${page}/permissions`
      const { status, body: granted } = await send(
        address,
        curl(address, path, body, headersOf(token, version)),
      )
      assert.equal(status, 200, JSON.stringify(granted))
      const { id, created_time, created_by, last_edited_time, last_edited_by, request_id, ...rest } = granted
      assert.deepEqual(rest, {
        object: 'permission',
        page_id: page,
        principal: { type: 'user_id', user_id: acme.as('member').userId },
        name: 'The member',
        avatar_url: null,
        level: 'edit',
        role: 'editor',
        inherited: false,
        inherited_from: null,
        status: 'active',
        invitation: null,
        link: null,
        expiration_time: null,
      })
    }
    assert.deepEqual(await acme.events(), ['page.permissions_updated'], 'the same again changes nothing')
    assert.equal((await acme.as('member').get(`/v1/pages/${page}`)).status, 200)
    assert.equal((await acme.as('member').patch(`/v1/pages/${page}`, { icon: { emoji: '🎯' } })).status, 200)
  })

  test('its first function as it stands sends no token that works, and is told what to do', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const address = await acme.listen()
    const path = `/v1/pages/${page}/permissions`
    const body = '{"role":"editor","user_id":"member@acme.test"}'
    for (const headers of [null, headersOf('YOUR_TOKEN_HERE', '2022-06-28')]) {
      const answer = await send(address, curl(address, path, body, headers))
      assert.equal(answer.status, 401)
      assert.equal(answer.body.code, 'unauthorized')
      assert.equal('results' in answer.body, false)
      if (headers === null) assert.match(answer.body.message, /Authorization: Bearer/)
    }
    assert.equal((await acme.as('member').get(`/v1/pages/${page}`)).status, 404)
  })

  test('a JSON body under the content type of a form is read all the same', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const token = await aSharer(acme, page)
    const address = await acme.listen()
    const headers = headersOf(token, '2022-06-28').map((line) =>
      line.startsWith('Content-Type') ? 'Content-Type: application/x-www-form-urlencoded' : line,
    )
    const path = `/v1/pages/${page}/permissions`
    const answer = await send(
      address,
      curl(address, path, '{"role":"editor","user_id":"member@acme.test"}', headers),
    )
    assert.equal(answer.status, 200, answer.body.message)
  })

  test('its revised function gets a list with results, for somebody who is new too', async (t) => {
    const acme = await workspace(t, store, mayInvite)
    const page = await acme.aPage()
    const token = await aSharer(acme, page)
    const address = await acme.listen()
    const path = `/v1/pages/${page}/users`
    for (const version of ['2022-06-28', '2026-03-11']) {
      for (const email of ['member@acme.test', `new-${version}@elsewhere.test`]) {
        const body = `{"add_users":[{"email":"${email}","role":"editor"}]}`
        const answer = await send(address, curl(address, path, body, headersOf(token, version)))
        assert.equal(answer.status, 200, answer.body.message)
        assert.equal(answer.body.object, 'list')
        const [{ status, level, principal }] = answer.body.results
        assert.deepEqual(
          { status, level, principal },
          email === 'member@acme.test'
            ? {
                status: 'active',
                level: 'edit',
                principal: { type: 'user_id', user_id: acme.as('member').userId },
              }
            : { status: 'pending', level: 'edit', principal: { type: 'email', email } },
        )
      }
      const refused = await send(
        address,
        curl(
          address,
          path,
          '{"add_users":[{"email":"member@acme.test","role":"king"}]}',
          headersOf(token, version),
        ),
      )
      assert.equal(refused.status, 400)
      assert.match(refused.body.message, /body\.add_users\[0\]\.role should be one of .*"editor"/)
      assert.equal('results' in refused.body, false)
    }
  })

  test('the invite endpoint that somebody recommends exists', async (t) => {
    const acme = await workspace(t, store, mayInvite)
    const { database } = await acme.aDataSource()
    const page = await acme.aPage()
    const token = await aSharer(acme, page)
    const address = await acme.listen()
    const bodies = [
      '{"email":"a@elsewhere.test","role":"editor"}',
      `{"user_id":"${acme.as('member').userId}","role":"reader"}`,
      '{"emails":["b@elsewhere.test","member@acme.test"],"role":"reader"}',
      '{"recipients":[{"email":"c@elsewhere.test"}],"roles":["write"],"send_invitation":true,"message":"Welcome"}',
    ]
    for (const body of bodies) {
      const path = `/v1/pages/${page}/invite`
      const answer = await send(address, curl(address, path, body, headersOf(token, '2022-06-28')))
      assert.equal(answer.status, 200, answer.body.message)
      assert.ok(answer.body.results.length > 0)
    }
    const owner = acme.as('owner')
    const onDatabase = await owner.post(`/v1/databases/${database}/invite`, {
      email: 'd@elsewhere.test',
      role: 'content_editor',
    })
    assert.equal(onDatabase.status, 200, onDatabase.body.message)
    assert.equal(onDatabase.body.results[0].database_id, database)
  })

  test('GET of the address lists, as the thread says it does', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const { status, body } = await acme.as('owner').get(`/v1/pages/${page}/permissions`, '2022-06-28')
    assert.equal(status, 200)
    assert.deepEqual(
      body.results.map((one: { principal: { type: string } }) => one.principal.type),
      ['user_id', ...Array(5).fill('bot_id')],
    )
  })
})
