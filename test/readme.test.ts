/** The README's program runs as it is written. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from '@notionhq/client'
import { createClient } from '../client/client.ts'

const readme = readFileSync('README.md', 'utf8')

const WRITTEN_FOR = 'http://127.0.0.1:3000'

/** The first block of a language that holds `part`. */
function block(language: string, part: string): string {
  const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
  const found = blocks.find(([, name, text]) => name === language && text!.includes(part))
  assert.ok(found, `the README has no ${language} with ${part}`)
  return found[2]!
}

/** Runs a program of the README against a sandbox of its own. */
async function runAgainst(url: string, language: 'module' | 'module-typescript', program: string) {
  const here = program.replaceAll(WRITTEN_FOR, url)
  const { stdout } = await promisify(execFile)(process.execPath, [`--input-type=${language}`, '--eval', here])
  return stdout
}

test('the program of the README runs against a sandbox', async (t) => {
  const url = await sandbox(t)
  const printed = await runAgainst(url, 'module', block('js', '@notionhq/client'))
  assert.match(printed, /^[1-9]\d* tasks\n$/)
})

test('the function that gives a person access runs as it is written, in TypeScript', async (t) => {
  const url = await sandbox(t)
  const printed = await runAgainst(url, 'module-typescript', block('ts', 'setUserPageAccess'))
  assert.equal(printed, 'grace@octavo.test may edit\n')
})

test('the receiver of webhooks hears and checks what happens', async (t) => {
  const url = await sandbox(t)
  const program = block('js', 'verifyWebhookSignature')
    .replaceAll(WRITTEN_FOR, url)
    .replaceAll('8787', '18787')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill())
  const octavo = createClient({ auth: 'octi_sandbox_bot', baseUrl: url })
  while ((await octavo.webhooks.list({})).results[0]?.state !== 'active') await setTimeout(50)
  const page_id = '0c7a0000-0000-4000-8000-000000000001'
  const notion = new Client({ auth: 'octi_sandbox_bot', baseUrl: url })
  const rich_text = [{ text: { content: 'Is anybody there?' } }]
  const { id } = await notion.comments.create({ parent: { page_id }, rich_text })
  for await (const line of createInterface(child.stdout)) {
    assert.equal(line, `comment.created ${id}`)
    return
  }
  assert.fail('nothing was heard')
})

/** What a program sends, as its text says. */
interface Request {
  path: string
  headers: Record<string, string>
  body: string
}

const headersIn = (lines: Iterable<RegExpMatchArray>): Record<string, string> =>
  Object.fromEntries([...lines].map(([, name, value]) => [name!, value!]))

const requests: Record<string, () => Request> = {
  curl: () => {
    const text = block('sh', 'curl -X POST')
    return {
      path: /'http:\/\/127\.0\.0\.1:3000([^']+)'/.exec(text)![1]!,
      headers: headersIn(text.matchAll(/-H '([\w-]+): ([^']+)'/g)),
      body: /--data '([^']+)'/.exec(text)![1]!,
    }
  },
  PHP: () => {
    const text = block('php', 'setUserPageAccess')
    const [, from, to] = /curl_init\('http:\/\/127\.0\.0\.1:3000([^']+)' \. \$pageId \. '([^']+)'\)/.exec(
      text,
    )!
    const [, fields] = /json_encode\(\[([^\]]+)\]\)/.exec(text)!
    const json = fields!.replaceAll("'", '"').replaceAll(' => ', ':').replaceAll(', ', ',')
    return {
      path: `${from}0c7a0000-0000-4000-8000-000000000001${to}`,
      headers: headersIn(text.matchAll(/'([\w-]+): ([^']+)'/g)),
      body: `{${json.replace('$email', '"grace@octavo.test"')}}`,
    }
  },
}

for (const [name, request] of Object.entries(requests)) {
  test(`the request that ${name} sends in the README gives access`, async (t) => {
    const url = await sandbox(t)
    const { path, headers, body } = request()
    const response = await fetch(url + path, { method: 'POST', headers, body })
    const answer = (await response.json()) as { status: string; level: string }
    assert.deepEqual([response.status, answer.status, answer.level], [200, 'active', 'edit'])
  })
}

async function sandbox(t: { after(work: () => Promise<void>): void }): Promise<string> {
  const child = spawn('bin/octavo', ['sandbox', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let line = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    line += chunk
    if (line.includes('\n')) break
  }
  return (JSON.parse(line) as { url: string }).url
}

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
