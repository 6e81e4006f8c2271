import { sendFile } from '../../data/files.ts'
import { uploadedProps } from '../model/media.ts'

/** Sends a file to the server. @returns the properties of a block that shows it. */
export async function uploadFile(file: File): Promise<Record<string, unknown>> {
  return { props: uploadedProps(await sendFile(file), URL.createObjectURL(file), file.name) }
}
