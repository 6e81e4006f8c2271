/** The `octavo` command as people run it: a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../bin/octavo', import.meta.url))

type Cleanup = { after(work: () => Promise<void> | void): void }

export interface Ended {
  status: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface OctavoProcess {
  pid: number
  /** The text on standard output that `pattern` finds, as soon as it is there; throws when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  ended: Promise<Ended>
}

/** Starts a command, ended with the test at the latest. No setting of this process reaches it. */
export function startOctavo(
  t: Cleanup,
  args: readonly string[],
  environment: Record<string, string> = {},
): OctavoProcess {
  const child = spawn(COMMAND, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      ...environment,
    },
  })
  let stdout = ''
  let stderr = ''
  const ended = once(child, 'close').then(([status, signal]): Ended => ({ status, signal, stdout, stderr }))
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    pid: child.pid!,
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(stdout)
        if (found !== null) return found
        const over = await Promise.race([once(child.stdout, 'data').then(() => null), ended])
        if (over !== null && !pattern.test(over.stdout)) {
          throw new Error(
            `octavo ${args.join(' ')} ended with ${over.status ?? over.signal}:\n${over.stderr}`,
          )
        }
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

/** Runs a command to its end. */
export const runOctavo = (
  t: Cleanup,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> => startOctavo(t, args, environment).ended

/** Starts a durable server and waits until it answers. */
export async function startServer(
  t: Cleanup,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<OctavoProcess & { url: string }> {
  const server = startOctavo(t, ['start', '--port', '0', ...args], environment)
  const [, url] = await server.says(/ready at (\S+)\n/)
  return { ...server, url: url! }
}

/** A folder for one test. */
export async function temporaryFolder(t: Cleanup): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'octavo-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Calls the API in its newest version. */
export async function callApi(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': '2026-03-11',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
