import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'

const TOKEN = 'ntn_0123456789abcdef'
const HOME = '11111111-1111-4111-8111-111111111111'

test('What was accepted is done once, though the server is killed', async (t) => {
  const folder = await temporaryFolder(t)
  const file = {
    users: [{ email: 'ada@acme.test', role: 'owner' }],
    connections: [{ name: 'Bot', token: TOKEN }],
    pages: [{ title: 'Home', id: HOME, access: [{ connection: 'Bot', level: 'full_access' }] }],
  }
  await writeFile(join(folder, 'octavo.json'), JSON.stringify(file))
  const data = ['--data', join(folder, 'data')]
  const applied = await runOctavo(t, ['apply', '--file', join(folder, 'octavo.json'), ...data])
  assert.equal(applied.status, 0, applied.stderr)

  const path = `/v1/pages/${HOME}/markdown`
  const words = Array.from({ length: 100 }, (_, index) => `word ${index}.`)
  const first = await startServer(t, data)
  const tasks: string[] = []
  for (const content of words) {
    const body = { type: 'insert_content', insert_content: { content }, allow_async: true }
    const { status, json } = await callApi(first.url, TOKEN, 'PATCH', path, body)
    assert.equal(status, 202)
    tasks.push(json.id as string)
  }
  first.kill('SIGKILL')
  await first.ended

  const second = await startServer(t, data)
  for (const id of tasks) {
    for (;;) {
      const { json } = await callApi(second.url, TOKEN, 'GET', `/v1/async_tasks/${id}`)
      if (json.status === 'succeeded') break
      assert.ok(['queued', 'running'].includes(json.status as string), JSON.stringify(json))
      await wait(50)
    }
  }
  const { json } = await callApi(second.url, TOKEN, 'GET', path)
  assert.deepEqual((json.markdown as string).split('\n').sort(), words.sort())
})
