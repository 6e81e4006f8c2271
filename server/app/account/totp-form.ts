import { renderSVG } from 'uqr'
import type { OfferedTotp } from '#server/domain/accounts/change-totp.ts'
import type { Field } from '#server/http/form-fields.ts'
import { Html, html } from '#server/http/html.ts'

export const codeField: Field = {
  name: 'code',
  label: 'Code',
  hint: 'The six digits that your authenticator app shows now, or one of your recovery codes.',
  autocomplete: 'one-time-code',
}

export const newCodeField: Field = {
  name: 'code',
  label: 'Code',
  hint: 'The six digits that the app shows now.',
  autocomplete: 'one-time-code',
}

/** How an app learns its secret: by a picture, or typed. */
export const appSteps = ({ secret, address }: OfferedTotp): Html => html`<ol>
<li>Open an authenticator app, and add an account by scanning this:
${picture(address)}
<details><summary>I cannot scan it</summary>
<p>Type this key into the app; it is for codes by time.</p>
<pre class="secret" tabindex="0" aria-label="Key for the app"><code id="secret">${inGroups(secret)}</code></pre>
<p><a href="${address}">Open it in an app on this device</a></p>
</details></li>
<li>Type the code that the app shows.</li>
</ol>`

/** Dark on light whatever the colours of the page: many cameras read no other. */
const picture = (address: string): Html =>
  new Html(
    renderSVG(address, { border: 2, pixelSize: 4 }).replace(
      '<svg ',
      '<svg class="qr" role="img" aria-label="QR code for an authenticator app" ',
    ),
  )

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)!.join(' ')
