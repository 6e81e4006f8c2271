import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'

/** Milliseconds for which somebody who proved who they are is taken at their word. */
export const RECENT = 15 * 60_000

/** Whoever is at the browser should prove again who they are, at `/account/confirm`. */
export class RecentSignInNeeded extends Problem {
  constructor() {
    super(
      'forbidden',
      'You signed in a while ago, or without your second factor. Confirm that it is you at /account/confirm, and try again.',
      {
        data: { reason: 'recent_sign_in_needed' },
      },
    )
  }
}

/** Whether the holder of a session, a `SignedIn` or the actor of one, proved who they are not long ago. */
export const isRecent = ({ provedTime }: { provedTime?: number }, now: number): boolean =>
  provedTime !== undefined && now - provedTime < RECENT

/**
 * Stands before what shows secrets, and before what changes how an account is signed in to: a browser that was left
 * open must not be enough. A token has no browser; whether it may do such a thing at all is asked elsewhere.
 *
 * @throws RecentSignInNeeded which pages answer by leading to `/account/confirm`, and the API as 403
 *   `restricted_resource` with `additional_data.reason` `recent_sign_in_needed`.
 */
export function requireRecentSignIn({ actor, now }: Pick<Context, 'actor' | 'now'>): void {
  if (actor.isSession && !isRecent(actor, now)) throw new RecentSignInNeeded()
}
