import { readConfig } from '#server/config.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import type { CreatedConnection } from './app-manifest/create.ts'
import { type AppManifest, readAppManifest } from './app-manifest/read.ts'
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
  const { url, token, data, workspace } = values
  if (url !== undefined && data !== undefined) throw new WrongUsage('Say --url or --data, not both.')
  if ((url === undefined) !== (token === undefined)) throw new WrongUsage('--url and --token go together.')

  const file = { name: values.file, text: await readText(values.file) }
  const manifest = readAppManifest(file.text, file.name)
  const made =
    url === undefined
      ? await runTask(readConfig(data === undefined ? {} : { data }), 'connection create', {
          task: 'create connection',
          workspace: workspace ?? null,
          file,
        })
      : await createAt({ url, token: token! }, workspace, manifest)
  process.stdout.write(`${JSON.stringify(made)}\n`)
  return 0
}

interface Address {
  url: string
  token: string
}

/** Asks a server, which is told by its workspace's id; a connection knows its own. */
async function createAt(
  address: Address,
  workspace: string | undefined,
  manifest: AppManifest,
): Promise<CreatedConnection> {
  const id = workspace ?? (await ownWorkspace(address))
  const made = await call(address, 'POST', `/admin/v1/spaces/${encodeURIComponent(id)}/connections`, manifest)
  const { kind, name, bot_id, token, client_id, client_secret } = made as unknown as CreatedConnection
  const secret = kind === 'internal' ? { bot_id, token } : { client_id, client_secret }
  return { id: made.id as string, kind, name, ...secret } as CreatedConnection
}

async function ownWorkspace(address: Address): Promise<string> {
  const me = (await call(address, 'GET', '/v1/users/me')) as { bot?: { workspace_id?: string } }
  if (me.bot?.workspace_id !== undefined) return me.bot.workspace_id
  throw new WrongUsage('A token of a person needs --workspace with the id of the workspace.')
}

async function call(
  { url, token }: Address,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': '2026-03-11',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new Failure(
      `${url} cannot be reached: ${(error.cause as Error | undefined)?.message ?? error.message}`,
    )
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new Failure(`${url} refused: ${answer.message ?? response.status}`)
  return answer
}
