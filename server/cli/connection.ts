import { readConfig } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import type { CreatedConnection } from './app-manifest/create.ts'
import { type AppManifest, readAppManifest } from './app-manifest/read.ts'
import { type Address, addressIn, askServer } from './ask-server.ts'
import { type Run, readFlags } from './command.ts'
import { runTask } from './durable/hand-over.ts'
import { readText } from './read-file.ts'

const flags = {
  file: { type: 'string' },
  workspace: { type: 'string' },
  data: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
} as const

/** `octavo connection create`: a connection from its manifest. Prints one line of JSON, its secret in it. */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 1)
  if (positionals[0] !== 'create') throw new WrongUsage('Say `connection create --file octavo.app.json`.')
  if (!values.file) throw new WrongUsage('--file is missing.')
  const { data, workspace } = values
  const address = addressIn(values)

  const file = { name: values.file, text: await readText(values.file) }
  const manifest = readAppManifest(file.text, file.name)
  const made =
    address === null
      ? await runTask(readConfig(data === undefined ? {} : { data }), 'connection create', {
          task: 'create connection',
          workspace: workspace ?? null,
          file,
        })
      : await createAt(address, workspace, manifest)
  process.stdout.write(`${JSON.stringify(made)}\n`)
  return 0
}

/** Asks a server, which is told by its workspace's id; a connection knows its own. */
async function createAt(
  address: Address,
  workspace: string | undefined,
  manifest: AppManifest,
): Promise<CreatedConnection> {
  const made = await askServer(address, workspace, 'POST', '/connections', manifest)
  const { kind, name, bot_id, token, client_id, client_secret } = made as unknown as CreatedConnection
  const secret = kind === 'internal' ? { bot_id, token } : { client_id, client_secret }
  return { id: made.id as string, kind, name, ...secret } as CreatedConnection
}
