import type { FileRef } from '../files/stored-file.ts'
import type { Resolved } from '../references.ts'

/** An icon or a cover as it is answered. Only a file that is kept here is not answered as it is stored. */
export function presentShown(
  stored: Readonly<Record<string, unknown>> | null,
  resolved: Pick<Resolved, 'file'>,
): Readonly<Record<string, unknown>> | null {
  return isKeptHere(stored) ? { ...stored, file: resolved.file(stored.file) } : stored
}

/** Whether something shows a file that is kept here, whose address is another one for each answer. */
export const isKeptHere = <T>(stored: T): stored is T & { file: FileRef } =>
  (stored as { type?: unknown } | null | undefined)?.type === 'file'
