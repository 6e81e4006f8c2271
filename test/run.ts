/** Runs every test file with one PostgreSQL for all of them, and the web app as it is. Arguments name the files to run instead. */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { startPostgres } from './postgres.ts'
import '../web/build/build.ts'

/** Milliseconds: a test that hangs fails, instead of holding up all others. */
const LONGEST_TEST = 300_000

const asked = process.argv.slice(2)
const files =
  asked.length > 0 ? asked : globSync('{server,shared,client,web,test,bench,examples}/**/*.test.ts').sort()

const postgres = await startPostgres()
const tests = spawn(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-timeout=${LONGEST_TEST}`,
    `--test-concurrency=${availableParallelism()}`,
    ...files,
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, OCTAVO_TEST_POSTGRES: postgres.url },
  },
)
const status = await new Promise<number>((resolve) => tests.on('exit', (code) => resolve(code ?? 1)))
await postgres.stop()
process.exit(status)
