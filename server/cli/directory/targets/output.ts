import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { writeWhole } from '../write-file.ts'

/** A file, or standard output where a document ends up once. */
export interface Output {
  isGone(): Promise<boolean>
  /** Puts a document in the place of the one before. */
  put(parts: Iterable<string>): Promise<void>
  /** Adds to what is there; a reader sees all of it or nothing. */
  add(parts: Iterable<string>): Promise<void>
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

export const fileOutput = (path: string): Output => ({
  isGone: async () => !(await isThere(path)),
  put: (parts) => writeWhole(path, parts),
  async add(parts) {
    const known = (await isThere(path)) ? createReadStream(path, 'utf8') : []
    await writeWhole(
      path,
      (async function* () {
        yield* known
        yield* parts
      })(),
    )
  },
})

/** @param write resolves when more may be written. */
export function printedOutput(write: (text: string) => Promise<void>): Output {
  const print = async (parts: Iterable<string>) => {
    for (const part of parts) await write(part)
  }
  return { isGone: async () => true, put: print, add: print }
}
