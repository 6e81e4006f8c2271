import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, type TestContext, test } from 'node:test'
import type { ApiVersion } from '#server/api/versions/change.ts'
import type { Exchange } from './checking-fetch.ts'
import { sdkClients } from './clients.ts'
import { answer, error, list, page, pageMarkdown, person } from './samples.ts'
import { sdkNames } from './sdk-types.ts'

/** A server that gives each path the same answer, whatever is sent. */
async function serve(
  t: TestContext,
  answers: Record<string, [status: number, body: unknown]>,
): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answers[`${request.method} ${request.url}`] ?? [404, error]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  t.after(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

for (const sdk of sdkNames) {
  for (const version of sdkClients[sdk].versions as readonly ApiVersion[]) {
    describe(`The client of ${sdk} at ${version}`, () => {
      const settings = { auth: 'secret_x', notionVersion: version }

      test('gets a good answer, and tells of it', async (t) => {
        const baseUrl = await serve(t, {
          'GET /v1/pages/x': [200, answer(page(version))],
          'GET /v1/users': [200, answer(list('user', [person]))],
        })
        const seen: Exchange[] = []
        const client = sdkClients[sdk].create({ ...settings, baseUrl, onExchange: (each) => seen.push(each) })
        assert.equal((await client.pages.retrieve({ page_id: 'x' })).id, page(version).id)
        assert.equal((await client.users.list({})).results.length, 1)
        assert.deepEqual(
          seen.map(({ method, path, status, ...rest }) => [method, path, status, rest.version]),
          [
            ['GET', '/v1/pages/x', 200, version],
            ['GET', '/v1/users', 200, version],
          ],
        )
      })

      test('sends the version by itself where it is its own', async (t) => {
        const baseUrl = await serve(t, { 'GET /v1/users': [200, answer(list('user', []))] })
        let sent: ApiVersion | undefined
        const onExchange = (exchange: Exchange) => {
          sent = exchange.version
        }
        await sdkClients[sdk].create({ auth: 'secret_x', baseUrl, onExchange }).users.list({})
        assert.equal(sent, sdkClients[sdk].versions[0])
      })

      test('fails where the answer is not as typed', async (t) => {
        const baseUrl = await serve(t, { 'GET /v1/pages/x': [200, page(version)] })
        const client = sdkClients[sdk].create({ ...settings, baseUrl })
        await assert.rejects(
          client.pages.retrieve({ page_id: 'x' }),
          (thrown) => thrown instanceof assert.AssertionError && /request_id is missing/.test(thrown.message),
        )
      })

      test('gets an error of the API as its own error, and fails at any other', async (t) => {
        const wrong = { ...error, code: 'no_such_page' }
        const baseUrl = await serve(t, { 'GET /v1/pages/wrong': [404, wrong] })
        const client = sdkClients[sdk].create({ ...settings, baseUrl })
        await assert.rejects(client.pages.retrieve({ page_id: 'x' }), { code: 'object_not_found' })
        await assert.rejects(client.pages.retrieve({ page_id: 'wrong' }), assert.AssertionError)
      })
    })
  }
}

describe('The newest client', () => {
  test('takes a task where work is done later', async (t) => {
    const task = {
      object: 'async_task',
      id: 'task_1',
      status: 'queued',
      status_url: 'http://127.0.0.1/v1/async_tasks/task_1',
      created_time: '2026-07-04T10:07:01.549Z',
      poll_after_seconds: 2,
      operation: { surface: 'rest', name: 'PATCH /v1/pages/:page_id/markdown' },
    }
    const { poll_after_seconds: _, ...finished } = task
    const baseUrl = await serve(t, {
      'PATCH /v1/pages/x/markdown': [202, answer(task)],
      'GET /v1/async_tasks/task_1': [200, answer({ ...finished, status: 'succeeded', result: pageMarkdown })],
    })
    const client = sdkClients['5.x'].create({ auth: 'x', baseUrl })
    await client.pages.updateMarkdown({
      page_id: 'x',
      type: 'replace_content',
      replace_content: { new_str: 'a' },
    })
    await client.asyncTasks.retrieve({ task_id: 'task_1' })
  })
})
