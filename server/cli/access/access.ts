import type { Permission } from '#client/client.ts'
import { createClient, OctavoError } from '#client/client.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { isWebAddress } from '#shared/addresses.ts'
import { ownServer } from '../ask-server.ts'
import { type Run, readFlags } from '../command.ts'
import { readText } from '../read-file.ts'
import { changeAll } from './change.ts'
import { all, readNames } from './names.ts'
import { type AccessClient, atPlace } from './place.ts'
import { printPermissions, printReasons } from './print.ts'
import { pageIdOf, type Row, readRows } from './rows.ts'

const flags = {
  url: { type: 'string' },
  token: { type: 'string' },
  file: { type: 'string' },
  expires: { type: 'string' },
  message: { type: 'string' },
  notify: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

type Flags = ReturnType<typeof readFlags<typeof flags>>['values']

/** `octavo access list|grant|revoke|why`: who may do what with a page or database of any Octavo server. */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 4)
  const [act, ...words] = positionals
  const client = clientFor(values)
  try {
    switch (act) {
      case 'list':
        return await list(client, values, pageIn(words, 1, 'access list <page>'))
      case 'why':
        return await why(client, values, pageIn(words, 2, 'access why <page> <email>'), words[1]!)
      case 'grant':
      case 'revoke':
        return await changeAll(client, await rowsFor(act, words, values), act, {
          dryRun: values['dry-run'],
          notify: values.notify,
          message: values.message,
        })
      default:
        throw new WrongUsage('Say `access list`, `access grant`, `access revoke` or `access why`.')
    }
  } catch (error) {
    if (error instanceof OctavoError) throw new Failure(`${error.message} (${error.code})`)
    if (error instanceof TypeError && error.cause) {
      throw new Failure(`The server cannot be reached: ${(error.cause as Error).message}`)
    }
    throw error
  }
}

/** A token on the command line is seen by whoever lists processes, so the environment may hold it. */
function clientFor({ url, token }: Flags): AccessClient {
  const baseUrl = url ?? ownServer(process.env)
  const auth = token ?? process.env.OCTAVO_TOKEN
  if (!auth) throw new WrongUsage('Give a token with OCTAVO_TOKEN or --token.')
  if (!isWebAddress(baseUrl)) {
    throw new WrongUsage(`--url should be an http or https address, instead was "${baseUrl}".`)
  }
  return createClient({ auth, baseUrl })
}

async function list(client: AccessClient, { json }: Flags, pageId: string): Promise<number> {
  const permissions: Permission[] = []
  const listed = all((page) => atPlace(client, pageId, (place) => place.list({ inherited: true, ...page })))
  for await (const permission of listed) permissions.push(permission)
  if (json) for (const one of permissions) process.stdout.write(`${JSON.stringify(one)}\n`)
  else process.stdout.write(printPermissions(permissions, await readNames(client)))
  return 0
}

async function why(client: AccessClient, { json }: Flags, pageId: string, email: string): Promise<number> {
  const answer = await atPlace(client, pageId, (place) => place.effective({ email }))
  process.stdout.write(
    json ? `${JSON.stringify(answer)}\n` : printReasons(email, answer, await readNames(client)),
  )
  return 0
}

async function rowsFor(act: 'grant' | 'revoke', words: readonly string[], values: Flags): Promise<Row[]> {
  if (values.file !== undefined) {
    if (words.length > 0) throw new WrongUsage('Give either --file or a page.')
    return readRows(await readText(values.file), values.file, act)
  }
  const usage = act === 'grant' ? 'access grant <page> <email> <level>' : 'access revoke <page> <email>'
  const pageId = pageIn(words, act === 'grant' ? 3 : 2, usage)
  const grant = { level: words[2]!, ...(values.expires !== undefined && { expires: values.expires }) }
  return [{ line: null, pageId, email: words[1]!, ...(act === 'grant' ? grant : {}) }]
}

function pageIn(words: readonly string[], count: number, usage: string): string {
  if (words.length !== count) throw new WrongUsage(`Say \`${usage}\`.`)
  const id = pageIdOf(words[0]!)
  if (id === null) throw new WrongUsage(`"${words[0]}" is no id and no address of a page.`)
  return id
}
