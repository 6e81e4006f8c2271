import { inProcess, line, loadOn, startOn } from './measure.ts'
import { getRequest, loadTasks, NEWEST, sendRequest, task, tasks } from './octavo-client.ts'
import { startOctavo } from './processes.ts'

// What is measured on a data source of tasks: asking it, and writing it.

/** Two filters and a sort, the first hundred. */
const QUERY = {
  filter: {
    and: [
      { property: 'Status', select: { equals: 'Doing' } },
      { property: 'Points', number: { greater_than: 50 } },
    ],
  },
  sorts: [{ property: 'Due', direction: 'ascending' }],
}

/** Compares with the same SQL over the same pages in a table of their own with the right index, in process. */
export async function query(
  count: number,
  { floor, isOnPostgres = false }: { floor?: number; isOnPostgres?: boolean },
): Promise<string[]> {
  const { octavo, stop } = await startOn(isOnPostgres)
  const dataSource = await tasks(octavo)
  await loadTasks(octavo, dataSource, count)
  const asked = sendRequest(octavo, 'POST', `/v1/data_sources/${dataSource}/query`, QUERY)
  const measured = await loadOn(octavo.port, asked, { connections: 8 })
  await octavo.end()
  const base = isOnPostgres ? null : inProcess('in-process-query', octavo, dataSource)
  await stop()
  const rows = count.toLocaleString('en')
  const name = isOnPostgres
    ? `the same on PostgreSQL, ${rows} rows`
    : `query ${rows} rows, two filters and a sort`
  return line(name, measured, base, floor)
}

/** Compares with inserting the same pages into SQLite, ready JSON, each in a transaction on disk. */
export async function createRow(): Promise<string[]> {
  const octavo = await startOctavo()
  const dataSource = await tasks(octavo)
  const requests = Array.from({ length: 1000 }, (_, index) =>
    sendRequest(octavo, 'POST', '/v1/pages', task(dataSource, index)),
  )
  const measured = await loadOn(octavo.port, requests, { connections: 8 })
  await octavo.end()
  const base = inProcess('in-process-insert', octavo, dataSource)
  await octavo.stop()
  return line('create a row of 10 properties', measured, base)
}

/** Readers of a page while 100,000 rows are written, against readers who are alone. */
export async function importing(): Promise<string[]> {
  const octavo = await startOctavo()
  const dataSource = await tasks(octavo)
  await loadTasks(octavo, dataSource, 1)
  const page = await sendFirst(octavo.port, octavo.token, dataSource)
  const asked = getRequest(octavo, `/v1/pages/${page}`, NEWEST)
  const alone = await loadOn(octavo.port, asked)
  const count = 100_000
  const requests = Array.from({ length: count }, (_, index) =>
    sendRequest(octavo, 'POST', '/v1/pages', task(dataSource, index)),
  )
  const during = await loadOn(octavo.port, asked, { warmUpSeconds: 0, beside: { requests, connections: 16 } })
  await octavo.stop()
  return [
    `read a page while 100,000 rows are imported (${(count / during.seconds).toFixed(0)} rows/s)`,
    `p99 ${during.p99.toFixed(2)} ms`,
    `p99 ${alone.p99.toFixed(2)} ms alone`,
    `${(during.p99 / alone.p99).toFixed(1)} times`,
    'under 3 times',
    during.p50.toFixed(2),
    during.p99.toFixed(2),
  ]
}

async function sendFirst(port: number, token: string, dataSource: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/data_sources/${dataSource}/query`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'notion-version': NEWEST },
    body: '{"page_size":1}',
  })
  const { results } = (await response.json()) as { results: { id: string }[] }
  return results[0]!.id
}
