import { readConfig } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import { isDateText } from '#shared/dates.ts'
import { type Address, addressIn, askServer } from './ask-server.ts'
import { type Run, readFlags } from './command.ts'
import { runTask } from './durable/hand-over.ts'
import type { ScimTokenAct } from './durable/scim-tokens.ts'

const flags = {
  name: { type: 'string' },
  expires: { type: 'string' },
  workspace: { type: 'string' },
  data: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
} as const

/** `octavo scim-token create|list|revoke`: tokens under which directories provision a workspace. Prints a line of JSON each. */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 2)
  const { data, workspace } = values
  const act = readAct(positionals, values)
  const address = addressIn(values)
  const tokens =
    address === null
      ? await runTask(readConfig(data === undefined ? {} : { data }), 'scim-token', {
          task: 'scim tokens',
          workspace: workspace ?? null,
          act,
        })
      : await actAt(address, workspace, act)
  for (const token of tokens as object[]) process.stdout.write(`${JSON.stringify(token)}\n`)
  return 0
}

function readAct(
  [word, id]: readonly string[],
  { name, expires }: { name?: string | undefined; expires?: string | undefined },
): ScimTokenAct {
  if (word !== 'create' && (name !== undefined || expires !== undefined)) {
    throw new WrongUsage('--name and --expires belong to `scim-token create`.')
  }
  if (word === 'create' && id === undefined) {
    if (!name?.trim()) throw new WrongUsage('--name is missing: say which directory the token is for.')
    if (expires !== undefined && !isDateText(expires)) {
      throw new WrongUsage('--expires should be a date, 2027-01-31 for one.')
    }
    return { word, name, expires: expires ?? null }
  }
  if (word === 'list' && id === undefined) return { word }
  if (word === 'revoke' && id !== undefined) return { word, id }
  throw new WrongUsage('Say `scim-token create --name …`, `scim-token list` or `scim-token revoke <id>`.')
}

async function actAt(address: Address, workspace: string | undefined, act: ScimTokenAct): Promise<object[]> {
  const ask = (method: string, path: string, body?: unknown) =>
    askServer(address, workspace, method, `/scim_tokens${path}`, body)
  const shown = ({ request_id: _, ...token }: Record<string, unknown>) => token
  switch (act.word) {
    case 'create':
      return [shown(await ask('POST', '', { name: act.name, expiration_time: act.expires }))]
    case 'revoke':
      return [shown(await ask('DELETE', `/${encodeURIComponent(act.id)}`))]
    case 'list': {
      const tokens: object[] = []
      for (let cursor: unknown = ''; cursor !== null; ) {
        const answer = await ask('GET', cursor === '' ? '' : `?start_cursor=${cursor}`)
        tokens.push(...(answer.results as object[]))
        cursor = answer.next_cursor
      }
      return tokens
    }
  }
}
