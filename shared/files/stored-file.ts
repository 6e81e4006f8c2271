import { toUuid } from '../ids.ts'

/** A file kept here as what shows it names it. The name is the file's own, with its ending. */
export interface FileRef {
  readonly id: string
  readonly name: string
}

/** How something stored shows a file that is kept here. */
export type ShownFile = {
  readonly type: 'file'
  readonly file: FileRef
}

/** The same as a request names it: it is nobody's yet, and `named.ts` makes a `ShownFile` of it. */
export type NamedUpload = {
  readonly type: 'file_upload'
  readonly file_upload: { readonly id: string }
}

export const nameUpload = ({ id }: { id: string }): NamedUpload => ({
  type: 'file_upload',
  file_upload: { id: toUuid(id) },
})
