import { Readable } from 'node:stream'
import { invalid } from '#shared/problem.ts'
import { uploadFor } from '../access/file-uploads.ts'
import type { Context } from '../context.ts'
import { createUpload } from '../files/create.ts'
import { keepPart, letGoOfPart, sendPart } from '../files/send.ts'
import { changeOwnProfile } from './own-profile.ts'

/** The longest picture that is taken at once, in bytes. */
export const MOST_AVATAR_BYTES = 5 * 1024 * 1024

export interface SentPicture {
  bytes: Buffer
  filename: string | null
  contentType: string
}

/**
 * Makes a file that somebody sent their picture. Not inside a transaction: the bytes are kept between two.
 *
 * @param reading the context of who acts
 * @param perform runs work in a transaction of theirs
 */
export async function uploadOwnAvatar(
  reading: Context,
  perform: <T>(work: (context: Context) => Promise<T>) => Promise<T>,
  { bytes, filename, contentType }: SentPicture,
): Promise<void> {
  if (bytes.length === 0) throw invalid('Choose a file with an image.')
  if (!contentType.startsWith('image/')) throw invalid('The file should be an image.')
  const upload = await perform((context) =>
    createUpload(context, { mode: 'single_part', filename, contentType }),
  )
  const kept = await keepPart(reading, upload, Readable.from([bytes]))
  try {
    await perform(async (context) => {
      const part = { ...kept, filename, contentType, partNumber: undefined }
      await sendPart(context, await uploadFor(context, upload.id), part)
      await changeOwnProfile(context, { avatar: { file_upload: { id: upload.id } } })
    })
  } catch (error) {
    await letGoOfPart(reading, kept)
    throw error
  }
}
