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
/** More than this many unread characters, and lines are dropped rather than memory filled. */
const MOST_UNREAD = 4_000_000
const MOST_WAIT = 1000

/** A log on a stream of this process. */
export function makeLog(stream: NodeJS.WriteStream): Log {
  const lines = holdBack(stream)
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: (error: unknown) => withoutSecrets(pino.stdSerializers.err(error as Error)) },
    },
    lines,
  )
  return {
    // Printed by hand because it is hot: all its values are made here, and none needs escaping.
    answered: ({ id, method, route, status, milliseconds, workspaceId }) =>
      lines.write(
        `{"level":"info","time":"${new Date().toISOString()}","request_id":"${id}","method":"${method}","route":"${route}",` +
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

function holdBack(stream: NodeJS.WriteStream) {
  let held = ''
  let timer: NodeJS.Timeout | null = null
  let dropped = 0
  // Who reads may go away; the server goes on.
  stream.on('error', () => {})

  const writeOut = (done?: () => void): void => {
    timer = null
    const text =
      dropped > 0 ? `${held}{"level":"warn","msg":"${dropped} lines were dropped: nobody read them"}\n` : held
    held = ''
    dropped = 0
    stream.write(text, done)
  }
  return {
    write(line: string): void {
      if (held.length + stream.writableLength > MOST_UNREAD) {
        dropped++
        return
      }
      held += line
      timer ??= setTimeout(writeOut, HELD_BACK).unref()
    },
    flush(): Promise<void> {
      if (timer) clearTimeout(timer)
      return new Promise((resolve) => {
        setTimeout(resolve, MOST_WAIT).unref()
        writeOut(resolve)
      })
    },
  }
}

/** Messages of databases and libraries repeat values they were given. */
function withoutSecrets(error: unknown): unknown {
  return JSON.parse(JSON.stringify(error).replaceAll(secrets, '[hidden]'))
}

const secrets = /[\w.+-]+@[\w-]+(\.[\w-]+)+|\b(?:ntn_|secret_|oct[a-z]_)\w+|(?<=bearer )[^\s"\\]+/gi
