/** Files in a folder, which several processes may share. */
import { mkdtempSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileStorage } from './file-storage.ts'

/** What is being written and is not whole yet. */
const DRAFT = '.new'

/** @param folder made when the first file comes. */
export function folderStorage(folder: string): FileStorage {
  return storageIn(
    () => folder,
    async () => {},
  )
}

/** In a folder that is made when the first file comes and removed at the end. */
export function temporaryStorage(): FileStorage {
  let folder: string | null = null
  return storageIn(
    () => {
      folder ??= mkdtempSync(join(tmpdir(), 'octavo-files-'))
      return folder
    },
    async () => {
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    },
  )
}

function storageIn(folder: () => string, close: () => Promise<void>): FileStorage {
  const pathOf = (key: string) => join(folder(), key)
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      try {
        await writeWhole(`${path}${DRAFT}`, bytes)
        await rename(`${path}${DRAFT}`, path)
      } catch (error) {
        await rm(`${path}${DRAFT}`, { force: true })
        throw error
      }
      await syncFolder(dirname(path))
    },
    async read(key, start, end) {
      const file = await open(pathOf(key))
      if (start < end) return file.createReadStream({ start, end: end - 1 })
      await file.close()
      return Readable.from([])
    },
    async keysIn(path) {
      const entries = await readdir(pathOf(path), { recursive: true, withFileTypes: true }).catch(
        ifAbsent([]),
      )
      const root = folder()
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    },
    async remove(keys) {
      for (const key of keys) await rm(pathOf(key), { force: true })
      // Folders that are empty now go as well; one that is not stays.
      for (const path of new Set(keys.map((key) => dirname(pathOf(key))))) await rmdir(path).catch(() => {})
    },
    close,
  }
}

async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const chunk of bytes) await writeAll(file, chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await file.write(chunk, written)).bytesWritten
  }
}

/** A name is only there to stay when its folder is on disk as well. Some systems do not open folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

const ifAbsent =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value
    throw error
  }
