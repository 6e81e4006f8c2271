import { readFile } from 'node:fs/promises'
import { Failure } from '#server/failures.ts'

/** The text of a file that was named on the command line. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new Failure(`The file ${path} cannot be read: ${(error as Error).message}`)
  }
}
