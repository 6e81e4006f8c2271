import { Type } from 'typebox'
import { isWebAddress } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { type NamedUpload, nameUpload } from '../files/stored-file.ts'
import { FileUpload, fileUploadKeys } from '../objects/upload.ts'
import { type RichTextRequest, RichTextRequest as RichTextSchema } from '../rich-text/request.ts'
import { storeRichText } from '../rich-text/store.ts'
import { OptionalTag, StrictObject, Url } from '../validation/schemas.ts'
import { blockType } from './block-type.ts'

interface Request {
  url?: string
  file_upload?: { id: string }
  caption?: RichTextRequest
}

const caption = { caption: Type.Optional(RichTextSchema) }

/** A page from elsewhere, or an uploaded one (an "HTML block"), whose address is shown in its place. */
export const embed = blockType<Request>({
  type: 'embed',
  createRequest: () =>
    Type.Union([StrictObject({ url: Url, ...caption }), StrictObject({ ...fileUploadKeys, ...caption })]),
  changeRequest: StrictObject({
    type: OptionalTag('file_upload'),
    url: Type.Optional(Url),
    file_upload: Type.Optional(FileUpload),
    ...caption,
  }),
  store: ({ caption, ...source }) => ({
    caption: caption ? storeRichText(caption) : [],
    ...sourceOf(source),
  }),
  change({ caption: captionBefore, ...before }, { caption, ...source }) {
    if (source.url !== undefined && source.file_upload !== undefined) {
      throw contentProblem('The embed block shows either url or file_upload, not both.')
    }
    const isNew = source.url !== undefined || source.file_upload !== undefined
    return {
      caption: caption ? storeRichText(caption) : captionBefore,
      ...(isNew ? sourceOf(source) : before),
    }
  },
  attach(content, { id, contentType }) {
    if (contentType === 'text/html') return content
    throw contentProblem(`File upload ${id} is of type ${contentType}, and an embed block shows text/html.`)
  },
  present: ({ caption, file, ...source }) =>
    file === undefined ? { caption, ...source } : { caption, url: (file as { url: string }).url },
  texts: { caption: 'runs' },
  holds: () => 'none',
})

function sourceOf({ url, file_upload }: Pick<Request, 'url' | 'file_upload'>): { url: string } | NamedUpload {
  if (file_upload !== undefined) return nameUpload(file_upload)
  if (url === undefined || !isWebAddress(url)) throw contentProblem('Invalid embed url.')
  return { url }
}
