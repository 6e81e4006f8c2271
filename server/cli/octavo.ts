/** The `octavo` command. Nothing heavy is imported before it is known what is asked. */

import { readFileSync } from 'node:fs'
import { settings } from '#server/config.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { Problem } from '#shared/problem.ts'
import type { Run } from './command.ts'
import { WorkspaceFileMistakes } from './workspace-file/mistakes.ts'

interface Subcommand {
  /** What stands behind `octavo` in the usage text. */
  usage: string
  says: string
  /** The settings that count for it, of those that its help shows; all of them unless it says which. */
  settings?: readonly (keyof typeof settings)[]
  /** Whether it can ask a server over the network, with a token. */
  asksServer?: true
  load(): Promise<{ run: Run }>
}

/** The one that people need not know: the installation runs it. */
const prepare: Subcommand = {
  usage: 'prepare',
  says: 'Compiles the program ahead of its first start.',
  settings: [],
  load: () => import('./prepare.ts'),
}

const subcommands: Record<string, Subcommand> = {
  start: {
    usage: 'start [--port 3000] [--host 127.0.0.1] [--data ./data]',
    says: 'Starts the server.',
    load: () => import('./start.ts'),
  },
  sandbox: {
    usage: 'sandbox [--file octavo.yaml] [--port 0] [--host 127.0.0.1] [--json]',
    says: 'Starts a throw-away workspace in memory, filled from a workspace file; --json prints its ids and tokens as one line.',
    settings: ['host', 'url', 'allowPrivate', 'dns', 'trustedProxies'],
    load: () => import('./sandbox.ts'),
  },
  apply: {
    usage: 'apply --file octavo.yaml [--data ./data]',
    says: 'Brings the server to what a workspace file says; it removes nothing.',
    load: () => import('./apply.ts'),
  },
  connection: {
    usage:
      'connection create --file octavo.app.json [--workspace Acme] [--data ./data | --url https://… [--token …]]',
    says: 'Makes a connection from its manifest, on this machine or at an address.',
    asksServer: true,
    load: () => import('./connection.ts'),
  },
  access: {
    usage:
      'access list <page> | why <page> <email> [--json] | grant <page> <email> <level> [--expires 2027-01-31] | revoke <page> <email> | grant|revoke --file people.csv [--dry-run] [--notify] [--message …] [--url https://…] [--token …]',
    says: 'Tells and changes who may do what with a page or database of any Octavo server, by e-mail: of the one that --url or OCTAVO_URL names, else the one on this machine.',
    settings: [],
    asksServer: true,
    load: () => import('./access/access.ts'),
  },
  domain: {
    usage:
      'domain add acme.com [--trusted] | list | verify acme.com | remove acme.com [--workspace Acme] [--data ./data | --url https://… [--token …]]',
    says: 'Says which e-mail domains are a workspace’s own, and looks in DNS whether they are.',
    asksServer: true,
    load: () => import('./domain.ts'),
  },
  'scim-token': {
    usage:
      'scim-token create --name okta [--expires 2027-01-31] | list | revoke <id> [--workspace Acme] [--data ./data | --url https://… [--token …]]',
    says: 'Makes, lists and ends the tokens under which directories provision a workspace.',
    asksServer: true,
    load: () => import('./scim-token.ts'),
  },
  'scim-log': {
    usage:
      'scim-log [--workspace Acme] [--directory okta] [--scim-token <id>] [--resource <id>] [--status 4xx] [--since …] [--until …] [--limit 100] [--json] [--data ./data]',
    says: 'Prints what directories asked of a workspace over SCIM, how it was answered and what changed.',
    load: () => import('./scim-log/scim-log.ts'),
  },
  directory: {
    usage:
      'directory sync --target json|csv|ldif|scim|stdout [--from octavo|notion|scim] [--url https://…] [--token-env OCTAVO_TOKEN] [--out FILE] [--base-dn ou=people,…] [--target-url https://…/scim/v2 --target-token-env …] [--state FILE] [--every 15m] [--dry-run | --plan plan.json | --apply plan.json] [--since …] [--include-guests] [--include-bots] [--max-delete-percent 10] [--key id|email] [--deactivate | --delete]\n  octavo directory graph [--format json|dot] [--workspace Acme] [--data ./data | --url https://… [--token …]]',
    asksServer: true,
    says: 'Keeps a file or another server what the people and groups of a server are, of the Octavo that OCTAVO_URL names where --url does not say; or prints who and what there is in a workspace and how it hangs together, for programs or for Graphviz.',
    load: () => import('./directory/directory.ts'),
  },
  account: {
    usage: 'account reset-second-factor --email ada@example.com [--data ./data]',
    says: 'Takes away the authenticator app, recovery codes and passkeys of somebody who lost them, and ends their sessions.',
    load: () => import('./account.ts'),
  },
  audit: {
    usage:
      'audit [--workspace Acme] [--type user.login,…] [--actor <e-mail or id>] [--object <id>] [--since …] [--until …] [--limit 100] [--json] [--follow] [--data ./data]',
    says: 'Prints what happened in a workspace and who did it, as lines for people or as JSON lines; --follow goes on with what comes.',
    load: () => import('./audit/audit.ts'),
  },
  workspace: {
    usage: 'workspace create --name Acme | list [--data ./data]',
    says: 'Makes another workspace of the server, or lists those there are.',
    load: () => import('./workspace.ts'),
  },
}

type Variable = Pick<(typeof settings)[keyof typeof settings], 'variable' | 'fallback' | 'says'>

const tokenVariable: Variable = {
  variable: 'OCTAVO_TOKEN',
  fallback: null,
  says: 'The token of commands that ask a server over the network, unless one of their flags says it.',
}

await main(process.argv.slice(2))

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === 'help' || name === '--help' || name === '-h')
    return help(Object.values(subcommands), Object.values(settings), true)
  if (name === '--version') return print(version())
  const subcommand = name === 'prepare' ? prepare : subcommandOf(name)
  if (subcommand === undefined) {
    const problem = name === undefined ? 'A command is missing.' : `There is no command "${name}".`
    return refuse(problem, Object.values(subcommands))
  }
  if (args.includes('--help') || args.includes('-h')) {
    const counting = subcommand.settings?.map((name) => settings[name]) ?? Object.values(settings)
    return help([subcommand], counting, subcommand.asksServer === true)
  }

  // Who reads may go away, after the first line of a sandbox for one.
  process.stdout.on('error', () => {})
  try {
    const { run } = await subcommand.load()
    const status = await run(args)
    process.stdout.write('', () => process.exit(status))
  } catch (error) {
    if (error instanceof WrongUsage) return refuse(error.message, [subcommand])
    if (error instanceof WorkspaceFileMistakes) return end(2, error.message)
    if (error instanceof Failure || error instanceof Problem) return end(1, error.message)
    throw error
  }
}

function subcommandOf(name: string | undefined): Subcommand | undefined {
  return name !== undefined && Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function refuse(problem: string, known: readonly Subcommand[]): void {
  end(2, `${problem}\n\n${usageOf(known)}`)
}

function end(status: number, message: string): void {
  process.stderr.write(`${message}\n`, () => process.exit(status))
}

function usageOf(known: readonly Subcommand[]): string {
  const lines = known.flatMap(({ usage, says }) => [`  octavo ${usage}`, `      ${says}`])
  return ['Usage:', ...lines].join('\n')
}

function help(known: readonly Subcommand[], counting: readonly Variable[], asksServer: boolean): void {
  const variables = asksServer ? [...counting, tokenVariable] : counting
  const lines = variables.flatMap(({ variable, fallback, says }) => [
    `  ${variable}${fallback === null ? '' : ` (${fallback})`}`,
    `      ${says}`,
  ])
  const text = lines.length > 0 ? ['', 'Settings from the environment:', ...lines] : []
  print([usageOf(known), ...text].join('\n'))
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
