import { readConfig } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import { type Run, readFlags } from './command.ts'
import { readRunning } from './durable/data-folder.ts'
import { runTask } from './durable/hand-over.ts'
import { readText } from './read-file.ts'
import { readWorkspaceFile } from './workspace-file/read.ts'
import { type Applied, reportText } from './workspace-file/report.ts'

const flags = { file: { type: 'string' }, data: { type: 'string' } } as const

/** `octavo apply`: brings a durable server to what a workspace file says. */
export const run: Run = async (args) => {
  const { values } = readFlags(args, flags)
  const config = readConfig(values)
  if (!values.file) throw new WrongUsage('--file is missing.')
  const file = { name: values.file, text: await readText(values.file) }
  readWorkspaceFile(file.text, file.name, 'durable')
  const applied = (await runTask(config, 'apply', { task: 'apply', file })) as Applied
  const isRunning = config.databaseUrl === null && readRunning(config.data)?.url === applied.url
  process.stdout.write(`${reportText(applied, isRunning)}\n`)
  return 0
}
