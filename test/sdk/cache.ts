import { createHash } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../node_modules/.cache/octavo/sdk/', import.meta.url))

/** A maker that has not finished by then has died. */
const longestMaking = 120_000

/** A short name for the contents of these texts. */
export const digest = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)

/** The text of a file beside this one, for the key of what it makes. */
export const sourceOf = (...files: readonly string[]): string[] =>
  files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))

/**
 * What `make` returns for this name and key, made once per installation. Test files run in processes of their own and
 * ask for the same at once: one makes it, the others wait.
 */
export function cached(name: string, key: string, make: () => string): string {
  const path = `${folder}${name}-${key}.json`
  mkdirSync(folder, { recursive: true })
  for (;;) {
    const kept = read(path)
    if (kept !== undefined) return kept
    const lock = takeLock(`${path}.lock`)
    if (lock === undefined) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      continue
    }
    try {
      return read(path) ?? keep(name, path, make())
    } finally {
      closeSync(lock)
      rmSync(`${path}.lock`, { force: true })
    }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function takeLock(path: string): number | undefined {
  try {
    return openSync(path, 'wx')
  } catch {
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > longestMaking) rmSync(path, { force: true })
    return undefined
  }
}

/** Written beside and moved, so that nobody reads half a file; what older keys made is removed. */
function keep(name: string, path: string, text: string): string {
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${name}-`) && file.endsWith('.json')) rmSync(folder + file, { force: true })
  }
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
  return text
}
