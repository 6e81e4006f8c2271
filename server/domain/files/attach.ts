import { emojisByIds } from '#server/store/custom-emojis.ts'
import {
  deleteAttachments,
  insertAttachments,
  keepForGood,
  uploadsByIds,
} from '#server/store/file-uploads.ts'
import { collectFiles, collectNamed, type Known, putNamed, refuseNoImage } from '#shared/files/named.ts'
import type { NamedUpload } from '#shared/files/stored-file.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { absentUpload } from '../access/file-uploads.ts'
import type { Context } from '../context.ts'
import { type FileUpload, toUpload } from './upload.ts'

/**
 * Finds what stored content names by id: uploads of the actor's own, and custom emojis; null when it names
 * nothing. What cannot be attached is a problem.
 */
export async function findNamed(context: Context, value: unknown): Promise<Known | null> {
  const ids = { uploads: new Set<string>(), emojis: new Set<string>() }
  collectNamed(value, ids)
  if (ids.uploads.size + ids.emojis.size === 0) return null
  return {
    uploads: await attachableUploads(context, ids.uploads),
    emojis: await knownEmojis(context, ids.emojis),
  }
}

/** Content with what it names in its place. */
export async function settle<T>(context: Context, value: T): Promise<T> {
  const known = await findNamed(context, value)
  return known === null ? value : putNamed(value, known)
}

const looks = ['icon', 'cover', 'title', 'description'] as const

/** The same of how a page, database or data source looks; what else is given is left as it is. */
export async function settleLooks<T extends Partial<Record<(typeof looks)[number], unknown>>>(
  context: Context,
  given: T,
): Promise<T> {
  const named = Object.fromEntries(looks.filter((key) => key in given).map((key) => [key, given[key]]))
  const known = await findNamed(context, named)
  if (known === null) return given
  for (const key of ['icon', 'cover'] as const) {
    const { file_upload } = (given[key] ?? {}) as Partial<NamedUpload>
    if (file_upload) refuseNoImage(known.uploads.get(file_upload.id)!, key === 'icon' ? 'an icon' : 'a cover')
  }
  return { ...given, ...putNamed(named, known) }
}

/** Uploads that the actor may attach, by id: their own, and whole. */
export async function attachableUploads(
  { db, workspace, actor, now }: Context,
  ids: ReadonlySet<string>,
): Promise<Known['uploads']> {
  const uploads = new Map<string, { id: string; filename: string; contentType: string }>()
  if (ids.size === 0) return uploads
  const rows = new Map((await uploadsByIds(db, workspace.id, [...ids])).map((row) => [row.id, row]))
  for (const id of ids) {
    const row = rows.get(id)
    if (row === undefined || row.created_by !== actor.userId) throw absentUpload(id)
    const upload = toUpload(row, now)
    refuseUnlessUploaded(upload)
    uploads.set(id, { id, filename: upload.filename!, contentType: upload.contentType! })
  }
  return uploads
}

function refuseUnlessUploaded({ id, status }: FileUpload): void {
  if (status === 'uploaded') return
  throw invalid(
    `File upload ${id} should have the status \`uploaded\` to be attached, instead was \`${status}\`.`,
  )
}

async function knownEmojis({ db, workspace }: Context, ids: ReadonlySet<string>): Promise<Known['emojis']> {
  if (ids.size === 0) return new Map()
  const known = new Map((await emojisByIds(db, workspace.id, [...ids])).map((row) => [row.id, row]))
  for (const id of ids) {
    if (!known.has(id)) throw new Problem('absent', `Could not find custom emoji with ID: ${id}.`)
  }
  return known
}

/** The files that any of these values show. */
export function filesIn(...values: readonly unknown[]): Set<string> {
  const files = new Set<string>()
  for (const value of values) collectFiles(value, files)
  return files
}

const noFiles: ReadonlySet<string> = new Set()

/**
 * Writes down which files an object shows. A file that something shows does not go away, and one that
 * nothing shows any more is not served.
 *
 * @param before what it showed until now.
 */
export async function showFiles(
  { db, workspace }: Context,
  holderId: string,
  after: ReadonlySet<string>,
  before: ReadonlySet<string> = noFiles,
): Promise<void> {
  if (after.size + before.size === 0) return
  const added = [...after].filter((id) => !before.has(id))
  const removed = [...before].filter((id) => !after.has(id))
  if (added.length > 0) {
    await insertAttachments(db, workspace.id, holderId, added)
    await keepForGood(db, workspace.id, added)
  }
  if (removed.length > 0) await deleteAttachments(db, workspace.id, holderId, removed)
}
