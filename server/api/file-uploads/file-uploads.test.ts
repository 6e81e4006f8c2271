import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { jobs } from '#server/jobs/jobs.ts'
import { performDue } from '#server/jobs/runner.ts'
import { certificate, serveHttps } from '#test/https.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Answer, type Client, NEWEST, type TestWorkspace, workspace } from '#test/workspace.ts'

const MIB = 1024 ** 2
const HOUR = 60 * 60 * 1000
const begin = Date.UTC(2026, 5, 27, 16, 54, 21, 123)

type Cleanup = Parameters<typeof workspace>[0]

/** A workspace whose time stands still until a test lets it pass. */
async function frozen(t: Cleanup, store: TestStore, settings: Parameters<typeof workspace>[2] = {}) {
  const acme = await workspace(t, store, settings)
  let now = begin
  acme.server.surroundings.now = () => now
  return {
    ...acme,
    wait: (milliseconds: number) => {
      now += milliseconds
    },
    /** The keys of all that is stored. */
    stored: () => acme.server.files.keysIn(`${acme.id}/`),
    doDue: () => performDue(acme.server, jobs),
  }
}

interface Part {
  filename?: string
  type?: string
  bytes?: Uint8Array
  fields?: Record<string, string>
  name?: string
}

const boundary = 'cut-here'

const fieldText = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

/** A form as programs send it. */
function formOf({
  filename = 'plan.txt',
  type = 'text/plain',
  bytes = Buffer.from('plan'),
  fields = {},
  name = 'file',
}: Part) {
  const texts = Object.entries(fields).map(([key, value]) => fieldText(key, value))
  return Buffer.concat([
    Buffer.from(
      `${texts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

async function send(
  { app }: TestWorkspace,
  { token }: Client,
  id: string,
  part: Part | Buffer,
): Promise<Answer> {
  const response = await app.inject({
    method: 'POST',
    url: `/v1/file_uploads/${id}/send`,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': NEWEST,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.isBuffer(part) ? part : formOf(part),
  })
  return { status: response.statusCode, headers: response.headers as never, body: response.json() }
}

async function created(client: Client, body: unknown): Promise<Answer['body']> {
  const answer = await client.post('/v1/file_uploads', body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

async function uploaded(
  acme: TestWorkspace,
  filename = 'plan.txt',
  bytes = Buffer.from('plan'),
): Promise<string> {
  const editor = acme.as('editor')
  const { id } = await created(editor, { filename })
  const sent = await send(acme, editor, id, { filename, bytes })
  assert.equal(sent.body.status, 'uploaded', JSON.stringify(sent.body))
  return id
}

/** Shows an upload in a block of a page. */
async function shown(
  acme: TestWorkspace,
  id: string,
  type = 'file',
): Promise<{ block: string; url: string; page: string }> {
  const page = await acme.aPage()
  const answer = await acme.as('editor').patch(`/v1/blocks/${page}/children`, {
    children: [{ [type]: { file_upload: { id } } }],
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const [block] = answer.body.results
  return { page, block: block.id, url: block[type].file?.url ?? block[type].url }
}

const get = (
  { app }: TestWorkspace,
  url: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' = 'GET',
) => app.inject({ method, url: url.replace('http://octavo.test', ''), headers })

describeStores('a file upload', (store) => {
  test('has the recorded shape in each state', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const single = await created(editor, { filename: 'plan.txt' })
    const head = ['object', 'id', 'created_time', 'created_by', 'last_edited_time', 'expiry_time']
    const tail = ['in_trash', 'status', 'filename', 'content_type', 'content_length']
    assert.deepEqual(Object.keys(single), [...head, 'upload_url', ...tail, 'request_id'])
    assert.deepEqual(
      [single.created_time, single.expiry_time],
      ['2026-06-27T16:54:00.000Z', '2026-06-27T17:54:00.000Z'],
    )
    const parts = await created(editor, { mode: 'multi_part', filename: 'film.mp4', number_of_parts: 2 })
    assert.deepEqual(Object.keys(parts), [...head, 'upload_url', ...tail, 'number_of_parts', 'request_id'])
    const first = await send(acme, editor, parts.id, { filename: 'film.mp4', fields: { part_number: '2' } })
    assert.deepEqual(Object.keys(first.body), [
      ...head,
      'upload_url',
      'complete_url',
      ...tail,
      'number_of_parts',
      'request_id',
    ])
    const sent = await send(acme, editor, single.id, {})
    assert.deepEqual(Object.keys(sent.body), [...head, ...tail, 'request_id'])
    checkResponse(NEWEST, 'fileUploads.send', sent.body)
    const older = await editor.get(`/v1/file_uploads/${single.id}`, '2025-09-03')
    assert.deepEqual(Object.keys(older.body), [...head, ...tail, 'archived', 'request_id'])
    assert.deepEqual(await acme.events(), [
      'file_upload.created',
      'file_upload.created',
      'file_upload.completed',
    ])
  })

  test('is gone with its bytes an hour after it was made, unless something shows it', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { id: pending } = await created(editor, {
      mode: 'multi_part',
      filename: 'a.mp4',
      number_of_parts: 2,
    })
    await send(acme, editor, pending, { filename: 'a.mp4', fields: { part_number: '2' } })
    const unused = await uploaded(acme)
    const used = await uploaded(acme)
    const { page, url } = await shown(acme, used)
    await acme.doDue()
    assert.equal((await acme.stored()).length, 3)
    const status = async (id: string) => (await editor.get(`/v1/file_uploads/${id}`)).body.status
    acme.wait(HOUR - 1)
    await acme.doDue()
    assert.deepEqual([await status(pending), await status(unused)], ['pending', 'uploaded'])
    await acme.events()

    acme.wait(1)
    // Before anybody wrote it down.
    assert.deepEqual(
      [await status(pending), await status(unused), await status(used)],
      ['expired', 'expired', 'uploaded'],
    )
    const expired = await editor.get('/v1/file_uploads?status=expired')
    assert.deepEqual(
      expired.body.results.map(({ id }: { id: string }) => id),
      [unused, pending],
    )
    const wrong = await editor.get(`/v1/file_uploads?start_cursor=${page}`)
    assert.equal(wrong.body.message, `The start_cursor provided is invalid: ${page}`)
    assert.match((await send(acme, editor, pending, {})).body.message, /has expired/)
    const late = await editor.patch(`/v1/blocks/${page}/children`, {
      children: [{ file: { file_upload: { id: unused } } }],
    })
    assert.match(late.body.message, /instead was `expired`/)
    await acme.doDue()
    assert.deepEqual(await acme.events(), ['file_upload.expired', 'file_upload.expired'])
    assert.equal((await acme.stored()).length, 1)
    assert.equal((await get(acme, url)).statusCode, 404, 'an address works for an hour')
    const { body } = await editor.get(`/v1/blocks/${page}/children`)
    assert.equal((await get(acme, body.results[0].file.file.url)).body, 'plan')
    // It can be attached for ever.
    acme.wait(100 * HOUR)
    await shown(acme, used)
  })

  test('leaves nothing behind of parts that were sent again or refused', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { id } = await created(editor, { mode: 'multi_part', filename: 'a.mp4', number_of_parts: 1 })
    const part = { filename: 'a.mp4', fields: { part_number: '1' } }
    for (const text of ['first', 'second', 'third']) {
      await send(acme, editor, id, { ...part, bytes: Buffer.from(text) })
    }
    await send(acme, editor, id, { ...part, fields: { part_number: '2' } })
    assert.equal((await acme.stored()).length, 3)
    await editor.post(`/v1/file_uploads/${id}/complete`)
    await acme.doDue()
    assert.equal((await acme.stored()).length, 1)
    const { url } = await shown(acme, id, 'video')
    assert.equal((await get(acme, url)).body, 'third')
  })

  test('is as large as the plan that is rehearsed allows', async (t) => {
    const acme = await frozen(t, store, { emulate: { plan: 'free', extensions: true } })
    const editor = acme.as('editor')
    const me = await editor.get('/v1/users/me')
    assert.equal(me.body.bot.workspace_limits.max_file_upload_size_in_bytes, 5 * MIB)
    const { id } = await created(editor, { filename: 'plan.txt' })
    const large = await send(acme, editor, id, { bytes: Buffer.alloc(5 * MIB + 1) })
    assert.deepEqual(
      [large.status, large.body.code, large.body.message],
      [
        400,
        'validation_error',
        'The file size is not within the allowed limit of 5 MiB. Please try again with a new file upload.',
      ],
    )
    assert.deepEqual(await acme.stored(), [])
    assert.equal(
      (await send(acme, editor, id, { bytes: Buffer.alloc(5 * MIB) })).body.content_length,
      5 * MIB,
    )
    const parts = await created(editor, { mode: 'multi_part', filename: 'a.mp4', number_of_parts: 2 })
    await send(acme, editor, parts.id, {
      filename: 'a.mp4',
      bytes: Buffer.alloc(5 * MIB),
      fields: { part_number: '1' },
    })
    const second = await send(acme, editor, parts.id, { filename: 'a.mp4', fields: { part_number: '2' } })
    assert.match(second.body.message, /allowed limit of 5 MiB/)
  })

  test('has no walls but the workspace’s own where sizes do not count', async (t) => {
    const acme = await frozen(t, store, { limits: { ...defaultSettings.limits, sizes: 'none' } })
    const editor = acme.as('editor')
    const { id } = await created(editor, { mode: 'multi_part', filename: 'a.mp4', number_of_parts: 2 })
    const small = await send(acme, editor, id, { filename: 'a.mp4', fields: { part_number: '1' } })
    assert.equal(small.status, 200, small.body.message)
    const large = await send(acme, editor, id, {
      filename: 'a.mp4',
      bytes: Buffer.alloc(21 * MIB),
      fields: { part_number: '2' },
    })
    assert.equal(large.body.content_length, 21 * MIB + 4)
  })

  const twoFiles = Buffer.from([`${formOf({})}`.slice(0, -4), `${formOf({})}`].join('\r\n'))
  const forms: [string, Part | Buffer, RegExp][] = [
    ['a form that is none', Buffer.from('{"file":"x"}'), /not well-formed|broke off/],
    ['an empty body', Buffer.alloc(0), /not well-formed|broke off|body.file should be defined/],
    ['a form that ends too early', formOf({}).subarray(0, -20), /not well-formed|broke off/],
    ['a name that is no text', { filename: 'a\u0000.txt' }, /valid Unicode text without U\+0000/],
    ['a file of another name', { name: 'data' }, /body.data should be not present/],
    ['a field that nobody asked for', { fields: { caption: 'x' } }, /body.caption should be not present/],
    [
      'a field twice',
      Buffer.from(`${fieldText('part_number', '1')}${formOf({ fields: { part_number: '1' } })}`),
      /body.part_number should be one short text/,
    ],
    [
      'a part number of a file in one part',
      { fields: { part_number: '1' } },
      /body.part_number should be not present/,
    ],
    ['two files', twoFiles, /one file/],
  ]
  test('is not sent by a form that is wrong', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    for (const [name, form, message] of forms) {
      const { id } = await created(editor, { filename: 'plan.txt' })
      const answer = await send(acme, editor, id, form)
      assert.equal(answer.status, 400, `${name}: ${JSON.stringify(answer.body)}`)
      assert.match(answer.body.message, message, name)
      assert.equal((await editor.get(`/v1/file_uploads/${id}`)).body.status, 'pending', name)
    }
    assert.deepEqual(await acme.stored(), [])
  })

  test('is not sent as JSON', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { id } = await created(editor, { filename: 'plan.txt' })
    const answer = await editor.post(`/v1/file_uploads/${id}/send`, { file: 'x' })
    assert.deepEqual([answer.status, answer.body.code], [400, 'validation_error'])
    assert.match(answer.body.message, /multipart\/form-data/)
  })

  const described: [object, string | null, string | null][] = [
    [{}, null, null],
    [{ filename: 'Plan.TXT' }, 'Plan.TXT', 'text/plain'],
    [{ filename: 'dot', content_type: 'image/png' }, 'dot.png', 'image/png'],
    [{ filename: 'song.mp4', content_type: 'audio/mp4' }, 'song.mp4', 'audio/mp4'],
    [{ filename: 'page.html' }, 'page.html', 'text/html'],
    [{ content_type: 'TEXT/plain; charset=utf-8' }, null, 'text/plain'],
  ]
  test('is described by its name, its type, or both', async (t) => {
    const acme = await frozen(t, store)
    for (const [body, filename, type] of described) {
      const upload = await created(acme.as('editor'), body)
      assert.deepEqual([upload.filename, upload.content_type], [filename, type], JSON.stringify(body))
    }
  })

  const misdescribed: [object, string][] = [
    [
      { filename: 'a' },
      'Provided `filename` has an extension that is not supported for the File Upload API.',
    ],
    [
      { filename: 'a.exe' },
      'Provided `filename` has an extension that is not supported for the File Upload API.',
    ],
    [
      { filename: '.png' },
      'Provided `filename` has an extension that is not supported for the File Upload API.',
    ],
    [
      { content_type: 'application/x-msdownload' },
      'Provided `content_type` is not supported for the File Upload API.',
    ],
    [
      { filename: 'a.png', content_type: 'image/gif' },
      'Provided `content_type` image/gif does not match the extension of `filename` a.png.',
    ],
    [{ filename: `${'ä'.repeat(449)}.png` }, '`filename` should be at most 900 bytes long.'],
    [
      { mode: 'multi_part', filename: 'a.mp4', number_of_parts: 1001 },
      'body failed validation: body.number_of_parts should be ≤ `1000` or `undefined`, instead was `1001`.',
    ],
    [
      { mode: 'multi_part', number_of_parts: 2 },
      'body failed validation: body.filename should be defined, instead was `undefined`.',
    ],
    [
      { number_of_parts: 2 },
      'body failed validation: body.number_of_parts should be not present with the mode `single_part`, instead was `2`.',
    ],
    [
      { mode: 'external_url', filename: 'a.png' },
      'body failed validation: body.external_url should be defined, instead was `undefined`.',
    ],
    [
      { mode: 'external_url', filename: 'a.png', external_url: 'http://a.test/a.png' },
      'body failed validation: body.external_url should be an https url, instead was `"http://a.test/a.png"`.',
    ],
  ]
  test('is not made of what no file is', async (t) => {
    const acme = await frozen(t, store)
    for (const [body, message] of misdescribed) {
      const answer = await acme.as('editor').post('/v1/file_uploads', body)
      assert.deepEqual([answer.status, answer.body.message], [400, message], JSON.stringify(body))
    }
    assert.deepEqual(await acme.events(), [])
  })

  test('is its maker’s alone', async (t) => {
    const acme = await frozen(t, store)
    const id = await uploaded(acme)
    const page = await acme.aPage()
    for (const name of ['owner', 'viewer', 'outsider'] as const) {
      const other = acme.as(name)
      assert.equal((await other.get(`/v1/file_uploads/${id}`)).status, 404, name)
      assert.equal((await send(acme, other, id, {})).status, 404, name)
      assert.equal((await other.post(`/v1/file_uploads/${id}/complete`)).status, 404, name)
      assert.deepEqual((await other.get('/v1/file_uploads')).body.results, [], name)
    }
    const owner = acme.as('owner')
    const body = { children: [{ file: { file_upload: { id } } }] }
    assert.equal((await owner.patch(`/v1/blocks/${page}/children`, body)).status, 404)
  })
})

describeStores('an address of a file', (store) => {
  test('is another one at each read, and none that was changed works', async (t) => {
    const acme = await frozen(t, store)
    const { page, url } = await shown(acme, await uploaded(acme))
    const again = (await acme.as('reader').get(`/v1/blocks/${page}/children`)).body.results[0].file.file
    assert.notEqual(again.url, url)
    assert.equal(again.expiry_time, '2026-06-27T17:54:21.123Z')
    assert.equal((await get(acme, again.url)).body, 'plan')
    const other = await uploaded(acme)
    await shown(acme, other)
    for (const [name, value] of [
      ['expires', String(begin + 100 * HOUR)],
      ['workspace', '01890000-0000-7000-8000-000000000000'],
      ['nonce', 'x'],
      ['signature', 'x'],
    ] as const) {
      const changed = new URL(url)
      changed.searchParams.set(name, value)
      assert.equal((await get(acme, changed.href)).statusCode, 404, name)
      changed.searchParams.delete(name)
      assert.equal((await get(acme, changed.href)).statusCode, 404, `without ${name}`)
      changed.searchParams.append(name, 'a')
      changed.searchParams.append(name, 'b')
      assert.equal((await get(acme, changed.href)).statusCode, 404, `${name} twice`)
    }
    const stolen = url.replace(/\/files\/[^/]+/, `/files/${other}`)
    assert.equal((await get(acme, stolen)).statusCode, 404)
    acme.wait(HOUR)
    assert.equal((await get(acme, url)).statusCode, 404, 'after its hour')
  })

  test('leads to nothing once nothing shows the file', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const id = await uploaded(acme, 'dot.png')
    const { page, block, url } = await shown(acme, id, 'image')
    await editor.patch(`/v1/pages/${page}`, { icon: { file_upload: { id } } })
    const works = async () => (await get(acme, url)).statusCode === 200
    await editor.patch(`/v1/blocks/${block}`, { image: { external: { url: 'https://a.test/a.png' } } })
    assert.equal(await works(), true, 'the page shows it still')
    await editor.patch(`/v1/pages/${page}`, { icon: null })
    assert.equal(await works(), false)
    const comment = await editor.post('/v1/comments', {
      parent: { page_id: page },
      markdown: 'x',
      attachments: [{ file_upload_id: id }],
    })
    assert.equal(await works(), true, 'it may be attached again')
    await editor.delete(`/v1/comments/${comment.body.id}`)
    assert.equal(await works(), false)
  })

  test('leads to nothing once the property of the file is gone', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Papers: { files: {} } })
    const id = await uploaded(acme)
    const row = await editor.post('/v1/pages', {
      parent: { data_source_id: dataSource },
      properties: { Papers: { files: [{ file_upload: { id } }] } },
    })
    const { url } = row.body.properties.Papers.files[0].file
    assert.equal((await get(acme, url)).statusCode, 200)
    await editor.patch(`/v1/data_sources/${dataSource}`, { properties: { Papers: null } })
    assert.equal((await get(acme, url)).statusCode, 404)
  })

  test('that was read is kept where it is sent back, and no other is', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Papers: { files: {} } })
    const row = (files: unknown) => ({
      parent: { data_source_id: dataSource },
      properties: { Papers: { files } },
    })
    const made = await editor.post('/v1/pages', row([{ file_upload: { id: await uploaded(acme) } }]))
    const { files } = made.body.properties.Papers
    const copied = await editor.post('/v1/pages', row(files))
    assert.equal(copied.body.properties.Papers.files[0].name, 'plan.txt')
    acme.wait(2 * HOUR)
    const late = await editor.patch(`/v1/pages/${made.body.id}`, { properties: { Papers: { files } } })
    assert.equal(late.status, 200, JSON.stringify(late.body))
    const tooLate = await editor.post('/v1/pages', row(files))
    assert.match(tooLate.body.message, /should be the address of a file kept here/)
    const forged = [{ name: 'x', file: { url: files[0].file.url.replace(/signature=./, 'signature=~') } }]
    assert.equal((await editor.post('/v1/pages', row(forged))).status, 400)
  })

  test('names the file, however long the name is', async (t) => {
    const acme = await frozen(t, store)
    const filename = `a/b ${'ä'.repeat(446)}.txt`
    const { id } = await created(acme.as('editor'), { filename })
    await send(acme, acme.as('editor'), id, {})
    const { url } = await shown(acme, id)
    assert.equal(decodeURIComponent(new URL(url).pathname), `/files/${id}/${filename}`)
    assert.equal((await get(acme, url)).body, 'plan')
  })

  test('keeps what was uploaded from acting as a part of this server', async (t) => {
    const acme = await frozen(t, store)
    const policies: [string, string, string, RegExp, RegExp][] = [
      ['chart.html', 'embed', 'text/html', /^inline/, /^sandbox allow-scripts/],
      ['plan.txt', 'file', 'text/plain; charset=utf-8', /^inline/, /; sandbox$/],
      ['a.svg', 'image', 'image/svg+xml', /^inline/, /default-src 'none'.*; sandbox$/],
      ['a.pdf', 'pdf', 'application/pdf', /^inline/, /^default-src 'none'/],
      [
        'a.docx',
        'file',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        /^attachment/,
        /; sandbox$/,
      ],
      [
        'Größe "1".txt',
        'file',
        'text/plain; charset=utf-8',
        /filename="Gr__e _1_.txt"; filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.txt$/,
        /sandbox$/,
      ],
    ]
    for (const [filename, type, contentType, disposition, policy] of policies) {
      const id = await uploaded(acme, filename.replaceAll('"', '%22'))
      if (filename.includes('"')) {
        // A quote cannot be sent in a form, but can be announced.
        const { id: quoted } = await created(acme.as('editor'), { filename })
        await send(acme, acme.as('editor'), quoted, {})
        const { headers } = await get(acme, (await shown(acme, quoted, type)).url)
        assert.match(headers['content-disposition'] as string, disposition, filename)
        continue
      }
      const { headers } = await get(acme, (await shown(acme, id, type)).url)
      assert.equal(headers['content-type'], contentType, filename)
      assert.match(headers['content-disposition'] as string, disposition, filename)
      assert.match(headers['content-security-policy'] as string, policy, filename)
      assert.equal(headers['x-content-type-options'], 'nosniff')
    }
  })

  const bytes = Buffer.from('0123456789')
  const ranges: [string | null, number, string, string | null][] = [
    [null, 200, '0123456789', null],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=3-', 206, '3456789', 'bytes 3-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-100', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
  ]
  test('gives the range that is asked for, and the head alone', async (t) => {
    const acme = await frozen(t, store)
    const { url } = await shown(acme, await uploaded(acme, 'digits.txt', bytes))
    for (const [range, status, body, contentRange] of ranges) {
      const headers: Record<string, string> = range === null ? {} : { range }
      const answer = await get(acme, url, headers)
      assert.deepEqual(
        [answer.statusCode, answer.body, answer.headers['content-range'] ?? null],
        [status, body, contentRange],
        range ?? 'no range',
      )
      const head = await get(acme, url, headers, 'HEAD')
      assert.deepEqual([head.statusCode, head.body], [status, ''])
      assert.equal(head.headers['content-length'], answer.headers['content-length'])
    }
    const stale = await get(acme, url, { range: 'bytes=0-0', 'if-range': '"another"' })
    assert.equal(stale.statusCode, 200)
  })
})

const answers: [string, RequestListener, object][] = [
  [
    'what is redirected',
    (_, response) => response.writeHead(302, { location: 'https://127.0.0.1/' }).end(),
    { type: 'download_error', status_code: 302 },
  ],
  [
    'what is not there',
    (_, response) => response.writeHead(404).end('no'),
    { type: 'download_error', status_code: 404 },
  ],
  [
    'what does not say its type',
    (_, response) => response.end('plan'),
    { type: 'validation_error', code: 'file_upload_missing_content_type' },
  ],
  [
    'what is of another type',
    (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('plan'),
    { type: 'validation_error', code: 'file_upload_invalid_content_type' },
  ],
  [
    'what says it is too large',
    (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 5 * MIB + 1 }).end(),
    {
      type: 'validation_error',
      code: 'file_upload_invalid_size',
      message:
        'The file size is not within the allowed limit of 5 MiB. Please try again with a new file upload.',
    },
  ],
  [
    'what turns out too large',
    (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.alloc(5 * MIB + 1)),
    { code: 'file_upload_invalid_size' },
  ],
  [
    'what breaks off',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 100 })
      response.write('plan', () => response.destroy())
    },
    { type: 'download_error' },
  ],
]

describeStores('a file that is fetched', (store) => {
  test('is there soon, whole, and shown like any other', async (t) => {
    const acme = await frozen(t, store)
    const film = randomBytes(3 * MIB)
    const { url } = await serveHttps(t, (_request, response) =>
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(film),
    )
    Object.assign(acme.server, { outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }) })
    const editor = acme.as('editor')
    const made = await created(editor, {
      mode: 'external_url',
      filename: 'film.mp4',
      external_url: `${url}/film`,
    })
    assert.deepEqual([made.status, made.upload_url.endsWith(`/${made.id}/send`)], ['pending', true])
    assert.match((await send(acme, editor, made.id, {})).body.message, /of mode external_url/)
    await acme.events()
    await acme.doDue()
    const { body } = await editor.get(`/v1/file_uploads/${made.id}`)
    checkResponse(NEWEST, 'fileUploads.retrieve', body)
    assert.deepEqual(
      [body.status, body.content_length, body.file_import_result],
      [
        'uploaded',
        film.length,
        { imported_time: new Date(begin).toISOString().replace('Z', '+00:00'), type: 'success', success: {} },
      ],
    )
    assert.deepEqual(await acme.events(), ['file_upload.completed'])
    const answer = await get(acme, (await shown(acme, made.id, 'video')).url)
    const digest = (data: Buffer) => createHash('sha256').update(data).digest('hex')
    assert.equal(digest(answer.rawPayload), digest(film))
  })

  test('fails in words that say why, and leaves nothing', async (t) => {
    const acme = await frozen(t, store, { emulate: { plan: 'free', extensions: true } })
    Object.assign(acme.server, { outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }) })
    const editor = acme.as('editor')
    for (const [name, answer, expected] of answers) {
      const { url } = await serveHttps(t, answer)
      const made = await created(editor, { mode: 'external_url', filename: 'plan.txt', external_url: url })
      await acme.doDue()
      const { body } = await editor.get(`/v1/file_uploads/${made.id}`)
      checkResponse(NEWEST, 'fileUploads.retrieve', body)
      assert.equal(body.status, 'failed', name)
      assert.equal(body.file_import_result.type, 'error', name)
      const { error } = body.file_import_result
      const seen = Object.fromEntries(Object.keys(expected).map((key) => [key, error[key]]))
      assert.deepEqual(seen, expected, `${name}: ${JSON.stringify(error)}`)
    }
    assert.deepEqual(await acme.stored(), [])
    const failures = (await acme.events()).filter((type) => type === 'file_upload.upload_failed')
    assert.equal(failures.length, answers.length)
  })

  test('is not fetched from inside the walls', async (t) => {
    const acme = await frozen(t, store)
    let asked = 0
    const { url } = await serveHttps(t, (_request, response) => {
      asked++
      response.end()
    })
    const editor = acme.as('editor')
    const made = await created(editor, { mode: 'external_url', filename: 'plan.txt', external_url: url })
    await acme.doDue()
    const { body } = await editor.get(`/v1/file_uploads/${made.id}`)
    assert.equal(body.status, 'failed')
    assert.match(body.file_import_result.error.message, /inside a private network/)
    assert.equal(asked, 0)
  })

  test('is fetched by one process only, and by another when that one died', async (t) => {
    const acme = await frozen(t, store)
    let asked = 0
    const { url } = await serveHttps(t, (_request, response) => {
      asked++
      response.writeHead(200, { 'content-type': 'text/plain' }).end('plan')
    })
    const outgoing = makeOutgoing(['127.0.0.1'], { ca: certificate })
    const dead = { ...outgoing, get: () => new Promise<never>(() => {}) }
    const editor = acme.as('editor')
    const made = await created(editor, { mode: 'external_url', filename: 'plan.txt', external_url: url })
    const { signal } = new AbortController()
    const [importing] = jobs
    void importing!.perform({ ...acme.server, outgoing: dead }, signal, () => {})
    const claimed = async () =>
      !(await importing!.perform({ ...acme.server, outgoing: dead }, signal, () => {}))
    // The claim is written before the address is asked for.
    await new Promise(setImmediate)
    while (!(await claimedBySomebody(acme, made.id))) await new Promise(setImmediate)
    Object.assign(acme.server, { outgoing })
    assert.equal(await claimed(), true)
    assert.equal(asked, 0)
    acme.wait(10 * 60 * 1000)
    await acme.doDue()
    assert.equal((await editor.get(`/v1/file_uploads/${made.id}`)).body.status, 'uploaded')
    assert.equal(asked, 1)
  })
})

async function claimedBySomebody({ store, id: workspaceId }: TestWorkspace, id: string): Promise<boolean> {
  const { uploadById } = await import('#server/store/file-uploads.ts')
  return (await uploadById(store.reader, workspaceId, id))!.import_time! > begin
}
