import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startPostgres } from '#test/postgres.ts'
import type { Job, Result } from './load.ts'
import { type Octavo, runLoad, startOctavo } from './processes.ts'

/** One line of the table: work, Octavo, what it is compared with, ratio, floor, p50, p99. */
export interface Row {
  name: string
  measure(): Promise<string[]>
}

const CONNECTIONS = 64

/** A server on SQLite, or on a PostgreSQL of its own. */
export async function startOn(isOnPostgres = false): Promise<{ octavo: Octavo; stop(): Promise<void> }> {
  if (!isOnPostgres) {
    const octavo = await startOctavo()
    return { octavo, stop: () => octavo.stop() }
  }
  const postgres = await startPostgres()
  const octavo = await startOctavo(postgres.url)
  return { octavo, stop: () => octavo.stop().then(() => postgres.stop()) }
}

/** How often a server answers one of some requests, all of them with one status. */
export async function loadOn(
  port: number,
  requests: string | string[],
  {
    connections = CONNECTIONS,
    warmUpSeconds = 2,
    seconds = 5,
    beside,
    status = '200',
  }: Partial<Pick<Job, 'connections' | 'warmUpSeconds' | 'seconds' | 'beside'>> & {
    status?: string | undefined
  } = {},
): Promise<Result> {
  const result = await runLoad({
    port,
    requests: [requests].flat(),
    connections,
    warmUpSeconds,
    seconds,
    ...(beside && { beside }),
  })
  if (Object.keys(result.statuses).join() !== status)
    throw new Error(`not all were ${status}: ${JSON.stringify(result.statuses)}`)
  return result
}

/** How often a second `bench/in-process-….ts` does to a server's SQLite file what the server was asked. */
export const inProcess = (program: string, octavo: Octavo, id: string): number =>
  Number(
    execFileSync(process.execPath, [`bench/${program}.ts`, join(octavo.folder, 'octavo.db'), id], {
      encoding: 'utf8',
    }),
  )

export const line = (work: string, measured: Result, base: number | null, floor?: number): string[] => [
  work,
  `${measured.requestsPerSecond.toFixed(0)}/s`,
  base === null ? '' : `${base.toFixed(0)}/s`,
  base === null ? '' : `${((measured.requestsPerSecond / base) * 100).toFixed(0)} %`,
  floor === undefined ? '' : `${(floor * 100).toFixed(0)} %`,
  measured.p50.toFixed(2),
  measured.p99.toFixed(2),
]
