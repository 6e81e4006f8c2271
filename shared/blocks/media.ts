import { type TSchema, Type } from 'typebox'
import { webAddress } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { FileUpload, FileUploadBranch } from '../objects/upload.ts'
import { type RichTextRequest, RichTextRequest as RichTextSchema } from '../rich-text/request.ts'
import { storeRichText } from '../rich-text/store.ts'
import { OptionalTag, StrictObject, Text, Url } from '../validation/schemas.ts'
import { type BlockType, blockType, type Content } from './block-type.ts'

interface Request {
  external: { url: string }
  caption?: RichTextRequest
  name?: string
}

/** A block that shows a file. Files live elsewhere: there are no uploads yet. */
export function mediaBlock(
  type: string,
  /** Whether something of this kind can be at an address. */
  fits: (address: URL) => boolean,
  /** What the file is called; only `file` blocks have names. */
  nameOf?: (address: URL, asked: string | undefined) => string,
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

  return blockType<Request, Partial<Request>>({
    type,
    createRequest: () =>
      Type.Union([
        StrictObject({ external: External, type: OptionalTag('external'), ...others }),
        FileUploadBranch(others),
      ]),
    changeRequest: StrictObject({
      external: Type.Optional(External),
      file_upload: Type.Optional(FileUpload),
      ...others,
    }),
    store({ caption, external: { url }, name }) {
      const address = read(url)
      return {
        caption: caption ? storeRichText(caption) : [],
        type: 'external',
        external: { url },
        ...(nameOf && { name: nameOf(address, name) }),
      }
    },
    change(before, { caption, external, name }) {
      const { caption: captionBefore, name: nameBefore, ...file } = before
      if (external) read(external.url)
      const source: Content = external ? { type: 'external', external: { url: external.url } } : file
      const address = webAddress((source.external as { url: string } | undefined)?.url ?? '')
      return {
        caption: caption ? storeRichText(caption) : captionBefore,
        ...source,
        ...(nameOf && { name: name !== undefined && address ? nameOf(address, name) : (name ?? nameBefore) }),
      }
    },
    texts: { caption: 'runs' },
    holds: () => 'none',
    plainText: ({ name }) => (typeof name === 'string' ? name : ''),
  })
}
