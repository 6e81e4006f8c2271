/** The socket in the data folder over which commands hand their work to the running server. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { Failure } from '#server/failures.ts'
import { Problem } from '#shared/problem.ts'

export interface ControlSocket {
  path: string
  /** Takes no more work, and resolves when what is under way is done. */
  close(): Promise<void>
}

/** macOS takes 103 bytes of address, Linux 107. */
const MOST_PATH_BYTES = 103

/** How long a stop waits for work under way, in milliseconds. */
const LAST_WAIT = 10_000

/**
 * Listens for work: a message is JSON to its end, and so is its answer. Only this user may connect.
 *
 * @param perform what a `Problem` or a `Failure` of it says, the command is told; anything else is a fault here.
 */
export async function listenForWork(
  folder: string,
  perform: (work: unknown) => Promise<unknown>,
  onFault: (error: unknown) => void,
): Promise<ControlSocket> {
  const path = socketPath(folder)
  // The caller holds the folder's lock: what is left there is of a server that was killed.
  rmSync(path, { force: true })
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket.once('close', () => open.delete(socket)))
    answer(socket, perform, onFault)
  })
  await new Promise<void>((done, reject) => server.once('error', reject).listen(path, done))
  chmodSync(path, 0o600)
  return {
    path,
    async close() {
      const timer = setTimeout(() => {
        for (const socket of open) socket.destroy()
      }, LAST_WAIT)
      await new Promise((done) => server.close(done))
      clearTimeout(timer)
      if (dirname(path) !== resolve(folder)) rmSync(dirname(path), { recursive: true, force: true })
    },
  }
}

/** Hands work to the server behind a socket; undefined when none listens there. */
export async function handOver(path: string, work: unknown): Promise<{ result: unknown } | undefined> {
  const socket = await reach(path)
  if (socket === undefined) return undefined
  socket.end(JSON.stringify(work))
  const answered = await text(socket).catch(() => '')
  if (answered === '')
    throw new Failure('The running server stopped before it answered. Run the command again.')
  const answer = JSON.parse(answered) as { result: unknown } | { problem: string }
  if ('problem' in answer) throw new Failure(answer.problem)
  return answer
}

async function answer(
  socket: Socket,
  perform: (work: unknown) => Promise<unknown>,
  onFault: (error: unknown) => void,
) {
  socket.on('error', () => {})
  try {
    const result = await perform(JSON.parse(await text(socket)))
    socket.end(JSON.stringify({ result: result ?? null }))
  } catch (error) {
    const isForCaller = error instanceof Problem || error instanceof Failure
    if (!isForCaller) onFault(error)
    const problem = isForCaller ? error.message : 'The server failed at this; its log says why.'
    socket.end(JSON.stringify({ problem }))
  }
}

/** In the data folder, or in a folder of this user's own where that address is too long for a socket. */
function socketPath(folder: string): string {
  const path = join(resolve(folder), 'octavo.sock')
  return Buffer.byteLength(path) <= MOST_PATH_BYTES
    ? path
    : join(mkdtempSync(join(tmpdir(), 'octavo-')), 'octavo.sock')
}

function reach(path: string): Promise<Socket | undefined> {
  const socket = connect(path)
  return new Promise((done) => {
    socket.once('connect', () => done(socket))
    socket.once('error', () => done(undefined))
  })
}
