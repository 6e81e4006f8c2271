import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '#server/failures.ts'
import { lockFile } from '#server/store/dialects/lock-file.ts'

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

/**
 * Takes a data folder for this process alone and makes it when it is missing; null when another process
 * has it after `patience` milliseconds. Whatever is written from then on is for this user alone.
 */
export function lockFolder(folder: string, patience: number): FolderLock | null {
  process.umask(0o077)
  const giveBack = takeFolder(folder, patience)
  if (giveBack === null) return null
  return {
    announce: (running) => usable(folder, () => writeRunning(folder, running)),
    release() {
      rmSync(runningFile(folder), { force: true })
      giveBack()
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

function takeFolder(folder: string, patience: number): (() => void) | null {
  return usable(folder, () => {
    makeFolder(resolve(folder))
    return lockFile(join(folder, 'octavo.lock'), patience)
  })
}

function usable<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Failure(`The data folder ${resolve(folder)} cannot be used: ${(error as Error).message}`)
  }
}

/** Not by `recursive`, by which Node tries for ever where the system lets nobody make anything, as in `/proc`. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const runningFile = (folder: string) => join(folder, 'octavo.running')

function writeRunning(folder: string, running: Running): void {
  const draft = `${runningFile(folder)}.new`
  writeFileSync(draft, JSON.stringify(running))
  renameSync(draft, runningFile(folder))
}
