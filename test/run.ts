/** Runs every test file with one PostgreSQL and one image of a SQLite store for all of them, and the web app as it is. Arguments name the files to run instead. */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { startPostgres } from './postgres.ts'
import { makeImage, SHARED_IMAGE } from './sqlite.ts'
import '../web/build/build.ts'

/** Milliseconds: a test that hangs fails, instead of holding up all others. */
const LONGEST_TEST = 300_000

const asked = process.argv.slice(2)
const files =
  asked.length > 0 ? asked : globSync('{server,shared,client,web,test,bench,examples}/**/*.test.ts').sort()

const postgres = await startPostgres()
const image = await makeImage()
const tests = spawn(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-timeout=${LONGEST_TEST}`,
    // A file waits for the disk, the database or a browser for a quarter of its time.
    `--test-concurrency=${availableParallelism() + 1}`,
    ...files,
  ],
  {
    stdio: 'inherit',
    env: {
      // As `bin/octavo` keeps what it compiled.
      NODE_COMPILE_CACHE: 'node_modules/.cache/octavo',
      ...process.env,
      OCTAVO_TEST_POSTGRES: postgres.url,
      [SHARED_IMAGE]: image.file,
    },
  },
)
const status = await new Promise<number>((resolve) => tests.on('exit', (code) => resolve(code ?? 1)))
await Promise.all([postgres.stop(), image.remove()])
process.exit(status)
