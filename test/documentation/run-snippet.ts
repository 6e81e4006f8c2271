/**
 * Runs a block of code of the documentation, by its language. What follows the language: for JSON `POST /address` sends it,
 * `file.json` writes it for the programs below; for a program that never ends, `until=` what it is stopped after.
 * JSON or text right below a program is what it prints.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { readWorkspaceObject } from '#server/cli/workspace-file/read-workspace.ts'
import { consentAsAda } from './consent.ts'
import { isObject, parse } from './printed.ts'

export interface Snippet {
  language: string
  /** What follows the language. */
  more: string
  code: string
  line: number
}

export function snippetsOf(text: string): Snippet[] {
  return [...text.matchAll(/^( *)```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^ *```$/gm)].map(
    ({ 1: indent = '', 2: language, 3: more = '', 4: code, index }) => ({
      language: language!,
      more,
      code: code!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: text.slice(0, index).split('\n').length,
    }),
  )
}

/** Where the programs of a page run, and the variables that they have. */
export interface Page {
  folder: string
  env: Record<string, string>
}

const languages: Record<string, (page: Page, snippet: Snippet, place: string) => Promise<string> | string> = {
  sh: (page, { code, more }, place) =>
    execute(page, 'bash', ['-euo', 'pipefail', '-c', code], untilOf(more), place),
  js: (page, { code, more }, place) => execute(page, ...inNode('module', code), untilOf(more), place),
  ts: (page, { code, more }, place) =>
    execute(page, ...inNode('module-typescript', code), untilOf(more), place),
  php: runPhp,
  yaml: (_page, { code }) => {
    readWorkspaceObject(parseYaml(code))
    return ''
  },
  json: async ({ folder, env }, { code, more }, place) => {
    const [method, address] = more.split(' ')
    if (address === undefined) {
      assert.ok(method, `${place} shows JSON that nothing printed`)
      writeFileSync(join(folder, method), code)
      return ''
    }
    const response = await fetch(env.OCTAVO_URL + fill(address, env), {
      method: method!,
      headers: {
        authorization: `Bearer ${address.startsWith('/scim') ? env.SCIM_TOKEN : env.OWNER_TOKEN}`,
        'notion-version': '2026-03-11',
        'content-type': 'application/json',
      },
      body: fill(code, env),
    })
    const answer = await response.text()
    assert.ok(response.ok, `${place} is answered with ${answer}`)
    return answer
  },
}

export async function runSnippet(page: Page, snippet: Snippet, place: string): Promise<string> {
  const runner = languages[snippet.language]
  assert.ok(runner, `${place} is in ${snippet.language}, which nothing runs`)
  const printed = await runner(page, snippet, place)
  learn(page.env, printed)
  return printed
}

const untilOf = (more: string): string => /^until=(.+)$/.exec(more)?.[1] ?? ''

const inNode = (type: string, code: string): [string, string[]] => [
  process.execPath,
  ['--no-warnings', `--input-type=${type}`, '--eval', code],
]

/** What an answer names is there for what follows: the id of a webhook is `WEBHOOK_ID`, a `refresh_token` `REFRESH_TOKEN`. */
function learn(env: Record<string, string>, printed: string): void {
  const answer = parse(printed)
  if (!isObject(answer)) return
  const { object, id } = answer
  if (typeof object === 'string' && typeof id === 'string') env[`${object.toUpperCase()}_ID`] = id
  for (const [name, value] of Object.entries(answer)) {
    if (/token$|cursor$/.test(name) && typeof value === 'string') env[name.toUpperCase()] = value
  }
}

/** `{name}` and `{$name}` of what somebody fills in by hand. */
const fill = (text: string, env: Record<string, string>): string =>
  text.replaceAll(
    /\{\$?([\w.]+)\}/g,
    (whole, name: string) => env[name.toUpperCase()] ?? filled[name] ?? whole,
  )

const filled: Record<string, string> = {
  'parameters.scimusername': 'alan@octavo.test',
  'user.email': 'alan@octavo.test',
  'user.firstname': 'Alan',
  'user.lastname': 'Turing',
  'parameters.title': 'Reader',
  'parameters.department': 'Mathematics',
}

async function execute(
  { folder, env }: Page,
  command: string,
  args: string[],
  until: string,
  place: string,
): Promise<string> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env } })
  const output = { stdout: '', stderr: '' }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const tooLong = setTimeout(() => child.kill('SIGTERM'), PATIENCE)
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      if (until && output.stdout.includes(until)) child.kill('SIGTERM')
      const asked = /http\S+\/v1\/oauth\/authorize\?\S+/.exec(text)
      // What a person does at this moment.
      if (asked) void consentAsAda(asked[0]).catch((error: Error) => child.kill() && assert.fail(error))
    })
  }
  const status = await ended
  clearTimeout(tooLong)
  if (until) assert.ok(output.stdout.includes(until), `${place} says ${output.stdout}${output.stderr}`)
  else assert.equal(status, 0, `${place} ends with ${status}: ${output.stdout}${output.stderr}`)
  return output.stdout
}

/** Milliseconds that a program may take. */
const PATIENCE = 60_000

/** By PHP where there is one. Elsewhere the request that its text makes is sent. */
async function runPhp(page: Page, { code }: Snippet, place: string): Promise<string> {
  if (existsSync('/usr/bin/php')) return execute(page, '/usr/bin/php', ['-r', code], '', place)
  const path = /curl_init\(getenv\('OCTAVO_URL'\) \. (.+?)\);/.exec(code)![1]!
  const fields = /json_encode\(\[([^\]]+)\]\)/.exec(code)![1]!
  const called = /echo \w+\('([^']+)', getenv\('(\w+)'\)\);/.exec(code)!
  const values: Record<string, string> = { $email: `'${called[1]}'`, $pageId: `'${page.env[called[2]!]}'` }
  const text = (source: string) =>
    source
      .replaceAll(/\$\w+/g, (name) => values[name]!)
      .replaceAll(/' \. '/g, '')
      .replaceAll("'", '"')
  const headers = [...code.matchAll(/'([\w-]+): ([^']+)'(?: \. getenv\('(\w+)'\))?/g)]
  const response = await fetch(page.env.OCTAVO_URL + JSON.parse(text(path)), {
    method: 'POST',
    headers: headers.map(([, name, value, variable]): [string, string] => [
      name!,
      value! + (variable ? page.env[variable] : ''),
    ]),
    body: `{${text(fields).replaceAll('=>', ':')}}`,
  })
  const answer = (await response.json()) as { status: string }
  assert.equal(response.status, 200, `${place} is answered with ${JSON.stringify(answer)}`)
  return answer.status
}
