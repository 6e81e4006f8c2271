import { SHORTEST_PASSWORD } from '#server/domain/accounts/password-policy.ts'
import type { Field } from '#server/http/form-fields.ts'

/** Where somebody chooses a password. */
export const newPasswordField: Field = {
  name: 'password',
  label: 'New password',
  hint: `At least ${SHORTEST_PASSWORD} characters; a few words are good.`,
  type: 'password',
  autocomplete: 'new-password',
}
