import { type Fields, fieldsOf, type MarkdownBlock, payloadOf } from './block.ts'
import { withoutQuery } from './compare.ts'
import { iconAttribute } from './icons.ts'
import { addressOfMedia, isMedia } from './media.ts'

/**
 * The payload that makes one block say what another of its type says. Only what markdown can say is in it: a code
 * block's caption or a list's first number stay as they are.
 */
export function updatePayload(
  before: MarkdownBlock,
  after: MarkdownBlock,
  files: ReadonlyMap<string, string>,
): Fields {
  const old = payloadOf(before)
  const payload = payloadOf(after)
  if (isMedia(after)) return mediaPayload(old, payload, files)
  if (after.type === 'table') {
    const { has_column_header, has_row_header } = payload
    return { has_column_header, has_row_header }
  }
  return withIcon(old, payload)
}

/** The block whose stored file a media block shows under an address that will not last. */
export function storedFile(block: MarkdownBlock, files: ReadonlyMap<string, string>): string | undefined {
  const { external } = payloadOf(block)
  if (!isMedia(block) || external === undefined) return undefined
  return files.get(withoutQuery(addressOfMedia(payloadOf(block)))) || undefined
}

/** Which kind of source it is an update says by its key alone. */
function mediaPayload(
  old: Fields,
  { type: _, external, file_upload, ...rest }: Fields,
  files: ReadonlyMap<string, string>,
): Fields {
  const address = addressOfMedia({ external, file_upload })
  const isSame = files.has(withoutQuery(address))
    ? withoutQuery(address) === withoutQuery(addressOfMedia(old))
    : address === addressOfMedia(old)
  if (isSame) return rest
  return { ...rest, ...(external === undefined ? { file_upload } : { external }) }
}

/** An icon that is gone must be cleared; a stored file that is still the icon is left alone. */
function withIcon(old: Fields, { icon, ...payload }: Fields): Fields {
  const before = iconAttribute(old.icon)
  const after = iconAttribute(icon)
  if (after === undefined) return before === undefined ? payload : { ...payload, icon: null }
  const isStored = fieldsOf(old.icon).file !== undefined
  return isStored && withoutQuery(before ?? '') === withoutQuery(after) ? payload : { ...payload, icon }
}
