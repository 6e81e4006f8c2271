/** The README's program runs as it is written. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { promisify } from 'node:util'

const readme = readFileSync('README.md', 'utf8')

test('the program of the README runs against a sandbox', async (t) => {
  const [, program] = /```js\n([\s\S]*?)```/.exec(readme)!
  const sandbox = spawn('bin/octavo', ['sandbox', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => sandbox.once('exit', resolve))
  t.after(async () => {
    sandbox.kill('SIGTERM')
    await ended
  })
  let line = ''
  for await (const chunk of sandbox.stdout.setEncoding('utf8')) {
    line += chunk
    if (line.includes('\n')) break
  }
  const { url } = JSON.parse(line) as { url: string }
  const here = program!.replace('http://127.0.0.1:3000', url)
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', here])
  assert.match(stdout, /^[1-9]\d* tasks\n$/)
})

test('every page that the documents link to is there', () => {
  for (const file of [
    'README.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/decisions/libraries.md',
  ]) {
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      assert.ok(existsSync(folder + target), `${file} links to ${target}`)
    }
  }
})
