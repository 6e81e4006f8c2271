import { call } from './api.ts'

/** Sends a file to the server. @returns the id of the upload, to attach. */
export async function sendFile(file: File): Promise<string> {
  const made = { filename: file.name, ...(file.type && { content_type: file.type }) }
  const { id } = await call<{ id: string }>('POST', '/v1/file_uploads', made)
  const form = new FormData()
  form.append('file', file)
  await call('POST', `/v1/file_uploads/${id}/send`, form)
  return id
}
