/**
 * When the server wants to know again who is there: a session has ended, or something asks for a sign-in that is not long
 * ago. Requests wait while somebody proves it in another window, and are then sent once more: nothing on the screen is lost.
 */
import { followed } from './followed.ts'

export interface WantedProof {
  kind: 'sign-in' | 'confirm'
  /** @param isGiven false when somebody would rather not. */
  settle(isGiven: boolean): void
  given: Promise<boolean>
}

const wanted = followed<WantedProof | null>(null)

export const useWantedProof = wanted.use

/** Asks for it, once for all that wait. */
export function askForProof(kind: WantedProof['kind']): Promise<boolean> {
  const known = wanted.get()
  if (known) return known.given
  const { promise: given, resolve } = Promise.withResolvers<boolean>()
  const settle = (isGiven: boolean) => {
    wanted.set(null)
    resolve(isGiven)
  }
  wanted.set({ kind, settle, given })
  return given
}
