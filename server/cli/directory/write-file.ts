import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from '#server/failures.ts'

/** So much text goes to the disk at once. */
const CHUNK = 256 * 1024

/**
 * Puts a file in the place of another: who reads it sees the old one or the new one, whole, also after a power cut.
 *
 * @param mode for a file that is new; one that is there keeps its own.
 */
export async function writeWhole(
  path: string,
  parts: Iterable<string> | AsyncIterable<string>,
  mode = 0o666,
): Promise<void> {
  // One name for all tries, so that those of killed processes do not pile up.
  const draft = join(dirname(path), `.${basename(path)}.draft`)
  try {
    const known = await stat(path).catch(() => null)
    await rm(draft, { force: true })
    const file = await open(draft, 'wx', mode)
    try {
      if (known !== null) await file.chmod(known.mode)
      await writeParts(file, parts)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
    await syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new Failure(`The file ${path} cannot be written: ${(error as Error).message}`)
  }
}

async function writeParts(file: FileHandle, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let text = ''
  for await (const part of parts) {
    text += part
    if (text.length < CHUNK) continue
    await file.write(text)
    text = ''
  }
  await file.write(text)
}

/** A new name lasts only when its folder is on the disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
