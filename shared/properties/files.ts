import Type from 'typebox'
import { isLink, isWebAddress } from '../addresses.ts'
import type { FileRef } from '../files/stored-file.ts'
import { toUuid } from '../ids.ts'
import { invalid, Problem } from '../problem.ts'
import { printValue } from '../validation/print-value.ts'
import { OptionalTag, StrictObject, Url, Uuid } from '../validation/schemas.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType, type Write } from './property.ts'

/** An address elsewhere, or a file kept here by its id. */
type StoredFile =
  | { readonly name: string; readonly type: 'external'; readonly external: { readonly url: string } }
  | { readonly name: string; readonly type: 'file'; readonly file: FileRef }

type FileRequest =
  | { name: string; external: { url: string } }
  | { name: string; file: { url: string } }
  | { name?: string; file_upload: { id: string } }

const Name = Type.String({ maxLength: 100 })

export const files = propertyType<object, readonly StoredFile[], unknown, FileRequest[]>({
  type: 'files',
  ...noConfiguration,
  valueRequest: Type.Array(
    Type.Union([
      StrictObject({ external: StrictObject({ url: Url }), name: Name, type: OptionalTag('external') }),
      // What was read may be sent back, and is kept.
      StrictObject({
        file: StrictObject({ url: Type.String(), expiry_time: Type.Optional(Type.String()) }),
        name: Name,
        type: OptionalTag('file'),
      }),
      StrictObject({
        file_upload: StrictObject({ id: Uuid }),
        name: Type.Optional(Name),
        type: OptionalTag('file_upload'),
      }),
    ]),
    { maxItems: 100 },
  ),
  storeValue(request, write) {
    const stored = request.map((file, index) => storeFile(file, write, `${write.path}[${index}]`))
    return stored.length ? stored : null
  },
  presentValue: (value, _config, { resolved }) =>
    (value ?? []).map((file) =>
      file.type === 'external'
        ? { name: file.name, type: file.type, external: { url: file.external.url } }
        : { name: file.name, type: file.type, file: resolved.file(file.file) },
    ),
  plainText: (value) => (value ?? []).map(({ name }) => name).join(', '),
  fromText: (text) =>
    isWebAddress(text) ? [{ name: text, type: 'external', external: { url: text } }] : null,
  // Addresses of files kept here are signed anew for every answer.
  isReady: (value) => (value ?? []).every(({ type }) => type === 'external'),
})

/** The uploads that a request for a page gives to its properties: the domain reads their names before. */
export function uploadsIn(request: Readonly<Record<string, unknown>>): Set<string> {
  const ids = new Set<string>()
  for (const value of Object.values(request)) {
    const given = isObject(value) && 'files' in value ? value.files : value
    for (const file of Array.isArray(given) ? given : []) {
      const upload = isObject(file) ? file.file_upload : undefined
      if (isObject(upload) && typeof upload.id === 'string') ids.add(toUuid(upload.id))
    }
  }
  return ids
}

function storeFile(request: FileRequest, { fileAt, uploads }: Write<object>, path: string): StoredFile {
  if ('external' in request) {
    const { url } = request.external
    if (!isLink(url)) throw invalid(shouldBe(`${path}.external.url`, 'a valid url', url))
    return { name: request.name, type: 'external', external: { url } }
  }
  if ('file' in request) {
    const file = fileAt(request.file.url)
    if (file === null) {
      throw invalid(shouldBe(`${path}.file.url`, 'the address of a file kept here', request.file.url))
    }
    return { name: request.name, type: 'file', file }
  }
  const id = toUuid(request.file_upload.id)
  const filename = uploads.get(id)
  if (filename === undefined) throw new Problem('absent', `Could not find file_upload with ID: ${id}.`)
  return { name: request.name ?? filename, type: 'file', file: { id, name: filename } }
}

const shouldBe = (path: string, expected: string, value: unknown) =>
  `body failed validation: ${path} should be ${expected}, instead was \`${printValue(value)}\`.`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
