import type { Caller } from '#server/domain/access/authenticate.ts'

const EMAIL_MISSING = 'email_capability_missing'

/** That e-mail addresses are missing because of a capability is told: programs took it for an empty directory. */
export const warningsFor = ({ actor, workspace }: Pick<Caller, 'actor' | 'workspace'>): string[] =>
  actor.capabilities.user_info === 'no_email' && workspace.settings.emulate.extensions ? [EMAIL_MISSING] : []

/** The same in the header of the answer. */
export const warningHeaders = (caller: Caller): Record<string, string> =>
  warningsFor(caller).length > 0 ? { 'Octavo-Warning': EMAIL_MISSING } : {}

/** The same in a list. */
export function withWarnings<T extends object>(list: T, caller: Pick<Caller, 'actor' | 'workspace'>) {
  const warnings = warningsFor(caller)
  return warnings.length > 0 ? { ...list, warnings } : list
}
