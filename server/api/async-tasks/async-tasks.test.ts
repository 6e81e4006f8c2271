import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiVersions } from '#server/api/versions/change.ts'
import { apiJobs } from '#server/app.ts'
import { performDue } from '#server/jobs/runner.ts'
import { revokeTokens } from '#server/store/tokens.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type Answer, type Client, NEWEST, workspace } from '#test/workspace.ts'

const insert = (content: string) => ({
  type: 'insert_content',
  insert_content: { content },
  allow_async: true,
})

const accepted = ({ status, body }: Answer) => {
  assert.equal(status, 202, JSON.stringify(body))
  return body
}

const markdownOf = async (client: Client, page: string): Promise<string> =>
  (await client.get(`/v1/pages/${page}/markdown`)).body.markdown

describeStores('a request that may be answered later', (store) => {
  test('is answered with a task, which tells what became of it', async (t) => {
    const { as, aPage, events, performDue } = await workspace(t, store)
    const editor = as('editor')
    for (const version of apiVersions) {
      const page = await aPage()
      await events()
      const task = accepted(await editor.patch(`/v1/pages/${page}/markdown`, insert('Hello'), version))
      assert.deepEqual(Object.keys(task), [
        'object',
        'id',
        'status',
        'status_url',
        'created_time',
        'poll_after_seconds',
        'operation',
        'request_id',
      ])
      assert.match(task.id, /^task_[0-9a-f]{32}$/)
      assert.match(task.created_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.deepEqual(
        [task.object, task.status, task.poll_after_seconds, task.operation],
        ['async_task', 'queued', 2, { surface: 'rest', name: 'PATCH /v1/pages/:page_id/markdown' }],
      )
      assert.equal(task.status_url, `http://octavo.test/v1/async_tasks/${task.id}`)
      assert.equal(await markdownOf(editor, page), '')
      assert.deepEqual(await events(), [])
      const { request_id: _, ...queued } = (await editor.get(`/v1/async_tasks/${task.id}`, version)).body
      assert.deepEqual({ ...task, request_id: 0 }, { ...queued, request_id: 0 })

      await performDue()
      assert.deepEqual(await events(), ['page.content_updated'])
      const done = (await editor.get(`/v1/async_tasks/${task.id}`, version)).body
      assert.deepEqual([done.status, done.result.markdown], ['succeeded', 'Hello'])
      assert.ok(!('poll_after_seconds' in done) && !('request_id' in done.result))
      await performDue()
      assert.equal(await markdownOf(editor, page), 'Hello')
    }
  })

  test('may make a page, which its task shows as the version of the request has it', async (t) => {
    const { as, aPage, performDue } = await workspace(t, store)
    const editor = as('editor')
    const body = { parent: { page_id: await aPage() }, markdown: '# Title\ntext', allow_async: true }
    for (const version of ['2022-06-28', '2025-09-03', NEWEST] as const) {
      const { id } = accepted(await editor.post('/v1/pages', body, version))
      await performDue()
      const { status, result } = (await editor.get(`/v1/async_tasks/${id}`, version)).body
      assert.equal(status, 'succeeded')
      checkResponse(version, 'POST /v1/pages', { ...result, request_id: id })
      assert.equal(result.properties.title.title[0].plain_text, 'Title')
      assert.equal(await markdownOf(editor, result.id), 'text')
    }
    // Without markdown there is nothing to wait for.
    const { markdown: _, ...plain } = body
    assert.equal((await editor.post('/v1/pages', plain)).status, 200)
    assert.equal((await editor.post('/v1/pages', { ...body, allow_async: false })).status, 200)
  })

  test('is refused at once where it is wrong or not allowed, and later where that shows later', async (t) => {
    const { as, aPage, performDue, events } = await workspace(t, store)
    const editor = as('editor')
    const page = await aPage()
    const path = `/v1/pages/${page}/markdown`
    await events()
    assert.equal((await editor.patch(path, { ...insert('a'), more: 1 })).status, 400)
    assert.equal((await as('stranger').patch(path, insert('a'))).status, 404)
    assert.equal((await as('viewer').patch(path, insert('a'))).status, 403)
    assert.equal((await as('reader').patch(path, insert('a'))).status, 403)

    const update = { content_updates: [{ old_str: 'nowhere', new_str: 'x' }] }
    const wrong = { type: 'update_content', update_content: update, allow_async: true }
    const refusal = (await editor.patch(path, { ...wrong, allow_async: false })).body
    const { id } = accepted(await editor.patch(path, wrong))
    await performDue()
    const { status, error } = (await editor.get(`/v1/async_tasks/${id}`)).body
    assert.equal(status, 'failed')
    const { request_id: _, ...told } = refusal
    assert.deepEqual(error, told)
    assert.deepEqual(await events(), [])
  })

  test('is shown to whoever sent it and to nobody else, for a day', async (t) => {
    const acme = await workspace(t, store)
    const { as, aPage, performDue, server } = acme
    const { id } = accepted(await as('editor').patch(`/v1/pages/${await aPage()}/markdown`, insert('a')))
    for (const name of ['owner', 'viewer', 'stranger', 'outsider'] as const) {
      const { status, body } = await as(name).get(`/v1/async_tasks/${id}`)
      assert.deepEqual(
        [status, body.code, body.message],
        [404, 'object_not_found', `Could not find async task with ID: ${id}.`],
      )
    }
    for (const other of [
      'task_x',
      id.slice(5),
      'task_00000000000040008000000000000000',
      '%00',
      'a'.repeat(900),
    ])
      assert.equal((await as('editor').get(`/v1/async_tasks/${other}`)).status, 404, other)

    const { now } = server.surroundings
    let days = 2
    server.surroundings.now = () => now() + days * 24 * 60 * 60 * 1000
    await performDue()
    await performDue()
    assert.equal((await as('editor').get(`/v1/async_tasks/${id}`)).body.status, 'succeeded')
    days = 4
    await performDue()
    assert.equal((await as('editor').get(`/v1/async_tasks/${id}`)).status, 404)
  })

  test('is not done for a token that was revoked meanwhile', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    accepted(await acme.as('editor').patch(`/v1/pages/${page}/markdown`, insert('a')))
    await acme.do(({ db, workspace, now }) => revokeTokens(db, workspace.id, acme.as('editor').userId, now))
    await acme.performDue()
    assert.equal(await markdownOf(acme.as('owner'), page), '')
  })

  test('is tried again when the server broke, and given up in the end', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const { id } = accepted(await acme.as('editor').patch(`/v1/pages/${page}/markdown`, insert('a')))
    const { newId, now } = acme.server.surroundings
    let later = 0
    acme.server.surroundings.now = () => now() + later
    acme.server.surroundings.newId = () => {
      throw new Error('broken')
    }
    const seen: string[] = []
    for (let attempt = 0; attempt < 3; attempt++) {
      await assert.rejects(acme.performDue(), /broken/)
      acme.server.surroundings.newId = newId
      seen.push((await acme.as('editor').get(`/v1/async_tasks/${id}`)).body.status)
      acme.server.surroundings.newId = () => {
        throw new Error('broken')
      }
      later += 60_000
    }
    acme.server.surroundings.newId = newId
    assert.deepEqual(seen, ['running', 'retrying', 'failed'])
    const { error } = (await acme.as('editor').get(`/v1/async_tasks/${id}`)).body
    assert.deepEqual([error.status, error.code], [500, 'internal_server_error'])
    await acme.performDue()
    assert.equal(await markdownOf(acme.as('editor'), page), '')
  })
})

test('Two processes do each piece of work once', async (t) => {
  const { first, second } = await twoProcesses(t)
  const page = await first.aPage()
  const { token } = first.as('editor')
  const words = Array.from({ length: 20 }, (_, index) => `word ${index}.`)
  for (const word of words) {
    const answer = await send(second.app, token, 'PATCH', `/v1/pages/${page}/markdown`, insert(word))
    assert.equal(answer.statusCode, 202)
  }
  await Promise.all([first.performDue(), performDue(second.server, apiJobs), first.performDue()])
  await first.performDue()
  const lines = (await markdownOf(first.as('editor'), page)).split('\n')
  assert.deepEqual(lines.sort(), words.sort())
})
