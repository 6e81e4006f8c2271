import { randomBytes } from 'node:crypto'
import { makeDns } from '#server/adapters/dns.ts'
import { temporaryStorage } from '#server/adapters/file-storage/disk.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { addressOf, type Environment, readConfig } from '#server/config.ts'
import { KEY_BYTES, makeSecrets } from '#server/domain/access/secrets.ts'
import { realSurroundings } from '#server/domain/context.ts'
import { WrongUsage } from '#server/failures.ts'
import { makeLog } from '#server/operations/log.ts'
import { listen } from '#server/serve.ts'
import { openSqlite } from '#server/store/dialects/sqlite.ts'
import { migrate } from '#server/store/migrate.ts'
import { type Run, readFlags } from './command.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { readText } from './read-file.ts'
import { untilStopped } from './stopping.ts'
import { applyPasswords, applyWorkspaceFile } from './workspace-file/apply.ts'
import { reportJson, reportText } from './workspace-file/report.ts'
import type { WorkspaceFile } from './workspace-file/types.ts'

const flags = {
  file: { type: 'string' },
  port: { type: 'string', default: '0' },
  host: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** `octavo sandbox`: a throw-away workspace in memory. */
export const run: Run = async (args) => {
  const { values } = readFlags(args, flags)
  const config = readConfig(values, ownSettings(process.env))
  const file = await fileFor(values.file)
  const stopped = untilStopped()

  const store = openSqlite(':memory:')
  await migrate(store)
  const files = temporaryStorage()
  const outgoing = makeOutgoing([...config.allowPrivate, ...ownMachine])
  const dns = makeDns(config.dns)
  const secrets = makeSecrets(randomBytes(KEY_BYTES))
  const mail = { kind: 'kept' } as const
  const parts = { store, secrets, files, outgoing, dns, mail, surroundings: realSurroundings }
  const base = { ...parts, baseUrl: () => addressOf(config) }
  const applied = await applyWorkspaceFile(base, file, { mode: 'sandbox' })
  // Programs need not wait until passwords are hashed; only who signs in with one does.
  const passwords = applyPasswords(base, file)
  await Promise.race([passwords, Promise.resolve()])
  const log = makeLog(process.stderr)
  const server = await listen({ ...parts, config, log, signInAfter: passwords, webhookWindow: SHORT_WINDOW })

  const report = { ...applied, url: server.url }
  if (values.json) process.stdout.write(`${JSON.stringify(reportJson(report))}\n`)
  else process.stdout.write(`${reportText(report)}\n`)

  giveBackMemory(server.http)
  await stopped
  await server.close()
  await Promise.all([store.close(), files.close()])
  await log.flush()
  return 0
}

/** Tests wait for what they are told: milliseconds. */
const SHORT_WINDOW = 1000

/** What a test serves to its sandbox lies on the same machine. */
const ownMachine = ['localhost', '127.0.0.0/8', '::1']

/** The other settings are of durable servers, or of other programs on the machine: DATABASE_URL, for one. */
const ownSettings = ({
  HOST,
  OCTAVO_URL,
  OCTAVO_ALLOW_PRIVATE,
  OCTAVO_DNS,
  OCTAVO_TRUSTED_PROXIES,
}: NodeJS.ProcessEnv): Environment => ({
  HOST,
  OCTAVO_URL,
  OCTAVO_ALLOW_PRIVATE,
  OCTAVO_DNS,
  OCTAVO_TRUSTED_PROXIES,
})

async function fileFor(path: string | undefined): Promise<WorkspaceFile> {
  if (path === undefined) return (await import('./workspace-file/built-in.ts')).builtInWorkspace()
  if (path === '') throw new WrongUsage('--file should not be empty.')
  const { readWorkspaceFile } = await import('./workspace-file/read.ts')
  return readWorkspaceFile(await readText(path), path, 'sandbox')
}
