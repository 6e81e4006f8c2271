import { type TSchema, Type } from 'typebox'
import { lastSegment, webAddress } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { type FileRef, nameUpload } from '../files/stored-file.ts'
import { FileUpload, fileUploadKeys } from '../objects/upload.ts'
import { type RichTextRequest, RichTextRequest as RichTextSchema } from '../rich-text/request.ts'
import { storeRichText } from '../rich-text/store.ts'
import { OneOf, OptionalTag, StrictObject, Text, Url } from '../validation/schemas.ts'
import { type BlockType, blockType, type Content } from './block-type.ts'

type Request = ({ external: { url: string } } | { file_upload: { id: string } }) & {
  caption?: RichTextRequest
  name?: string
}

interface Change {
  type?: 'external' | 'file_upload'
  external?: { url: string }
  file_upload?: { id: string }
  caption?: RichTextRequest
  name?: string
}

/** A block that shows a file, from elsewhere or kept here. */
export function mediaBlock(
  type: string,
  /** Whether something of this kind can be at an address. */
  fits: (address: URL) => boolean,
  /** Whether an uploaded file of this content type is of this kind. */
  takes: (contentType: string) => boolean,
  /** What the file is called, by its own name and what was asked for; only `file` blocks have names. */
  nameOf?: (own: string, asked: string | undefined) => string,
): BlockType {
  const others: Record<string, TSchema> = {
    caption: Type.Optional(RichTextSchema),
    ...(nameOf ? { name: Type.Optional(Text(2000)) } : {}),
  }
  const External = StrictObject({ url: Url })

  const read = (url: string): URL => {
    const address = webAddress(url)
    if (!address || !fits(address)) throw contentProblem(`Invalid ${type} url.`)
    return address
  }

  return blockType<Request, Change>({
    type,
    createRequest: () =>
      Type.Union([
        StrictObject({ external: External, type: OptionalTag('external'), ...others }),
        StrictObject({ ...fileUploadKeys, ...others }),
      ]),
    changeRequest: StrictObject({
      type: Type.Optional(OneOf(['external', 'file_upload'])),
      external: Type.Optional(External),
      file_upload: Type.Optional(FileUpload),
      ...others,
    }),
    store({ caption, name, ...file }) {
      const head = { caption: caption ? storeRichText(caption) : [] }
      if ('file_upload' in file) return { ...head, ...nameUpload(file.file_upload), ...(nameOf && { name }) }
      const { url } = file.external
      const address = read(url)
      return {
        ...head,
        type: 'external',
        external: { url },
        ...(nameOf && { name: nameOf(nameIn(address), name) }),
      }
    },
    change(before, { type: tag, caption, external, file_upload, name }) {
      const { caption: captionBefore, name: nameBefore, ...file } = before
      if (external && file_upload) {
        throw contentProblem(`The ${type} block shows either external or file_upload, not both.`)
      }
      if (tag && !{ external, file_upload }[tag]) {
        throw contentProblem(`The ${type} block is said to show ${tag}, which is not given.`)
      }
      if (external) read(external.url)
      const source: Content = external
        ? { type: 'external', external: { url: external.url } }
        : file_upload
          ? { ...nameUpload(file_upload) }
          : file
      const own = ownName(source)
      return {
        caption: caption ? storeRichText(caption) : captionBefore,
        ...source,
        ...(nameOf && {
          name: name !== undefined && own !== null ? nameOf(own, name) : (name ?? nameBefore),
        }),
      }
    },
    attach(content, { id, filename, contentType }) {
      if (!takes(contentType)) {
        throw contentProblem(
          `File upload ${id} is of type ${contentType}, which a ${type} block does not show.`,
        )
      }
      return nameOf ? { ...content, name: nameOf(filename, content.name as string | undefined) } : content
    },
    texts: { caption: 'runs' },
    holds: () => 'none',
    plainText: ({ name }) => (typeof name === 'string' ? name : ''),
  })
}

/** What a file is called where it lies; null when that is not known yet. */
function ownName(source: Content): string | null {
  if (source.file !== undefined) return (source.file as FileRef).name
  const address = webAddress((source.external as { url: string } | undefined)?.url ?? '')
  return address && nameIn(address)
}

const nameIn = (address: URL): string => lastSegment(address) || address.hostname
