/** Starts what a measurement needs, each on a core of its own where the system lets us choose (Linux). */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Job, Result } from './load.ts'

const SERVER_CORE = 0
const LOAD_CORE = 1

export interface Running {
  port: number
  process: ChildProcess
  stop(): Promise<void>
}

export interface Octavo extends Running {
  token: string
  folder: string
  /** Stops the server and leaves its store for others to read; `stop` removes it as well. */
  end(): Promise<void>
  /** Starts a server that was ended over what is in its store now. */
  again(): Promise<Octavo>
}

/** A durable server on SQLite (or `databaseUrl`) with one connection that may do everything. */
export async function startOctavo(databaseUrl?: string): Promise<Octavo> {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-bench-'))
  const token = 'ntn_bench_token_0123456789'
  const file = join(folder, 'octavo.yaml')
  writeFileSync(file, workspaceFile(token))
  const env = {
    ...process.env,
    OCTAVO_DATA: folder,
    PORT: '0',
    OCTAVO_ALLOW_PRIVATE: '127.0.0.1',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl, OCTAVO_KEY: Buffer.alloc(32, 1).toString('base64') } : {}),
  }
  execFileSync('bin/octavo', ['apply', '--file', file], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  return serve(folder, token, env)
}

async function serve(folder: string, token: string, env: NodeJS.ProcessEnv): Promise<Octavo> {
  // The command becomes the server's own process, so its core and its memory are what is measured.
  const child = onCore(SERVER_CORE, ['bin/octavo', 'start'], env)
  const port = await portSaid(child, /http:\/\/127\.0\.0\.1:(\d+)/)
  return {
    port,
    token,
    folder,
    process: child,
    end: () => stopped(child),
    again: () => serve(folder, token, env),
    async stop() {
      await stopped(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `node:http` answering fixed bytes. */
export async function startPlain(body: string | Buffer): Promise<Running> {
  const child = onCore(SERVER_CORE, [process.execPath, 'bench/plain-server.ts'], process.env)
  child.stdin!.end(body)
  const port = await portSaid(child, /^(\d+)$/m)
  return { port, process: child, stop: () => stopped(child) }
}

/** What webhooks are told to. */
export async function startReceiver(): Promise<Running> {
  const child = onCore(LOAD_CORE, [process.execPath, 'bench/receiver.ts'], process.env)
  const port = await portSaid(child, /^(\d+)$/m)
  return { port, process: child, stop: () => stopped(child) }
}

/** Posts one body again and again. */
export async function runPlainClient(port: number, count: number, body: string): Promise<void> {
  const command = [process.execPath, 'bench/plain-client.ts', String(port), String(count)]
  const child = onCore(SERVER_CORE, command, process.env)
  child.stdin!.end(body)
  await new Promise((resolve) => child.once('exit', resolve))
}

export async function runLoad(job: Job): Promise<Result> {
  const child = onCore(LOAD_CORE, [process.execPath, 'bench/load.ts'], process.env)
  child.stdin!.end(JSON.stringify(job))
  let text = ''
  for await (const chunk of child.stdout!.setEncoding('utf8')) text += chunk
  return JSON.parse(text) as Result
}

/** Resident memory of a process, in megabytes. */
export const megabytesOf = (child: ChildProcess): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024

function onCore(core: number, command: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const pinned = process.platform === 'linux' && availableParallelism() > 1
  const [program, ...args] = pinned ? ['taskset', '-c', String(core), ...command] : command
  return spawn(program!, args, { env, stdio: ['pipe', 'pipe', 'ignore'], cwd: dirname(import.meta.dirname) })
}

async function portSaid(child: ChildProcess, pattern: RegExp): Promise<number> {
  let text = ''
  child.stdout!.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it listened:\n${text}`)))
    child.stdout!.on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000)
      const match = pattern.exec(text)
      if (match) resolve(Number(match[1]))
    })
  })
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

const workspaceFile = (token: string) => `
workspace: { name: Bench }
users: [{ name: Ada, email: ada@bench.test, role: owner }]
connections:
  - name: Bench
    kind: internal
    token: ${token}
    capabilities:
      content: [read, update, insert]
      comments: [read, insert]
      user_info: email
      permissions: write
      administer: true
pages:
  - title: Bench
    id: 11111111-1111-4111-8111-111111111111
    access: [{ connection: Bench, level: full_access }]
`
