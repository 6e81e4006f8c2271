import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, test } from 'node:test'
import { makeLog } from './log.ts'

/** A stream of a process, and what it was given. */
function stream(write: (text: string, done: () => void) => void) {
  return new Writable({
    decodeStrings: false,
    write: (text, _encoding, done) => write(text, done),
  }) as unknown as NodeJS.WriteStream
}

const request = {
  id: '11111111-1111-4111-8111-111111111111',
  method: 'GET',
  route: '/v1/users/me',
  status: 200,
  milliseconds: 1.23456,
  workspaceId: null,
}

describe('makeLog', () => {
  test('writes JSON lines', async () => {
    let text = ''
    const log = makeLog(
      stream((more, done) => {
        text += more
        done()
      }),
    )
    log.answered(request)
    log.answered({ ...request, status: 404, workspaceId: '22222222-2222-4222-8222-222222222222' })
    await log.flush()
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ time, ...rest }) => rest),
      [
        {
          level: 'info',
          request_id: request.id,
          method: 'GET',
          route: '/v1/users/me',
          status: 200,
          ms: 1.23,
        },
        {
          level: 'info',
          request_id: request.id,
          method: 'GET',
          route: '/v1/users/me',
          status: 404,
          ms: 1.23,
          workspace_id: '22222222-2222-4222-8222-222222222222',
        },
      ],
    )
  })

  test('hides tokens and e-mail addresses that an error repeats', async () => {
    let text = ''
    const log = makeLog(
      stream((more, done) => {
        text += more
        done()
      }),
    )
    const error = Object.assign(new Error('Key (email)=(ada@acme.test) exists'), {
      detail: 'token octp_0123456789abcdef, ntn_0123456789abcdef',
    })
    log.fault(error, request.id)
    await log.flush()
    const line = JSON.parse(text)
    assert.equal(line.request_id, request.id)
    assert.equal(line.err.message, 'Key (email)=([hidden]) exists')
    assert.match(line.err.stack, /log\.test\.ts[\s\S]*detail: 'token \[hidden\], \[hidden\]'/)
  })

  test('drops lines that nobody reads rather than fill memory, and says how many', async () => {
    let text = ''
    let isRead = false
    let readOn = () => {}
    const log = makeLog(
      stream((more, done) => {
        text += more
        if (isRead) done()
        else readOn = done
      }),
    )
    const written = 50_000
    for (let index = 0; index < written; index++) log.answered(request)
    isRead = true
    readOn()
    await log.flush()
    const lines = text.trimEnd().split('\n')
    const dropped = Number(/^(\d+) lines were dropped/.exec(JSON.parse(lines.at(-1)!).msg)![1])
    assert.equal(lines.length - 1 + dropped, written)
  })
})
