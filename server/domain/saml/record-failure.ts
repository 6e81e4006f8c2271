import type { Context } from '../context.ts'
import type { SamlRefusal } from './refusal.ts'

/** Tells the audit log that somebody could not sign in, and why. */
export function recordSamlFailure({ workspace, record }: Context, { reason, userId }: SamlRefusal): void {
  const entity = userId === null ? { type: 'workspace', id: workspace.id } : { type: 'user', id: userId }
  record({ type: 'saml.login_failed', entity, data: { reason } })
}
