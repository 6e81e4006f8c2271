import { spawn } from 'node:child_process'
import { connecting } from './connecting.ts'
import { feed, feedOfLittle, feedOfType } from './feed.ts'
import { live } from './live.ts'
import { logCost } from './log-cost.ts'
import { inProcess, line, loadOn, type Row, startOn } from './measure.ts'
import { call, createPage, getRequest, NEWEST, ROOT, sendRequest, task, tasks } from './octavo-client.ts'
import { megabytesOf, type Octavo, startOctavo, startPlain } from './processes.ts'
import {
  scimChanged,
  scimCreate,
  scimFilter,
  scimFilterBy,
  scimGroup,
  scimGroupRead,
  scimPage,
  scimPatch,
} from './scim.ts'
import { indexCost, searchText, searchTitle } from './search-texts.ts'
import { createRow, importing, query } from './tasks.ts'
import { webhooks } from './webhooks.ts'

const OLDER = '2022-06-28'

export const rows: readonly Row[] = [
  { name: 'page', measure: () => page('retrieve a page of 10 properties', { floor: 0.35 }) },
  { name: 'page-older', measure: () => page(`the same at ${OLDER}`, { version: OLDER }) },
  { name: 'page-postgres', measure: () => page('the same on PostgreSQL', { isOnPostgres: true }) },
  { name: 'children', measure: () => children('list 100 children', { floor: 0.4 }) },
  { name: 'children-older', measure: () => children(`the same at ${OLDER}`, { version: OLDER }) },
  { name: 'children-postgres', measure: () => children('the same on PostgreSQL', { isOnPostgres: true }) },
  { name: 'depth', measure: () => depth('ten', 10) },
  { name: 'depth-50', measure: () => depth('fifty', 50) },
  { name: 'connecting', measure: connecting },
  { name: 'query-10000', measure: () => query(10_000, { floor: 1 / 3 }) },
  { name: 'query-100000', measure: () => query(100_000, { floor: 1 / 3 }) },
  { name: 'query-10000-postgres', measure: () => query(10_000, { isOnPostgres: true }) },
  { name: 'query-100000-postgres', measure: () => query(100_000, { isOnPostgres: true }) },
  { name: 'create-row', measure: createRow },
  { name: 'append', measure: () => append('append 100 blocks', { floor: 1 / 4 }) },
  { name: 'append-postgres', measure: () => append('the same on PostgreSQL', { isOnPostgres: true }) },
  { name: 'import', measure: importing },
  { name: 'index-cost', measure: indexCost },
  { name: 'search', measure: () => searchTitle() },
  { name: 'search-postgres', measure: () => searchTitle(true) },
  { name: 'search-text', measure: () => searchText() },
  { name: 'search-text-postgres', measure: () => searchText(true) },
  { name: 'feed', measure: feed },
  { name: 'feed-type', measure: feedOfType },
  { name: 'feed-little', measure: feedOfLittle },
  { name: 'webhooks', measure: () => webhooks() },
  { name: 'webhooks-postgres', measure: () => webhooks(true) },
  { name: 'log-cost', measure: () => logCost(false) },
  { name: 'log-cost-postgres', measure: () => logCost(true) },
  { name: 'live', measure: () => live(false) },
  { name: 'live-postgres', measure: () => live(true) },
  { name: 'scim-filter', measure: scimFilter },
  { name: 'scim-filter-external-id', measure: () => scimFilterBy('externalId') },
  { name: 'scim-filter-email', measure: () => scimFilterBy('e-mail address') },
  { name: 'scim-filter-name', measure: () => scimFilterBy('last name') },
  { name: 'scim-changed', measure: scimChanged },
  { name: 'scim-page', measure: scimPage },
  { name: 'scim-group', measure: scimGroup },
  { name: 'scim-group-read', measure: scimGroupRead },
  { name: 'scim-patch', measure: scimPatch },
  { name: 'scim-create', measure: scimCreate },
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
  const asked = getRequest(octavo, await pageOfTenProperties(octavo), version)
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
  // With 64 the answers on their way are more than the system keeps for sockets, and they wait for each other.
  const measured = await loadOn(octavo.port, getRequest(octavo, path, version), { connections: 16 })
  await octavo.end()
  const base = isOnPostgres ? null : inProcess('in-process-children', octavo, path.split('/')[3]!)
  await stop()
  return line(work, measured, base, floor)
}

/** Compares with a transaction of the same rows, ready JSON, that is on disk before the next. */
async function append(work: string, { floor, isOnPostgres }: Variant): Promise<string[]> {
  const { octavo, stop } = await startOn(isOnPostgres)
  const pages: string[] = []
  for (let index = 0; index < 100; index++) pages.push(await createPage(octavo, ROOT))
  const requests = pages.map((id) => sendRequest(octavo, 'PATCH', `/v1/blocks/${id}/children`, hundredBlocks))
  const measured = await loadOn(octavo.port, requests, { connections: 8 })
  await octavo.end()
  const base = isOnPostgres ? null : inProcess('in-process-append', octavo, pages[0]!)
  await stop()
  return line(work, measured, base, floor)
}

async function depth(said: string, levels: number): Promise<string[]> {
  const octavo = await startOctavo()
  const shallow = await createPage(octavo, ROOT)
  let deep = ROOT
  for (let level = 0; level < levels; level++) deep = await createPage(octavo, deep)
  const top = await loadOn(octavo.port, getRequest(octavo, `/v1/pages/${shallow}`))
  const bottom = await loadOn(octavo.port, getRequest(octavo, `/v1/pages/${deep}`))
  await octavo.stop()
  return line(`a page ${said} levels deep against one at the top`, bottom, top.requestsPerSecond, 0.9)
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
  const page = await call(octavo, 'POST', '/v1/pages', task(await tasks(octavo), 0))
  return `/v1/pages/${page.id}`
}

async function pageOfHundredBlocks(octavo: Octavo): Promise<string> {
  const page = await createPage(octavo, ROOT)
  await call(octavo, 'PATCH', `/v1/blocks/${page}/children`, hundredBlocks)
  return `/v1/blocks/${page}/children`
}

const hundredBlocks = {
  children: Array.from({ length: 100 }, (_, index) => ({
    paragraph: { rich_text: [{ text: { content: `Paragraph ${index} with some words in it` } }] },
  })),
}

/** The body of the answer to a whole request. */
async function answerTo(port: number, text: string): Promise<string> {
  const [line = '', ...rest] = text.split('\r\n')
  const asked = rest.filter((one) => one.includes(': ')).map((one) => one.split(': ') as [string, string])
  const response = await fetch(`http://127.0.0.1:${port}${line.split(' ')[1]}`, {
    headers: asked.filter(([name]) => name !== 'host'),
  })
  return response.text()
}
