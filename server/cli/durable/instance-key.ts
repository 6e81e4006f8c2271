import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_BYTES } from '#server/domain/access/secrets.ts'
import { Failure } from '#server/failures.ts'

/** The instance key of a data folder, made at the first start. */
export function folderKey(folder: string): Buffer {
  const file = join(folder, 'octavo.key')
  const key = readKey(file)
  if (key === null) return makeKey(file)
  if (key.length === KEY_BYTES) return key
  throw new Failure(
    `The instance key in ${file} should be ${KEY_BYTES} bytes in base64. Restore it from a backup.`,
  )
}

function readKey(file: string): Buffer | null {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Failure(`The instance key cannot be read: ${(error as Error).message}`)
  }
}

/** Whole or not at all: half a key would lock every secret away. */
function makeKey(file: string): Buffer {
  const key = randomBytes(KEY_BYTES)
  const draft = openSync(`${file}.new`, 'w', 0o600)
  writeSync(draft, `${key.toString('base64')}\n`)
  fsyncSync(draft)
  closeSync(draft)
  renameSync(`${file}.new`, file)
  return key
}
