/** Requests that only a socket can send: bytes that are no text, pieces, sizes, broken HTTP. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { MOST_BODY_BYTES } from '#server/http/body.ts'
import { describeStores } from '../stores.ts'
import { NEWEST } from '../workspace.ts'
import type { Reply } from './answered.ts'
import { placeholders, withIds } from './placeholders.ts'
import { aTarget, isRefusal, type Target } from './target.ts'

/** No assertion on time: what takes this long hangs. */
const HANG = 30_000

type Bytes = readonly (string | Buffer)[]

/** Writes bytes, one piece after the other, and reads the first answer. */
async function send(address: string, pieces: Bytes): Promise<Reply | null> {
  const { port, hostname } = new URL(address)
  const socket = connect({ port: Number(port), host: hostname })
  socket.setTimeout(HANG, () => socket.destroy(new Error('no answer')))
  const read: Buffer[] = []
  socket.on('data', (bytes) => read.push(bytes))
  // A server that refuses early may close while the rest is still being sent.
  socket.on('error', (error: NodeJS.ErrnoException) =>
    assert.match(error.code ?? error.message, /EPIPE|ECONNRESET/),
  )
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const piece of pieces) {
    socket.write(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await closed
  return parse(Buffer.concat(read).toString('utf8'))
}

function parse(answer: string): Reply | null {
  if (answer === '') return null
  const end = answer.indexOf('\r\n\r\n')
  const [first, ...lines] = answer.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const status = Number(first!.split(' ')[1])
  const rest = answer.slice(end + 4)
  return { status, headers, text: rest.slice(0, rest.lastIndexOf('}') + 1) }
}

const head = ({ token }: Target, first: string, lines: readonly string[]): string =>
  [
    first,
    'Host: octavo.test',
    'Connection: close',
    `Authorization: Bearer ${token}`,
    `Notion-Version: ${NEWEST}`,
    ...lines,
    '',
    '',
  ].join('\r\n')

const body = (bytes: Buffer, ...lines: string[]) => ({
  bytes,
  lines: [`Content-Length: ${bytes.length}`, ...lines],
})
const type = 'Content-Type: application/json'
const right = Buffer.from('{"icon":{"emoji":"🎯"}}')

describeStores('on the wire', (store) => {
  test('a body that is no JSON in UTF-8 is refused as such', { timeout: 2 * HANG }, async (t) => {
    const target = await aTarget(t, store)
    const address = await target.listen()
    const bodies = [
      body(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), type),
      body(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), type),
      body(Buffer.from([0x22, 0xc0, 0x80, 0x22]), type),
      body(Buffer.from([0xf0, 0x9f, 0x8e]), type),
      body(Buffer.from('\ufeff{}'), type),
      body(Buffer.from('{}', 'utf16le'), type),
      body(gzipSync(right), type, 'Content-Encoding: gzip'),
      body(gzipSync(Buffer.alloc(50_000_000)), type, 'Content-Encoding: gzip'),
      body(Buffer.from('a=b'), 'Content-Type: application/x-www-form-urlencoded'),
      body(Buffer.from('--x\r\n\r\n--x--'), 'Content-Type: multipart/form-data; boundary=x'),
      body(Buffer.from('<a/>'), 'Content-Type: text/xml'),
      body(Buffer.from('{} {}'), type),
      body(Buffer.from(' '), type),
      body(Buffer.from([0]), type),
      body(Buffer.from('['.repeat(400_000)), type),
    ]
    for (const { bytes, lines } of bodies) {
      const path = withIds(`/v1/pages/${placeholders.page}`, target.ids)
      const reply = await send(address, [head(target, `PATCH ${path} HTTP/1.1`, lines), bytes])
      assert.ok(reply)
      isRefusal(reply)
      assert.equal(JSON.parse(reply.text).code, 'invalid_json', lines.join())
    }
    await target.isUnchanged()
  })

  test('a body that is too large is refused, announced or not', { timeout: 2 * HANG }, async (t) => {
    const target = await aTarget(t, store)
    const address = await target.listen()
    const path = withIds(`/v1/pages/${placeholders.page}`, target.ids)
    const first = `PATCH ${path} HTTP/1.1`
    const half = Buffer.from(`{"icon":"${'x'.repeat(500_000)}"}`)
    const refused = await send(address, [head(target, first, body(half, type).lines), half])
    assert.equal(refused?.status, 400)
    isRefusal(refused)

    const announced = await send(address, [
      head(target, first, [type, `Content-Length: ${MOST_BODY_BYTES + 1}`]),
    ])
    assert.equal(announced?.status, 413)
    isRefusal(announced)

    const chunk = Buffer.concat([
      Buffer.from('100000\r\n'),
      Buffer.alloc(0x100000, 0x20),
      Buffer.from('\r\n'),
    ])
    const pieces = Array.from({ length: 32 }, () => chunk)
    const chunked = await send(address, [
      head(target, first, [type, 'Transfer-Encoding: chunked']),
      ...pieces,
      '0\r\n\r\n',
    ])
    // The connection may be reset before the answer is read.
    if (chunked) {
      assert.equal(chunked.status, 413)
      isRefusal(chunked)
    }
    await target.isUnchanged()
  })

  test('a right body arrives whatever its pieces and its content type', { timeout: 2 * HANG }, async (t) => {
    const target = await aTarget(t, store)
    const address = await target.listen()
    const path = withIds(`/v1/pages/${placeholders.page}`, target.ids)
    const first = `PATCH ${path} HTTP/1.1`
    const ways: Bytes[] = [
      [
        head(target, first, [type, 'Transfer-Encoding: chunked']),
        ...[...right].flatMap((byte) => ['1\r\n', Buffer.from([byte]), '\r\n']),
        '0\r\n\r\n',
      ],
      [head(target, first, body(right).lines), ...[...right].map((byte) => Buffer.from([byte]))],
      ...['application/json; charset=utf-8', 'text/plain', 'application/json;charset=latin1', '*/*'].map(
        (one) => [head(target, first, body(right, `Content-Type: ${one}`).lines), right],
      ),
      [head(target, first, body(right, type, 'Expect: 100-continue').lines), right],
    ]
    for (const pieces of ways) {
      const reply = await send(address, pieces)
      assert.ok(reply && (reply.status === 200 || reply.status === 100), `${pieces[0]} ${reply?.text}`)
    }
    for (const odd of [
      '',
      'json',
      '/',
      ';',
      'application/',
      'a/b/c',
      '\u00ff/\u00ff',
      `x/${'y'.repeat(5000)}`,
    ]) {
      const reply = await send(address, [
        head(target, first, body(right, `Content-Type: ${odd}`).lines),
        right,
      ])
      assert.ok(reply)
      if (reply.status !== 200) isRefusal(reply)
    }
  })

  test('broken HTTP is refused in the shape of every refusal, and closes the connection', {
    timeout: 2 * HANG,
  }, async (t) => {
    const target = await aTarget(t, store)
    const address = await target.listen()
    const get = 'GET /v1/users/me HTTP/1.1'
    const requests: Bytes[] = [
      [head(target, get, [`X-Long: ${'x'.repeat(20_000)}`])],
      [
        head(
          target,
          get,
          Array.from({ length: 3000 }, (_, at) => `X-${at}: 1`),
        ),
      ],
      [head(target, `GET /${'x'.repeat(20_000)} HTTP/1.1`, [])],
      ['GET /v1/users/me\r\n\r\n'],
      ['NONSENSE\r\n\r\n'],
      ['\u0000\u0001\u0002\r\n\r\n'],
      [head(target, get, ['Bad Header: 1'])],
      [head(target, get, ['X: a\u0000b'])],
      [head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Content-Length: 5', 'Content-Length: 6']), '{}'],
      [
        head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Content-Length: 4', 'Transfer-Encoding: chunked']),
        '0\r\n\r\n',
      ],
      [head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Content-Length: -1']), '{}'],
      [head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Content-Length: 2x']), '{}'],
      [head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Transfer-Encoding: gzip']), '{}'],
      [
        head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Transfer-Encoding: chunked']),
        'zz\r\n{}\r\n0\r\n\r\n',
      ],
      [
        head(target, 'PATCH /v1/pages/x HTTP/1.1', [type, 'Transfer-Encoding: chunked']),
        '2;x=\u0000\r\n{}\r\n0\r\n\r\n',
      ],
      [head(target, 'GET /v1/users/me HTTP/9.9', [])],
      [head(target, 'GET v1/users/me HTTP/1.1', [])],
      [head(target, get, ['Notion-Version: 2022-06-28'])],
    ]
    for (const pieces of requests) {
      const reply = await send(address, pieces)
      assert.ok(reply, `no answer to ${String(pieces[0]).slice(0, 100)}`)
      assert.ok(reply.status >= 400 && reply.status < 500, `${pieces[0]} ${reply.status}`)
      const { request_id, object, code } = JSON.parse(reply.text)
      assert.equal(object, 'error', `${String(pieces[0]).slice(0, 300)} ${reply.text}`)
      assert.ok(code)
      assert.equal(reply.headers['x-notion-request-id'], request_id)
    }
    await target.isUnchanged()
  })
})
