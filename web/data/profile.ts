/** One's own name and photo. */
import { queryOptions } from '@tanstack/react-query'
import { call, get } from './api.ts'
import { queryClient } from './query-client.ts'

export interface Profile {
  id: string
  name: string | null
  avatar_url: string | null
}

export const profileQuery = queryOptions({
  queryKey: ['settings', 'profile'],
  queryFn: () => get<Profile>('/v1/users/me'),
})

export const renameMe = (name: string): Promise<void> => change({ name })

/** @param photo null takes it away. */
export async function setPhoto(photo: File | null): Promise<void> {
  if (photo === null) return change({ avatar: null })
  const upload = await call<{ id: string }>('POST', '/v1/file_uploads', { filename: photo.name })
  const form = new FormData()
  form.append('file', photo)
  await call('POST', `/v1/file_uploads/${upload.id}/send`, form)
  await change({ avatar: { type: 'file_upload', file_upload: { id: upload.id } } })
}

async function change(body: object): Promise<void> {
  await call('PATCH', '/v1/users/me', body)
  await Promise.all(['settings', 'session'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}
