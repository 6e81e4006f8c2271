import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Failure } from '#server/failures.ts'

/** Who has a data folder to itself, for the messages and commands of others. */
export interface Running {
  pid: number
  /** The command that holds the folder. */
  command: string
  /** Of a server: where it answers, and the socket that takes commands. */
  url?: string
  socket?: string
}

export interface FolderLock {
  announce(running: Running): void
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes a data folder for this process alone and makes it when it is missing; null when another process
 * has it after `patience` milliseconds.
 *
 * The lock is an open exclusive transaction on an SQLite file: the kernel ends it with the process,
 * however that ends, so nothing is left to repair.
 */
export function lockFolder(folder: string, patience: number): FolderLock | null {
  makeFolder(folder)
  const database = new DatabaseSync(join(folder, 'octavo.lock'))
  database.exec('pragma journal_mode = memory')
  database.exec(`pragma busy_timeout = ${patience}`)
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw error
  }
  return {
    announce: (running) => writeRunning(folder, running),
    release() {
      rmSync(runningFile(folder), { force: true })
      database.close()
    },
  }
}

/** Who said to hold this folder last; after a kill that process may be gone. */
export function readRunning(folder: string): Running | null {
  try {
    return JSON.parse(readFileSync(runningFile(folder), 'utf8')) as Running
  } catch {
    return null
  }
}

export function inUse(folder: string): Failure {
  const running = readRunning(folder)
  const holder = running
    ? `\`octavo ${running.command}\` with process id ${running.pid}${running.url ? ` at ${running.url}` : ''}`
    : 'another process'
  return new Failure(
    `The data folder ${resolve(folder)} is in use by ${holder}. A folder has one server at a time.`,
  )
}

/** Whatever is written from here on, store and files, is for this user alone. */
function makeFolder(folder: string): void {
  process.umask(0o077)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Failure(`The data folder ${resolve(folder)} cannot be made: ${(error as Error).message}`)
  }
}

const runningFile = (folder: string) => join(folder, 'octavo.running')

function writeRunning(folder: string, running: Running): void {
  const draft = `${runningFile(folder)}.new`
  writeFileSync(draft, JSON.stringify(running))
  renameSync(draft, runningFile(folder))
}
