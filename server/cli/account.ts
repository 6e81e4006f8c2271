import { readConfig } from '#server/config.ts'
import { WrongUsage } from '#server/failures.ts'
import { type Run, readFlags } from './command.ts'
import { runTask } from './durable/hand-over.ts'

const flags = { email: { type: 'string' }, data: { type: 'string' } } as const

/** `octavo account reset-second-factor`: lets somebody in whose phone is lost. Prints what went, as a line of JSON. */
export const run: Run = async (args) => {
  const { values, positionals } = readFlags(args, flags, 1)
  const email = values.email?.trim() ?? ''
  if (positionals[0] !== 'reset-second-factor' || email === '') {
    throw new WrongUsage('Say `account reset-second-factor --email …`.')
  }
  const config = readConfig(values.data === undefined ? {} : { data: values.data })
  const reset = await runTask(config, 'account', { task: 'reset second factors', email })
  process.stdout.write(`${JSON.stringify(reset)}\n`)
  return 0
}
