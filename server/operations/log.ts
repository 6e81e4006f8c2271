import { inspect } from 'node:util'
import { pino } from 'pino'
import type { AnsweredRequest } from '#server/http/watch.ts'

/** What the operator reads: JSON, one line for each request, without tokens, e-mail addresses or query strings. */
export interface Log {
  /** A request was answered. */
  answered(request: AnsweredRequest): void
  /** Something failed that is nobody's fault outside. */
  fault(error: unknown, requestId: string | null): void
  /** Writes out what is still held back; gives up after a moment when nobody reads. */
  flush(): Promise<void>
}

/** Lines are held back this long, in milliseconds, and written together. */
const HELD_BACK = 100
const HELD_BYTES = 64 * 1024
/** More than this many unread bytes, and lines are dropped rather than memory filled. */
const MOST_UNREAD = 4_000_000
const MOST_WAIT = 1000

/** A log on a stream of this process. */
export function makeLog(stream: NodeJS.WriteStream): Log {
  const lines = holdBack(stream)
  const clock = makeClock()
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describe },
    },
    lines,
  )
  return {
    // Printed by hand because it is hot: all its values are made here, and none needs escaping.
    answered: ({ id, method, route, status, milliseconds, workspaceId }) =>
      lines.write(
        `{"level":"info","time":"${clock()}","request_id":"${id}","method":"${method}","route":"${route}",` +
          `"status":${status},"ms":${milliseconds.toFixed(2)}${workspaceId === null ? '' : `,"workspace_id":"${workspaceId}"`}}\n`,
      ),
    fault: (error, requestId) => logger.error({ ...(requestId && { request_id: requestId }), err: error }),
    flush: lines.flush,
  }
}

/** For tests: faults show, requests do not. */
export const faultsOnly: Log = {
  answered: () => {},
  fault: (error) => console.error(error),
  flush: async () => {},
}

/** Lines wait as bytes: as text they would be garbage by the thousand that has lived too long to go cheaply. */
function holdBack(stream: NodeJS.WriteStream) {
  let held = Buffer.allocUnsafe(HELD_BYTES)
  let length = 0
  let timer: NodeJS.Timeout | null = null
  let dropped = 0
  // Who reads may go away; the server goes on.
  stream.on('error', () => {})

  const writeOut = (done?: () => void): void => {
    timer = null
    const lines = held.subarray(0, length)
    held = Buffer.allocUnsafe(HELD_BYTES)
    length = 0
    stream.write(lines, done)
  }
  const hold = (line: string): void => {
    // A character takes up to three bytes.
    if (line.length * 3 > HELD_BYTES) {
      writeOut()
      stream.write(line)
      return
    }
    if (length + line.length * 3 > HELD_BYTES) writeOut()
    length += held.write(line, length)
    timer ??= setTimeout(writeOut, HELD_BACK).unref()
  }
  const tellOfDropped = (): void => {
    if (dropped > 0) hold(`{"level":"warn","msg":"${dropped} lines were dropped: nobody read them"}\n`)
    dropped = 0
  }
  return {
    write(line: string): void {
      if (stream.writableLength > MOST_UNREAD) {
        dropped++
        return
      }
      tellOfDropped()
      hold(line)
    },
    flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      tellOfDropped()
      return new Promise((resolve) => {
        setTimeout(resolve, MOST_WAIT).unref()
        writeOut(resolve)
      })
    },
  }
}

/** The time of a line. Lines of one millisecond share their text. */
function makeClock(): () => string {
  let shown = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== shown) text = new Date(now).toISOString()
    shown = now
    return text
  }
}

/** All there is to know of an error, its causes and details included, but for what nobody should read. */
const describe = (error: unknown) => ({
  type: error instanceof Error ? error.name : typeof error,
  message: hide(error instanceof Error ? error.message : String(error)),
  stack: hide(inspect(error)),
})

/** Messages of databases and libraries repeat values they were given. */
const hide = (text: string): string => text.replaceAll(secrets, '[hidden]')

const secrets = /[\w.+-]+@[\w-]+(\.[\w-]+)+|\b(?:ntn_|nrt_|secret_|oct[a-z]_)\w+|(?<=bearer )[^\s"\\]+/gi
