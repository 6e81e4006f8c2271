import { type Config, readConfig } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import { type Run, readFlags } from './command.ts'
import { runTask } from './durable/hand-over.ts'
import type { ListedWorkspace } from './durable/tasks.ts'
import { plain, requireStore } from './log-flags.ts'

const flags = { name: { type: 'string' }, data: { type: 'string' } } as const

const LONGEST_NAME = 200

/** `octavo workspace create|list`: the workspaces of a durable server. */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 1)
  const config = readConfig(values)
  switch (positionals[0]) {
    case 'create':
      return create(config, values.name)
    case 'list':
      if (values.name !== undefined) throw new WrongUsage('--name belongs to `workspace create`.')
      return list(config)
    default:
      throw new WrongUsage('Say `workspace create --name …` or `workspace list`.')
  }
}

async function create(config: Config, given: string | undefined): Promise<number> {
  const name = given?.trim() ?? ''
  if (name === '') throw new WrongUsage('--name is missing.')
  if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw new WrongUsage(`--name should be plain text of at most ${LONGEST_NAME} characters.`)
  }
  const made = (await runTask(config, 'workspace create', {
    task: 'create workspace',
    name,
  })) as ListedWorkspace
  print([made])
  return 0
}

async function list(config: Config): Promise<number> {
  requireStore(config)
  print((await runTask(config, 'workspace list', { task: 'list workspaces' })) as ListedWorkspace[])
  return 0
}

/** One line each: id, then name. */
function print(workspaces: readonly ListedWorkspace[]): void {
  process.stdout.write(workspaces.map(({ id, name }) => `${id}  ${plain(name)}\n`).join(''))
}
