import { call } from '../../data/api.ts'
import { uploadedProps } from '../model/media.ts'

/** Sends a file to the server. @returns the properties of a block that shows it. */
export async function uploadFile(file: File): Promise<Record<string, unknown>> {
  const made = { filename: file.name, ...(file.type && { content_type: file.type }) }
  const { id } = await call<{ id: string }>('POST', '/v1/file_uploads', made)
  const form = new FormData()
  form.append('file', file)
  await call('POST', `/v1/file_uploads/${id}/send`, form)
  return { props: uploadedProps(id, URL.createObjectURL(file), file.name) }
}
