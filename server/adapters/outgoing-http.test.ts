import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, type TestContext, test } from 'node:test'
import { certificate, serveHttps } from '#test/https.ts'
import { makeOutgoing, UnreachableAddress } from './outgoing-http.ts'

const never = new AbortController().signal

const message = { headers: { 'x-key': 'value' }, body: '{"text":"ü"}', timeout: 5000, signal: never }

/** An http server until the test ends. */
async function serveHttp(t: TestContext, answer: RequestListener): Promise<{ port: number; url: string }> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}/` }
}

/** A server that says what it likes, until the test ends. */
async function serveTcp(t: TestContext, answer: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    answer(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const local = () => makeOutgoing(['127.0.0.1'], { ca: certificate })

describe('a request to an address from outside', () => {
  for (const url of ['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'example.com', '']) {
    test(`is not made to "${url}"`, async () => {
      await assert.rejects(makeOutgoing([]).get(url, never), /Only https/)
      await assert.rejects(makeOutgoing([]).post(url, message), /Only https/)
      assert.match(makeOutgoing([]).mayReach(url)!, /Only https/)
    })
  }

  test('reaches http where the operator allows the host', async (t) => {
    const { url } = await serveHttp(t, (_request, response) => response.end('hello'))
    assert.equal(makeOutgoing(['127.0.0.0/8']).mayReach(url), null)
    assert.equal(makeOutgoing(['hooks.internal']).mayReach('http://HOOKS.internal./'), null)
    assert.match(makeOutgoing(['hooks.internal']).mayReach('http://a.hooks.internal/')!, /Only https/)
    const { status, body } = await local().post(url, message)
    assert.deepEqual([status, body], [200, 'hello'])
    const got = await local().get(url, never)
    assert.equal(got.statusCode, 200)
    got.resume()
  })

  test('does not trust a certificate that nobody vouches for', async (t) => {
    const { url } = await serveHttps(t, (_request, response) => response.end())
    const outgoing = makeOutgoing(['127.0.0.1'])
    await assert.rejects(outgoing.get(url, never), UnreachableAddress)
    await assert.rejects(outgoing.post(url, message), UnreachableAddress)
  })

  test('answers a redirect as it is', async (t) => {
    let count = 0
    const { url } = await serveHttps(t, (_request, response) => {
      count++
      response.writeHead(307, { location: 'https://127.0.0.1/' }).end()
    })
    const got = await local().get(url, never)
    assert.equal(got.statusCode, 307)
    got.resume()
    const posted = await local().post(url, message)
    assert.deepEqual([posted.status, posted.headers.location], [307, 'https://127.0.0.1/'])
    assert.equal(count, 2)
  })
})

describe('a message to an address from outside', () => {
  test('arrives as it was written, over one connection', async (t) => {
    const ports = new Set<number | undefined>()
    const { url } = await serveHttps(t, async (request, response) => {
      ports.add(request.socket.remotePort)
      const { 'x-key': key, 'content-length': length } = request.headers
      response.end([request.method, request.url, key, length, await text(request)].join(' '))
    })
    const outgoing = local()
    for (let index = 0; index < 3; index++) {
      const { body } = await outgoing.post(`${url}/a?b=1`, message)
      assert.equal(body, 'POST /a?b=1 value 13 {"text":"ü"}')
      // A connection is free for the next message a turn later.
      await new Promise(setImmediate)
    }
    assert.equal(ports.size, 1)
    assert.deepEqual([...outgoing.posted], [['2xx', 3]])
  })

  test('is sent again where its connection had just been closed', async (t) => {
    let connections = 0
    const url = await serveTcp(t, (socket) => {
      connections++
      let asked = 0
      socket.on('data', () => {
        if (asked++ > 0) socket.resetAndDestroy()
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      })
    })
    const outgoing = local()
    await outgoing.post(url, message)
    await new Promise(setImmediate)
    assert.equal((await outgoing.post(url, message)).status, 200)
    assert.equal(connections, 2)
  })

  for (const status of [200, 204, 299, 301, 400, 404, 410, 429, 500, 503, 599]) {
    test(`tells that ${status} was answered`, async (t) => {
      const { url } = await serveHttp(t, (_request, response) => response.writeHead(status).end())
      assert.equal((await local().post(url, message)).status, status)
    })
  }

  const failures: Record<string, [(socket: Socket) => void, RegExp]> = {
    'a connection that is reset': [
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      /ECONNRESET/,
    ],
    'a connection that ends without an answer': [
      (socket) => socket.once('data', () => socket.end()),
      /hang up/,
    ],
    'what is no HTTP': [(socket) => socket.end('220 mail.test ESMTP\r\n'), /Parse Error/],
    'an answer that breaks off': [
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf')),
      /aborted/,
    ],
    silence: [() => {}, /did not answer to the end within 0.2 seconds/],
    'an answer that trickles': [
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
        const timer = setInterval(() => socket.write('.'), 20)
        socket.on('close', () => clearInterval(timer))
      },
      /did not answer to the end within 0.2 seconds/,
    ],
    'another protocol than was asked for': [
      (socket) =>
        socket.once('data', () =>
          socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
        ),
      /./,
    ],
  }
  for (const [name, [answer, reason]] of Object.entries(failures)) {
    test(`fails at ${name}`, async (t) => {
      const url = await serveTcp(t, answer)
      const timeout = /within/.test(reason.source) ? 200 : 5000
      await assert.rejects(local().post(url, { ...message, timeout }), (error) => {
        assert.ok(error instanceof UnreachableAddress)
        assert.match(error.message, reason)
        return true
      })
    })
  }

  test('reads the beginning of an answer without end', async (t) => {
    const { url } = await serveHttp(t, (_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(1000)));
      }
      response.on('drain', more)
      more()
    })
    const { status, body } = await local().post(url, message)
    assert.deepEqual([status, body.length], [200, 16 * 1024])
  })

  test('fails where nobody listens', async (t) => {
    const { url } = await serveHttp(t, (_request, response) => response.end())
    const closed = url.replace(/\d+\/$/, '1/')
    const outgoing = local()
    await assert.rejects(outgoing.post(closed, message), /ECONNREFUSED/)
    assert.deepEqual([...outgoing.posted], [['nothing', 1]])
  })

  test('is given up when it is told to', async (t) => {
    const giveUp = new AbortController()
    const { url } = await serveHttp(t, () => giveUp.abort())
    await assert.rejects(local().post(url, { ...message, signal: giveUp.signal }), UnreachableAddress)
  })
})
