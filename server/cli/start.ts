import { makeDns } from '#server/adapters/dns.ts'
import { openFileStorage } from '#server/adapters/file-storage/open.ts'
import { openProvider } from '#server/adapters/identity-provider.ts'
import { openMail } from '#server/adapters/mail/open.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { addressOf, readConfig } from '#server/config.ts'
import { offerSetup } from '#server/domain/accounts/set-up.ts'
import { realSurroundings } from '#server/domain/context.ts'
import { makeLog } from '#server/operations/log.ts'
import { listen } from '#server/serve.ts'
import { type Run, readFlags } from './command.ts'
import { listenForWork } from './durable/control-socket.ts'
import { inUse, lockFolder } from './durable/data-folder.ts'
import { openDurable, requireKey } from './durable/open.ts'
import { performTask, type Task } from './durable/tasks.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { readProviders } from './identity-providers.ts'
import { untilStopped } from './stopping.ts'

const flags = { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' } } as const

/** How long a start waits for a server that is just stopping or a command that is just working, in milliseconds. */
const PATIENCE = 1000

/** `octavo start`: the durable server. */
export const run: Run = async (args) => {
  const config = readConfig(readFlags(args, flags).values)
  requireKey(config)
  const known = await readProviders(config.oidc)
  const stopped = untilStopped()
  const hasFolder = config.databaseUrl === null
  const lock = hasFolder ? lockFolder(config.data, PATIENCE) : null
  if (hasFolder && lock === null) throw inUse(config.data)
  const self = { pid: process.pid, command: 'start' }
  lock?.announce(self)

  const log = makeLog(process.stderr)
  const { store, secrets } = await openDurable(config)
  const files = openFileStorage(config.files)
  const outgoing = makeOutgoing(config.allowPrivate)
  const dns = makeDns(config.dns)
  const mail = openMail(config.smtpUrl, () => addressOf(config))
  const parts = { store, secrets, files, outgoing, dns, mail, surroundings: realSurroundings }
  const providers = known.map((settings) => openProvider(settings, outgoing))
  const server = await listen({ ...parts, config, log, providers })
  const base = { ...parts, baseUrl: () => server.url }
  const control = lock
    ? await listenForWork(
        config.data,
        (task) => performTask(base, task as Task),
        (error) => log.fault(error, null),
      )
    : null
  lock?.announce({ ...self, url: server.url, ...(control && { socket: control.path }) })

  const link = await offerSetup(base)
  process.stdout.write(`Octavo is ready at ${server.url}\n`)
  if (link !== null)
    process.stdout.write(`Nobody owns it yet. Whoever opens this link once becomes its owner: ${link}\n`)

  giveBackMemory(server.http)
  await stopped
  await Promise.all([server.close(), control?.close()])
  await Promise.all([store.close(), files.close()])
  await log.flush()
  lock?.release()
  return 0
}
