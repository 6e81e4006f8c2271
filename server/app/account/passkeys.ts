import { confirmedAccount } from '#server/domain/access/accounts.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import {
  LONGEST_PASSKEY_NAME,
  type Passkey,
  passkeysOfSession,
  removePasskey,
  renamePasskey,
} from '#server/domain/accounts/passkeys.ts'
import { hasPasskeys } from '#server/domain/sign-in/passkey-proof.ts'
import { type Html, html } from '#server/http/html.ts'
import { PASSKEY_SCRIPT } from '#server/http/page-scripts.ts'
import { isName } from '#shared/validation/name.ts'
import { asSession, shownTime } from './as-session.ts'
import type { Section } from './section.ts'

export const passkeysSection: Section = {
  name: 'passkeys',
  title: 'Passkeys',
  script: PASSKEY_SCRIPT,
  async show({ server, session, token }) {
    const passkeys = await passkeysOfSession(server, session)
    const canAdd = hasPasskeys(server.baseUrl())
    if (passkeys.length === 0 && !canAdd) return null
    return html`<p class="soft">A passkey is kept by your phone, your computer or a security key. It signs you in without a password.</p>
${passkeys.length === 0 ? null : html`<ul class="list">\n${passkeys.map((passkey) => item(passkey, token))}</ul>`}
${canAdd ? adding(token) : null}`
  },
  forms: {
    '/add': {
      saved: 'The passkey was added.',
      act: () => {
        throw new FieldProblem({ name: 'Passkeys are added by a script, which this browser did not run.' })
      },
    },
    '/rename': {
      saved: 'Renamed.',
      act: (sent) => {
        const name = sent.form('name').trim()
        if (!isName(name) || name.length > LONGEST_PASSKEY_NAME) {
          throw new FieldProblem({
            name: `Enter a name of at most ${LONGEST_PASSKEY_NAME} plain characters.`,
          })
        }
        return asSession(sent, async (context) => {
          await renamePasskey(context, await confirmedAccount(context), sent.form('id'), name)
        })
      },
    },
    '/remove': {
      saved: 'The passkey was removed.',
      act: (sent) =>
        asSession(sent, async (context) => {
          await removePasskey(context, await confirmedAccount(context), sent.form('id'))
        }),
    },
  },
}

const adding = (token: Html): Html => html`<form method="post" action="/account/passkeys/add">
${token}
<div class="field">
<label for="passkey-name">Name of a new passkey</label>
<input id="passkey-name" name="name" maxlength="${LONGEST_PASSKEY_NAME}" placeholder="My laptop" autocomplete="off">
</div>
<button type="button" data-passkey="/v1/account/passkeys" data-adds hidden>Add a passkey</button>
<noscript><p class="soft">Adding one needs a script of this server.</p></noscript>
</form>`

const item = ({ id, name, is_synced, created_time, last_used_time }: Passkey, token: Html): Html => html`<li>
<div>
<details><summary><strong>${name}</strong></summary>
<form class="row" method="post" action="/account/passkeys/rename">
${token}
<input type="hidden" name="id" value="${id}">
<input name="name" value="${name}" maxlength="${LONGEST_PASSKEY_NAME}" aria-label="New name of ${name}" autocomplete="off" required>
<button class="plain" type="submit">Rename</button>
</form>
</details>
<small>Added ${shownTime(created_time)} · ${last_used_time === null ? 'not used yet' : html`last used ${shownTime(last_used_time)}`}${is_synced === 1 ? ' · on several devices' : null}</small>
</div>
<form method="post" action="/account/passkeys/remove">
${token}
<button class="plain" type="submit" name="id" value="${id}" aria-label="Remove ${name}">Remove</button>
</form>
</li>
`
