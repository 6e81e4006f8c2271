import { readConfig } from '#server/config.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { type Address, addressIn, askServer } from './ask-server.ts'
import { type Run, readFlags } from './command.ts'
import type { DomainAct } from './durable/domains.ts'
import { runTask } from './durable/hand-over.ts'

const flags = {
  trusted: { type: 'boolean' },
  workspace: { type: 'string' },
  data: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
} as const

type Shown = Record<string, unknown>

/**
 * `octavo domain add|list|verify|remove`: the e-mail domains that are a workspace's own. Prints a line of JSON each; a
 * domain that was looked for and is not verified ends with status 1.
 */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 2)
  const { data, workspace } = values
  const act = readAct(positionals, values.trusted ?? false)
  const address = addressIn(values)
  const domains = (
    address === null
      ? await runTask(readConfig(data === undefined ? {} : { data }), 'domain', {
          task: 'domains',
          workspace: workspace ?? null,
          act,
        })
      : await actAt(address, workspace, act)
  ) as Shown[]
  for (const domain of domains) process.stdout.write(`${JSON.stringify(domain)}\n`)
  return act.word === 'verify' && domains[0]?.status !== 'verified' ? 1 : 0
}

function readAct([word, domain]: readonly string[], isTrusted: boolean): DomainAct {
  if (isTrusted && word !== 'add') throw new WrongUsage('--trusted belongs to `domain add`.')
  if (word === 'list' && domain === undefined) return { word }
  if (word === 'add' && domain !== undefined) return { word, domain, isTrusted }
  if ((word === 'verify' || word === 'remove') && domain !== undefined) return { word, domain }
  throw new WrongUsage(
    'Say `domain add acme.com`, `domain list`, `domain verify acme.com` or `domain remove acme.com`.',
  )
}

async function actAt(address: Address, workspace: string | undefined, act: DomainAct): Promise<Shown[]> {
  const ask = (method: string, path: string, body?: unknown) =>
    askServer(address, workspace, method, `/domains${path}`, body)
  const shown = ({ request_id: _, ...domain }: Shown) => domain
  const list = async (): Promise<Shown[]> => {
    const domains: Shown[] = []
    for (let cursor: unknown = ''; cursor !== null; ) {
      const answer = await ask('GET', cursor === '' ? '' : `?start_cursor=${cursor}`)
      domains.push(...(answer.results as Shown[]))
      cursor = answer.next_cursor
    }
    return domains
  }
  const idOf = async (asked: string): Promise<unknown> => {
    const name = asked.toLowerCase().replace(/\.$/, '')
    const found = (await list()).find(({ domain, display_name }) => domain === name || display_name === name)
    if (found === undefined) throw new Failure(`The workspace has no domain ${name}.`)
    return found.id
  }
  switch (act.word) {
    case 'list':
      return list()
    case 'add':
      return [shown(await ask('POST', '', { domain: act.domain, ...(act.isTrusted && { trusted: true }) }))]
    case 'verify':
      return [shown(await ask('POST', `/${await idOf(act.domain)}/verify`))]
    case 'remove':
      return [shown(await ask('DELETE', `/${await idOf(act.domain)}`))]
  }
}
