import { type Static, Type } from 'typebox'
import { isWebAddress } from '../addresses.ts'
import { IconColor } from '../colors.ts'
import { contentProblem } from '../content-problem.ts'
import { type NamedUpload, nameUpload, type ShownFile } from '../files/stored-file.ts'
import { toUuid } from '../ids.ts'
import { named } from '../validation/named-schemas.ts'
import { OptionalTag, StrictObject, Text, Url, Uuid } from '../validation/schemas.ts'
import { FileUploadRequest } from './upload.ts'

/** The icon of a page, a database, a callout or a tab in a request (API reference, "Emoji and icon"). */
export const IconRequest = named(
  'IconRequest',
  Type.Union([
    StrictObject({ emoji: Type.String({ format: 'emoji' }), type: OptionalTag('emoji') }),
    StrictObject({ external: StrictObject({ url: Url }), type: OptionalTag('external') }),
    StrictObject({
      custom_emoji: StrictObject({
        id: Uuid,
        name: Type.Optional(Type.String({ maxLength: 200 })),
        url: Type.Optional(Url),
      }),
      type: OptionalTag('custom_emoji'),
    }),
    StrictObject({
      icon: StrictObject({ name: Text(200), color: Type.Optional(IconColor) }),
      type: OptionalTag('icon'),
    }),
    FileUploadRequest,
  ]),
)

export type IconRequest = Static<typeof IconRequest>

/** An icon as it is stored; but for a file kept here, also as it is answered. */
export type StoredIcon =
  | { type: 'emoji'; emoji: string }
  | { type: 'external'; external: { url: string } }
  | { type: 'custom_emoji'; custom_emoji: { id: string; name: string; url: string } }
  | { type: 'icon'; icon: { name: string; color: IconColor } }
  | ShownFile

/** Brings an icon that keeps to `IconRequest` into its stored shape. */
export function storeIcon(request: IconRequest): StoredIcon | NamedUpload {
  if ('file_upload' in request) return nameUpload(request.file_upload)
  if ('emoji' in request) return { type: 'emoji', emoji: request.emoji }
  if ('external' in request) {
    const { url } = request.external
    if (!isWebAddress(url)) throw contentProblem('Invalid image url.')
    return nativeIcon(url) ?? { type: 'external', external: { url } }
  }
  if ('custom_emoji' in request) {
    const { id, name = '', url = '' } = request.custom_emoji
    return { type: 'custom_emoji', custom_emoji: { id: toUuid(id), name, url } }
  }
  const { name, color = 'gray' } = request.icon
  return { type: 'icon', icon: { name, color } }
}

/** One of Notion's own icons, which older clients name by its address. */
function nativeIcon(url: string): StoredIcon | null {
  const named = /^https:\/\/www\.notion\.so\/icons\/([a-z0-9-]+)_([a-z]+)\.svg$/.exec(url)
  const color = IconColor.enum.find((known) => known === named?.[2])
  return color ? { type: 'icon', icon: { name: named![1]!, color } } : null
}
