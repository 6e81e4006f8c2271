import type { Octavo } from './processes.ts'

// Requests that a measurement makes to load its data, and the one it repeats.

export const NEWEST = '2026-03-11'

/** The page that the bench's connection was given. */
export const ROOT = '11111111-1111-4111-8111-111111111111'

export async function call(
  octavo: Octavo,
  method: string,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${octavo.port}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${octavo.token}`,
      'notion-version': NEWEST,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const json = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
  return json
}

/** A whole GET request, for the load generator. */
export const getRequest = (octavo: Octavo, path: string, version = NEWEST): string =>
  `GET ${path} HTTP/1.1\r\n${headersOf(octavo, version)}\r\n`

/** A whole request with a JSON body. */
export function sendRequest(octavo: Octavo, method: string, path: string, body: unknown): string {
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text)
  return `${method} ${path} HTTP/1.1\r\n${headersOf(octavo, NEWEST)}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${text}`
}

const headersOf = (octavo: Octavo, version: string): string =>
  `host: 127.0.0.1\r\nauthorization: Bearer ${octavo.token}\r\nnotion-version: ${version}\r\n`

/** A data source of ten properties. */
export async function tasks(octavo: Octavo): Promise<string> {
  const database = await call(octavo, 'POST', '/v1/databases', {
    parent: { page_id: ROOT },
    title: [{ text: { content: 'Tasks' } }],
    initial_data_source: {
      properties: {
        Name: { title: {} },
        Status: { select: { options: STATUSES.map((name) => ({ name })) } },
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
  return source!.id
}

export const STATUSES = ['Todo', 'Doing', 'Waiting', 'Done']

/** The request for row number `index` of a data source of tasks: the same values at every run. */
export const task = (dataSourceId: string, index: number) => ({
  parent: { data_source_id: dataSourceId },
  properties: {
    Name: { title: [{ text: { content: `Write part ${index} of the spec` } }] },
    Status: { select: { name: STATUSES[index % 4] } },
    Tags: { multi_select: [{ name: 'a' }, { name: 'b' }] },
    Points: { number: mixed(index, 100) },
    Due: {
      date: { start: new Date(Date.UTC(2026, 0, 1 + mixed(index * 7, 1000))).toISOString().slice(0, 10) },
    },
    Done: { checkbox: index % 3 === 0 },
    Link: { url: `https://example.com/tasks/${index}` },
    Mail: { email: `ada${index % 50}@example.com` },
    Phone: { phone_number: '+44 20 7946 0000' },
    Notes: { rich_text: [{ text: { content: `Some words about task ${index}` } }] },
  },
})

/** A number below `most` that looks like chance. */
const mixed = (index: number, most: number): number => (Math.imul(index + 1, 0x9e3779b1) >>> 8) % most

/** Makes the first `count` tasks, some at a time. */
export async function loadTasks(octavo: Octavo, dataSourceId: string, count: number): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < count) await call(octavo, 'POST', '/v1/pages', task(dataSourceId, next++))
  }
  await Promise.all(Array.from({ length: 16 }, work))
}

/** @returns its id. */
export async function createPage(octavo: Octavo, parent: string): Promise<string> {
  const page = await call(octavo, 'POST', '/v1/pages', {
    parent: { page_id: parent },
    properties: { title: [{ text: { content: 'A page' } }] },
  })
  return page.id as string
}
