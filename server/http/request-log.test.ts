import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { makeRequestLog } from './request-log.ts'

const answer = (log: ReturnType<typeof makeRequestLog>, connection: string | null, id: string) =>
  log.answered(
    { id, method: 'GET', route: '/v1/users/me', status: 200, milliseconds: 1, workspaceId: 'w' },
    {
      url: '/v1/users/me?a=b',
      begun: 0,
      errorCode: null,
      caller: {
        workspace: { id: 'w' },
        actor: { userId: 'u', connection: connection && { id: connection, name: '' } },
      } as Caller,
    },
  )

test('what people ask themselves is not in the log of any connection', () => {
  const log = makeRequestLog()
  answer(log, null, 'one')
  assert.deepEqual(log.take(), { requests: [], full: [] })
})

test('a busy server keeps the newest of each connection, an even share', () => {
  const log = makeRequestLog()
  for (let index = 0; index < 900; index++) {
    for (let connection = 0; connection < 10; connection++) answer(log, `c${connection}`, `r${index}`)
  }
  const { requests, full } = log.take()
  const ofOne = requests.filter(({ connectionId }) => connectionId === 'c3')
  assert.deepEqual(
    [requests.length, ofOne.length, ofOne[0]?.requestId, ofOne.at(-1)?.requestId],
    [5000, 500, 'r400', 'r899'],
  )
  assert.equal(full.length, 10, 'of each the oldest may go')
  assert.deepEqual(log.take(), { requests: [], full: [] })
})
