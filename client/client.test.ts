import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { adminRoutes, apiRoutes } from '#server/app.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { createClient, OctavoError, requestOf } from './client.ts'
import { generate } from './generate.ts'

test('the methods are those of the description of the API', () => {
  const file = fileURLToPath(new URL('generated.ts', import.meta.url))
  assert.equal(readFileSync(file, 'utf8'), generate(), 'run `npm run generate`')
})

test('every route that the official SDK lacks has a method and says what it answers', () => {
  for (const { method, url, call, answer, isExtension, stream } of [...apiRoutes, ...adminRoutes]) {
    if (!isExtension && !url.startsWith('/admin/')) continue
    // Files that a browser keeps; programs read the same from the list.
    const isFile = stream?.headers?.['content-disposition'] !== undefined
    assert.ok(isFile || call, `${method} ${url} has no \`call\``)
    assert.ok(answer, `${method} ${url} has no \`answer\``)
  }
})

test('no two routes are called the same', () => {
  const calls = [...apiRoutes, ...adminRoutes].flatMap(({ call }) => call ?? [])
  assert.deepEqual(calls.toSorted(), [...new Set(calls)].toSorted())
})

test('arguments go into the path, the query and the body', () => {
  const operation = { method: 'POST', path: '/v1/pages/{page_id}/x', query: ['size'] }
  assert.deepEqual(requestOf('http://a.test/', operation, { page_id: 'a/b', size: 2, level: 'view' }), {
    url: 'http://a.test/v1/pages/a%2Fb/x?size=2',
    body: '{"level":"view"}',
  })
  assert.throws(() => requestOf('http://a.test', operation, {}), /needs the argument page_id/)
})

test('a request that came too often is sent again when the server says so', async (t) => {
  const waits: number[] = []
  const server = createServer((_request, response) => {
    const isEarly = waits.push(Date.now()) < 3
    response.writeHead(isEarly ? 429 : 200, { 'retry-after': '0' })
    response.end(JSON.stringify(isEarly ? { code: 'rate_limited' } : { object: 'policy' }))
  }).listen(0)
  t.after(() => server.close())
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createClient({ auth: 'x', baseUrl })
  assert.equal((await client.policy.retrieve({ workspace_id: 'w' })).object, 'policy')
  assert.equal(waits.length, 3)
  waits.length = 0
  const impatient = createClient({ auth: 'x', baseUrl, retries: 0 })
  await assert.rejects(impatient.policy.retrieve({ workspace_id: 'w' }), {
    code: 'rate_limited',
    status: 429,
  })
})

test('the built package is what a program imports', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  execFileSync(`${root}/node_modules/.bin/tsc`, ['-p', `${root}/client`])
  const program = "import { createClient } from 'octavo/client'; console.log(typeof createClient)"
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root })
  assert.equal(String(printed).trim(), 'function')
})

describeStores('the client', (store) => {
  test('calls a server, and tells what the server refused', async (t) => {
    const acme = await workspace(t, store)
    const baseUrl = await acme.listen()
    const client = createClient({ auth: acme.as('owner').token, baseUrl })
    const changed = await client.policy.update({ workspace_id: acme.id, connections: { create: 'owners' } })
    assert.equal(changed.connections.create, 'owners')
    const refused = createClient({ auth: acme.as('guest').token, baseUrl }).policy.retrieve({
      workspace_id: acme.id,
    })
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof OctavoError)
      assert.deepEqual([error.status, error.code], [403, 'restricted_resource'])
      assert.ok(error.requestId)
      return true
    })
  })
})

describeStores('following by the client', (store) => {
  test('goes on where it was cut off, and ends with what is no longer seen', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const baseUrl = await acme.listen()
    const editor = acme.as('editor')
    const rename = (title: string) =>
      editor.patch(`/v1/pages/${page}`, { properties: { title: [{ text: { content: title } }] } })
    const client = createClient({ auth: acme.as('reader').token, baseUrl })
    const { next_cursor: start } = await client.changes.list({ start_cursor: 'now' })
    await rename('one')
    const heard: { type: string; cursor: string }[] = []
    for await (const change of client.events.follow({ page_id: page, start_cursor: start })) {
      heard.push(change)
      if (heard.length === 1) {
        acme.app.server.closeAllConnections()
        await rename('two')
      }
      if (heard.length === 2) {
        const remove = [{ bot_id: acme.as('reader').userId }]
        await acme.as('owner').patch(`/v1/pages/${page}/permissions`, { remove })
      }
    }
    const types = heard.map(({ type }) => type)
    assert.deepEqual(types, ['page.properties_updated', 'page.properties_updated', 'access_lost'])
    await assert.rejects(client.events.follow({ page_id: page })[Symbol.asyncIterator]().next(), {
      code: 'object_not_found',
    })
  })
})
