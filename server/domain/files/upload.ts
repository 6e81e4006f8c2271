import type { FileUploadRow } from '#server/store/tables/files.ts'
import { baseType, canHold, contentTypeOf, endingFor } from '#shared/files/content-types.ts'
import { invalid } from '#shared/problem.ts'
import type { Workspace } from '../context.ts'

/** A file that comes, came or was given up (API reference, "File upload"). */
export interface FileUpload {
  id: string
  createdBy: { id: string; type: 'person' | 'bot' }
  createdTime: number
  lastEditedTime: number
  mode: FileUploadRow['mode']
  status: FileUploadRow['status']
  filename: string | null
  contentType: string | null
  contentLength: number | null
  /** Of several parts. */
  parts: { total: number; sent: number } | null
  /** Null when something shows it. */
  expiryTime: number | null
  importResult: Record<string, unknown> | null
}

/** How long an upload waits to be shown by something, in milliseconds. */
export const UNUSED_FOR = 60 * 60 * 1000

const MIB = 1024 ** 2

/** Notion's walls for what comes in one request. */
export const MOST_PART_BYTES = 20 * MIB
export const LEAST_PART_BYTES = 5 * MIB
export const MOST_PARTS = 1000

/** What a workspace takes of one file, in bytes: what Notion gives a paid one, or a free one where that is rehearsed. */
export const mostFileBytes = ({ settings }: Pick<Workspace, 'settings'>): number =>
  settings.emulate.plan === 'free' ? 5 * MIB : 5 * 1024 * MIB

/** What is past its time has expired, whether or not that was written down yet. */
export function toUpload(row: FileUploadRow, now: number): FileUpload {
  const isOver = isWaiting(row) && row.expiry_time !== null && row.expiry_time <= now
  return {
    id: row.id,
    createdBy: { id: row.created_by, type: row.created_by_type },
    createdTime: row.created_time,
    lastEditedTime: row.last_edited_time,
    mode: row.mode,
    status: isOver ? 'expired' : row.status,
    filename: row.filename,
    contentType: row.content_type,
    contentLength: row.content_length,
    parts: row.parts_total === null ? null : { total: row.parts_total, sent: row.parts_sent },
    expiryTime: row.expiry_time,
    importResult: row.import_result === null ? null : JSON.parse(row.import_result),
  }
}

const isWaiting = ({ status }: FileUploadRow) => status === 'pending' || status === 'uploaded'

/** Notion's wall for a name, in bytes. */
const MOST_NAME_BYTES = 900

/**
 * What a file is called and what it holds: the one is made of the other where it is missing.
 *
 * @throws `Problem` when no such file is taken, or name and type do not agree.
 */
export function describeFile(
  filename: string | null,
  contentType: string | null,
): { filename: string | null; contentType: string | null } {
  if (filename !== null && Buffer.byteLength(filename) > MOST_NAME_BYTES) {
    throw invalid(`\`filename\` should be at most ${MOST_NAME_BYTES} bytes long.`)
  }
  const type = contentType === null ? null : baseType(contentType)
  const ending = type === null ? null : endingFor(type)
  if (ending === undefined) throw invalid('Provided `content_type` is not supported for the File Upload API.')
  if (filename === null) return { filename: null, contentType: type }
  const named = hasEnding(filename) || ending === null ? filename : `${filename}.${ending}`
  const own = contentTypeOf(named)
  if (own === undefined) {
    throw invalid('Provided `filename` has an extension that is not supported for the File Upload API.')
  }
  if (type !== null && !canHold(named, type)) {
    throw invalid(`Provided \`content_type\` ${type} does not match the extension of \`filename\` ${named}.`)
  }
  return { filename: named, contentType: type ?? own }
}

const hasEnding = (filename: string): boolean => /[^.]\.[^.\s]{1,10}$/.test(filename)

/** Sizes as people say them. */
export const inMebibytes = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`

/** Notion's words for a file that is too large or too small. */
export const wrongSize = (allowed: string) =>
  invalid(
    `The file size is not within the allowed limit of ${allowed}. Please try again with a new file upload.`,
  )
