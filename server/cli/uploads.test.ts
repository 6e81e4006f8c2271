/** Uploads through whole processes: killed, stopped, several over one database and one bucket. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { callApi, runOctavo, startOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'
import { createDatabase } from '#test/postgres.ts'
import { s3Credentials, startS3 } from '#test/s3.ts'

const MIB = 1024 ** 2
const TOKEN = 'ntn_0123456789abcdef'
const HOME = '11111111-1111-4111-8111-111111111111'
const file = JSON.stringify({
  workspace: { name: 'Acme' },
  users: [{ email: 'ada@acme.test', role: 'owner' }],
  connections: [{ name: 'Bot', token: TOKEN }],
  pages: [{ title: 'Home', id: HOME, access: [{ connection: 'Bot', level: 'full_access' }] }],
})

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function sendPart(url: string, id: string, bytes: Uint8Array, number: number): Promise<Response> {
  const form = new FormData()
  form.set('file', new Blob([bytes as never]), 'film.mp4')
  form.set('part_number', String(number))
  return fetch(`${url}/v1/file_uploads/${id}/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'notion-version': '2026-03-11' },
    body: form,
  })
}

async function announce(url: string, parts: number): Promise<string> {
  const body = { mode: 'multi_part', filename: 'film.mp4', number_of_parts: parts }
  const { status, json } = await callApi(url, TOKEN, 'POST', '/v1/file_uploads', body)
  assert.equal(status, 200, JSON.stringify(json))
  return json.id as string
}

/** Completes an upload, shows it and fetches what is shown. */
async function completed(url: string, id: string): Promise<Buffer> {
  const done = await callApi(url, TOKEN, 'POST', `/v1/file_uploads/${id}/complete`)
  assert.equal(done.json.status, 'uploaded', JSON.stringify(done.json))
  const shown = await callApi(url, TOKEN, 'PATCH', `/v1/blocks/${HOME}/children`, {
    children: [{ video: { file_upload: { id } } }],
  })
  const [block] = shown.json.results as { video: { file: { url: string } } }[]
  const answer = await fetch(block!.video.file.url)
  assert.equal(answer.status, 200)
  return Buffer.from(await answer.arrayBuffer())
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

describe('uploads', () => {
  test('go on after a server was killed between and within parts', async (t) => {
    const folder = await temporaryFolder(t)
    const data = join(folder, 'data')
    await writeFile(join(folder, 'octavo.json'), file)
    await runOctavo(t, ['apply', '--file', join(folder, 'octavo.json'), '--data', data])
    const bytes = randomBytes(15 * MIB)
    const parts = [bytes.subarray(0, 7 * MIB), bytes.subarray(7 * MIB)]

    const first = await startServer(t, ['--data', data])
    const id = await announce(first.url, 2)
    assert.equal((await sendPart(first.url, id, parts[0]!, 1)).status, 200)
    // The second part never comes to its end.
    const half = new ReadableStream({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            '--x\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n',
          ),
        )
        controller.enqueue(parts[1]!.subarray(0, 3 * MIB))
      },
    })
    const broken = fetch(`${first.url}/v1/file_uploads/${id}/send`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'notion-version': '2026-03-11',
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: half,
      duplex: 'half',
    } as RequestInit)
    while ((await filesBelow(join(data, 'files'))).length < 2)
      await new Promise((done) => setTimeout(done, 5))
    first.kill('SIGKILL')
    await assert.rejects(broken)
    await first.ended

    const second = await startServer(t, ['--data', data])
    const { json } = await callApi(second.url, TOKEN, 'GET', `/v1/file_uploads/${id}`)
    assert.deepEqual([json.status, json.number_of_parts], ['pending', { total: 2, sent: 1 }])
    assert.equal((await sendPart(second.url, id, parts[1]!, 2)).status, 200)
    assert.equal(digest(await completed(second.url, id)), digest(bytes))
    // What the killed server left behind goes with the next sweep.
    while ((await filesBelow(join(data, 'files'))).length > 2)
      await new Promise((done) => setTimeout(done, 50))
    second.kill('SIGTERM')
    assert.equal((await second.ended).status, 0)
  })

  test('are shared by several servers over one PostgreSQL and one bucket', async (t) => {
    const [database, s3] = [await createDatabase(), await startS3(t)]
    t.after(() => database.drop())
    const environment = {
      DATABASE_URL: database.url,
      OCTAVO_KEY: Buffer.alloc(32, 1).toString('base64'),
      OCTAVO_FILES: s3.setting,
      ...s3Credentials,
    }
    const folder = await temporaryFolder(t)
    await writeFile(join(folder, 'octavo.json'), file)
    const applied = await runOctavo(t, ['apply', '--file', join(folder, 'octavo.json')], environment)
    assert.equal(applied.status, 0, applied.stderr)
    const [here, there] = [await startServer(t, [], environment), await startServer(t, [], environment)]
    const bytes = randomBytes(13 * MIB)
    const id = await announce(here.url, 2)
    const sent = await Promise.all([
      sendPart(here.url, id, bytes.subarray(0, 6 * MIB), 1),
      sendPart(there.url, id, bytes.subarray(6 * MIB), 2),
    ])
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 200],
    )
    assert.equal(digest(await completed(there.url, id)), digest(bytes))
    for (const server of [here, there]) server.kill('SIGTERM')
    for (const server of [here, there]) assert.equal((await server.ended).status, 0)
  })

  test('of a sandbox are gone with it', async (t) => {
    const folder = await temporaryFolder(t)
    await writeFile(join(folder, 'octavo.json'), file)
    const args = ['sandbox', '--json', '--file', join(folder, 'octavo.json')]
    const sandbox = startOctavo(t, args, { TMPDIR: folder })
    const [line] = await sandbox.says(/^\{.*\}\n/)
    const { url } = JSON.parse(line)
    const id = await announce(url, 1)
    assert.equal((await sendPart(url, id, Buffer.from('film'), 1)).status, 200)
    assert.equal((await completed(url, id)).toString(), 'film')
    assert.ok((await readdir(folder)).some((name) => name.startsWith('octavo-files-')))
    sandbox.kill('SIGTERM')
    assert.equal((await sandbox.ended).status, 0)
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('octavo-files-')),
      [],
    )
  })
})
