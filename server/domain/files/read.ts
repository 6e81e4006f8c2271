import { Readable } from 'node:stream'
import { partsOf, shownUpload } from '#server/store/file-uploads.ts'
import type { FilePartRow, FileUploadRow } from '#server/store/tables/files.ts'
import type { Context } from '../context.ts'
import { readSigned } from './addresses.ts'

/** A file that can be sent. */
export interface StoredFile {
  id: string
  filename: string
  contentType: string
  size: number
  /** The bytes from `start` up to `end`, which is not among them. */
  open(start: number, end: number): Readable
}

/**
 * The file that a signed address leads to; null when the address was not signed here or its hour is over,
 * or when nothing shows the file any more.
 */
export async function fileBehind(
  { db, secrets, files, now }: Pick<Context, 'db' | 'secrets' | 'files' | 'now'>,
  id: string,
  query: Readonly<Record<string, unknown>>,
): Promise<StoredFile | null> {
  const signed = readSigned(secrets, id, query)
  if (signed === null || signed.expires <= now) return null
  const [upload] = await shownUpload(db, signed.workspaceId, id)
  if (upload === undefined) return null
  return storedFile({ db, files }, upload)
}

/** The file of an upload that is whole. */
export async function storedFile(
  { db, files }: Pick<Context, 'db' | 'files'>,
  upload: FileUploadRow,
): Promise<StoredFile> {
  const parts = await partsOf(db, upload.workspace_id, upload.id)
  return {
    id: upload.id,
    filename: upload.filename!,
    contentType: upload.content_type!,
    size: upload.content_length!,
    open: (start, end) => Readable.from(bytesOf(files, parts, start, end), { objectMode: false }),
  }
}

/** Parts one after another. */
async function* bytesOf(
  files: Context['files'],
  parts: readonly FilePartRow[],
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let offset = 0
  for (const { storage_key, size } of parts) {
    const from = Math.max(start - offset, 0)
    const to = Math.min(end - offset, size)
    if (from < to) yield* await files.read(storage_key, from, to)
    offset += size
    if (offset >= end) return
  }
}
