import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { startPostgres } from '#test/postgres.ts'
import type { Result } from './load.ts'
import { megabytesOf, type Octavo, runLoad, startOctavo, startPlain } from './processes.ts'

/** One line of the table: work, Octavo, what it is compared with, ratio, floor, p50, p99. */
export interface Row {
  name: string
  measure(): Promise<string[]>
}

const CONNECTIONS = 64
const ROOT = '11111111-1111-4111-8111-111111111111'
const NEWEST = '2026-03-11'
const OLDER = '2022-06-28'

export const rows: readonly Row[] = [
  { name: 'page', measure: () => page('retrieve a page of 10 properties', { floor: 0.35 }) },
  { name: 'page-older', measure: () => page(`the same at ${OLDER}`, { version: OLDER }) },
  { name: 'page-postgres', measure: () => page('the same on PostgreSQL', { isOnPostgres: true }) },
  { name: 'children', measure: () => children('list 100 children', { floor: 0.4 }) },
  { name: 'children-older', measure: () => children(`the same at ${OLDER}`, { version: OLDER }) },
  { name: 'children-postgres', measure: () => children('the same on PostgreSQL', { isOnPostgres: true }) },
  { name: 'depth', measure: depth },
  { name: 'memory', measure: memory },
  { name: 'sandbox', measure: sandboxStart },
]

interface Variant {
  floor?: number
  version?: string
  isOnPostgres?: boolean
}

/** Compares with a plain server that answers the same bytes. */
async function page(work: string, { floor, version = NEWEST, isOnPostgres }: Variant): Promise<string[]> {
  const { octavo, stop } = await startOn(isOnPostgres)
  const asked = request(octavo, await pageOfTenProperties(octavo), version)
  const measured = await loadOn(octavo.port, asked)
  const body = await answerTo(octavo.port, asked)
  await stop()
  const plain = await startPlain(body)
  const base = await loadOn(plain.port, asked)
  await plain.stop()
  return line(work, measured, base.requestsPerSecond, floor)
}

/** Compares with reading the same rows, ready JSON, from SQLite in process. */
async function children(work: string, { floor, version = NEWEST, isOnPostgres }: Variant): Promise<string[]> {
  const { octavo, stop } = await startOn(isOnPostgres)
  const path = await pageOfHundredBlocks(octavo)
  const measured = await loadOn(octavo.port, request(octavo, path, version))
  await octavo.end()
  const base = isOnPostgres
    ? null
    : execFileSync(
        process.execPath,
        ['bench/in-process.ts', join(octavo.folder, 'octavo.db'), path.split('/')[3]!],
        { encoding: 'utf8' },
      )
  await stop()
  return line(work, measured, base === null ? null : Number(base), floor)
}

async function startOn(isOnPostgres = false): Promise<{ octavo: Octavo; stop(): Promise<void> }> {
  if (!isOnPostgres) {
    const octavo = await startOctavo()
    return { octavo, stop: () => octavo.stop() }
  }
  const postgres = await startPostgres()
  const octavo = await startOctavo(postgres.url)
  return { octavo, stop: () => octavo.stop().then(() => postgres.stop()) }
}

async function depth(): Promise<string[]> {
  const octavo = await startOctavo()
  const shallow = await createPage(octavo, ROOT)
  let deep = ROOT
  for (let level = 0; level < 10; level++) deep = await createPage(octavo, deep)
  const top = await loadOn(octavo.port, request(octavo, `/v1/pages/${shallow}`))
  const bottom = await loadOn(octavo.port, request(octavo, `/v1/pages/${deep}`))
  await octavo.stop()
  return line('a page ten levels deep against one at the top', bottom, top.requestsPerSecond, 0.9)
}

async function memory(): Promise<string[]> {
  const octavo = await startOctavo()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const megabytes = megabytesOf(octavo.process)
  await octavo.stop()
  return ['memory of an idle server', `${megabytes.toFixed(0)} MB`, '', '', 'under 120 MB', '', '']
}

/** From the start of the command to the first answer, the median of five. */
async function sandboxStart(): Promise<string[]> {
  const times: number[] = []
  for (let run = 0; run < 5; run++) {
    const begun = performance.now()
    const child = spawn('bin/octavo', ['sandbox', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      text += chunk
      if (text.includes('\n')) break
    }
    const { url } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { url: string }
    await (await fetch(`${url}/v1/users/me`)).text()
    times.push(performance.now() - begun)
    child.kill('SIGTERM')
  }
  const median = times.sort((a, b) => a - b)[2]!
  return [
    '`octavo sandbox` from start to first answer',
    `${median.toFixed(0)} ms`,
    '',
    '',
    'under 1 s',
    '',
    '',
  ]
}

async function pageOfTenProperties(octavo: Octavo): Promise<string> {
  const database = await call(octavo, 'POST', '/v1/databases', {
    parent: { page_id: ROOT },
    title: [{ text: { content: 'Tasks' } }],
    initial_data_source: {
      properties: {
        Name: { title: {} },
        Status: { select: { options: [{ name: 'Todo' }, { name: 'Done' }] } },
        Tags: { multi_select: { options: [{ name: 'a' }, { name: 'b' }] } },
        Points: { number: {} },
        Due: { date: {} },
        Done: { checkbox: {} },
        Link: { url: {} },
        Mail: { email: {} },
        Phone: { phone_number: {} },
        Notes: { rich_text: {} },
      },
    },
  })
  const [source] = database.data_sources as { id: string }[]
  const page = await call(octavo, 'POST', '/v1/pages', {
    parent: { data_source_id: source!.id },
    properties: {
      Name: { title: [{ text: { content: 'Write the spec' } }] },
      Status: { select: { name: 'Todo' } },
      Tags: { multi_select: [{ name: 'a' }, { name: 'b' }] },
      Points: { number: 3 },
      Due: { date: { start: '2026-12-01' } },
      Done: { checkbox: true },
      Link: { url: 'https://example.com/a/page' },
      Mail: { email: 'ada@example.com' },
      Phone: { phone_number: '+44 20 7946 0000' },
      Notes: { rich_text: [{ text: { content: 'Some words about it' } }] },
    },
  })
  return `/v1/pages/${page.id}`
}

async function pageOfHundredBlocks(octavo: Octavo): Promise<string> {
  const page = await createPage(octavo, ROOT)
  await call(octavo, 'PATCH', `/v1/blocks/${page}/children`, {
    children: Array.from({ length: 100 }, (_, index) => ({
      paragraph: { rich_text: [{ text: { content: `Paragraph ${index} with some words in it` } }] },
    })),
  })
  return `/v1/blocks/${page}/children`
}

async function createPage(octavo: Octavo, parent: string): Promise<string> {
  const page = await call(octavo, 'POST', '/v1/pages', {
    parent: { page_id: parent },
    properties: { title: [{ text: { content: 'A page' } }] },
  })
  return page.id as string
}

async function call(
  octavo: Octavo,
  method: string,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${octavo.port}${path}`, {
    method,
    headers: { ...headers(octavo), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const json = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
  return json
}

const headers = (octavo: Octavo) => ({ authorization: `Bearer ${octavo.token}`, 'notion-version': NEWEST })

const request = (octavo: Octavo, path: string, version = NEWEST): string =>
  `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${octavo.token}\r\nnotion-version: ${version}\r\n\r\n`

/** The body of the answer to a whole request. */
async function answerTo(port: number, text: string): Promise<string> {
  const [line = '', ...rest] = text.split('\r\n')
  const asked = rest.filter((one) => one.includes(': ')).map((one) => one.split(': ') as [string, string])
  const response = await fetch(`http://127.0.0.1:${port}${line.split(' ')[1]}`, {
    headers: asked.filter(([name]) => name !== 'host'),
  })
  return response.text()
}

async function loadOn(port: number, text: string): Promise<Result> {
  const result = await runLoad({
    port,
    requests: [text],
    connections: CONNECTIONS,
    warmUpSeconds: 2,
    seconds: 5,
  })
  if (Object.keys(result.statuses).join() !== '200')
    throw new Error(`not all were 200: ${JSON.stringify(result.statuses)}`)
  return result
}

const line = (work: string, measured: Result, base: number | null, floor?: number): string[] => [
  work,
  `${measured.requestsPerSecond.toFixed(0)}/s`,
  base === null ? '' : `${base.toFixed(0)}/s`,
  base === null ? '' : `${((measured.requestsPerSecond / base) * 100).toFixed(0)} %`,
  floor === undefined ? '' : `${floor * 100} %`,
  measured.p50.toFixed(2),
  measured.p99.toFixed(2),
]
