import { type Fields, fieldsOf, type MarkdownBlock, stringOf } from './block.ts'

const UPLOAD = 'file-upload://'

/** Where the file of an image, a video, a PDF, a sound or a file block is found. */
export function addressOfMedia(payload: Fields): string {
  const { external, file, file_upload } = payload
  if (file_upload !== undefined) return UPLOAD + stringOf(fieldsOf(file_upload).id)
  return stringOf(fieldsOf(external).url) || stringOf(fieldsOf(file).url)
}

/** A media block as the API takes it. Whether the address is a stored file's only its page can tell. */
export function parseMedia(type: string, address: string, caption: Fields[], name?: string): MarkdownBlock {
  const source = address.startsWith(UPLOAD)
    ? { type: 'file_upload', file_upload: { id: address.slice(UPLOAD.length) } }
    : { type: 'external', external: { url: address } }
  return { type, [type]: { caption, ...source, ...(name === undefined ? {} : { name }) } }
}

/** The name of a file block where its address does not say it: the API takes the last part of the path. */
export function nameBesideAddress(payload: Fields): string | undefined {
  const name = stringOf(payload.name)
  return name === '' || name === nameInAddress(addressOfMedia(payload)) ? undefined : name
}

function nameInAddress(address: string): string {
  const last =
    address
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

export function isMedia({ type }: MarkdownBlock): boolean {
  return types.has(type)
}

const types = new Set(['image', 'video', 'pdf', 'audio', 'file'])
