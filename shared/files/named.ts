/** What stored content names by id and only the store knows: uploads that were just given to it, and custom emojis. */
import { contentProblem } from '../content-problem.ts'
import type { FileRef } from './stored-file.ts'

export interface KnownUpload {
  readonly id: string
  readonly filename: string
  readonly contentType: string
}

export interface KnownEmoji {
  readonly id: string
  readonly name: string
  readonly url: string
}

export interface NamedIds {
  readonly uploads: Set<string>
  readonly emojis: Set<string>
}

/** What to put in the place of what is named. */
export interface Known {
  readonly uploads: ReadonlyMap<string, KnownUpload>
  readonly emojis: ReadonlyMap<string, KnownEmoji>
}

type Json = Record<string, unknown>

/** Adds what a value names. */
export function collectNamed(value: unknown, ids: NamedIds): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) collectNamed(item, ids)
    return
  }
  const object = value as Json
  if (object.type === 'file_upload') ids.uploads.add(idOf(object.file_upload))
  else if (object.type === 'custom_emoji') ids.emojis.add(idOf(object.custom_emoji))
  for (const key in object) {
    const member = object[key]
    if (typeof member === 'object' && member !== null) collectNamed(member, ids)
  }
}

/** Adds the files that a value shows. */
export function collectFiles(value: unknown, files: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) collectFiles(item, files)
    return
  }
  const object = value as Json
  if (object.type === 'file') files.add(idOf(object.file))
  for (const key in object) {
    const member = object[key]
    if (typeof member === 'object' && member !== null) collectFiles(member, files)
  }
}

/**
 * A value with what it names in its place, its keys in the order in which they were.
 *
 * @param known holds all that `collectNamed` finds.
 */
export function putNamed<T>(value: T, known: Known): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => putNamed(item, known)) as T
  const object = value as Json
  if (object.type === 'file_upload') return putUpload(object, known) as T
  if (object.type === 'custom_emoji') {
    const { id, name, url } = known.emojis.get(idOf(object.custom_emoji))!
    return { type: 'custom_emoji', custom_emoji: { id, name, url } } as T
  }
  return settleText(mapMembers(object, (member) => putNamed(member, known))) as T
}

/** A custom emoji says its name in plain text as well. */
function settleText(object: Json): Json {
  const { custom_emoji } = (object.mention ?? {}) as { custom_emoji?: KnownEmoji }
  return custom_emoji === undefined ? object : { ...object, plain_text: `:${custom_emoji.name}:` }
}

function putUpload(object: Json, known: Known): Json {
  const { id, filename: name } = known.uploads.get(idOf(object.file_upload))!
  const file: FileRef = { id, name }
  return Object.fromEntries(
    Object.entries(object).map(([key, member]) =>
      key === 'type'
        ? ['type', 'file']
        : key === 'file_upload'
          ? ['file', file]
          : [key, putNamed(member, known)],
    ),
  )
}

const mapMembers = (object: Json, change: (member: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(object).map(([key, member]) => [key, change(member)]))

const idOf = (named: unknown): string => (named as { id: string }).id

/** Icons and covers are images. */
export function refuseNoImage(upload: KnownUpload, what: string): void {
  if (upload.contentType.startsWith('image/')) return
  throw contentProblem(
    `File upload ${upload.id} is of type ${upload.contentType}, and ${what} should be an image.`,
  )
}
