import type { Readable } from 'node:stream'

/** Where the bytes of uploaded files lie. Keys are paths of plain ASCII: `a/b/c`. */
export interface FileStorage {
  /**
   * Keeps bytes under a key that nothing was kept under before: whole and to stay when it resolves, or not
   * at all. Rejects with what `bytes` throws.
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes from `start` up to `end`, which is not among them. Rejects when nothing is kept under the key. */
  read(key: string, start: number, end: number): Promise<Readable>
  /** Every key that begins with a path of folders, `a/b/` for one. */
  keysIn(folder: string): Promise<string[]>
  /** Removes what is kept under keys; what is not there is no mistake. */
  remove(keys: readonly string[]): Promise<void>
  /** Ends what is open. */
  close(): Promise<void>
}
