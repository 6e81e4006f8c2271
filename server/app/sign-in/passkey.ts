/** Signing in by a passkey, which the browser also offers where the e-mail is typed. */
import { hasPasskeys } from '#server/domain/sign-in/passkey-proof.ts'
import { html } from '#server/http/html.ts'
import { PASSKEY_SCRIPT } from '#server/http/page-scripts.ts'
import { askPasskeyRoute, signInByPasskeyRoute } from '../passkeys.ts'
import type { Way } from './way.ts'

export const passkey: Way = {
  offer: ({ baseUrl }) =>
    hasPasskeys(baseUrl())
      ? html`<button class="plain" type="button" data-passkey="/login/passkey" data-autofill hidden>Sign in with a passkey</button>`
      : null,
  script: PASSKEY_SCRIPT,
  routes: [
    { method: 'POST', url: '/login/passkey/options', answer: askPasskeyRoute },
    { method: 'POST', url: '/login/passkey', answer: signInByPasskeyRoute },
  ],
}
