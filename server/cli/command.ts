import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { WrongUsage } from '#server/failures.ts'

/** Runs a subcommand to its end; the process ends with that status. */
export type Run = (args: readonly string[]) => Promise<number>

/** Reads the flags of a subcommand and at most `words` words; what it does not know is wrong usage. */
export function readFlags<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O, words = 0) {
  const parsed = parse(args, options)
  if (parsed.positionals.length <= words) return parsed
  throw new WrongUsage(`Unexpected argument "${parsed.positionals[words]}".`)
}

function parse<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
}
